/** /privacy: what is kept of members, and how to have it erased. */
import { ApplicationCommandOptionType } from 'discord.js';
import {
  type ButtonFamily,
  type Command,
  ERASE_PREFIX,
  erasedView,
  eraseView,
  privacyView,
} from '../src/bot/index.ts';
import { words } from '../src/words/index.ts';

export const command: Command = {
  data: {
    name: 'privacy',
    description: words.commands.privacy.description,
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'show',
        description: words.commands.privacy.show,
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'erase',
        description: words.commands.privacy.erase,
      },
    ],
  },
  actions: {
    show: { audience: 'asker', run: async () => privacyView() },
    erase: { audience: 'asker', run: async () => eraseView() },
  },
};

export const button: ButtonFamily = {
  prefix: ERASE_PREFIX,
  async run(_argument, { services, who }) {
    return { view: erasedView(await services.eraseMine(who)), revision: 1 };
  },
};
