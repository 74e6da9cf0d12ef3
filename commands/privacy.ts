/** /privacy: what is kept of members, and how to have it or have it erased. */
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
        name: 'export',
        description: words.commands.privacy.export.description,
        options: [
          {
            type: ApplicationCommandOptionType.Integer,
            name: 'part',
            description: words.commands.privacy.export.part,
            min_value: 1,
          },
        ],
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
    export: {
      audience: 'asker',
      run({ options }, { services, who, place }) {
        return services.exportMine(who, { part: options.getInteger('part') ?? undefined, message: place });
      },
    },
    erase: { audience: 'asker', run: async () => eraseView() },
  },
};

export const button: ButtonFamily = {
  prefix: ERASE_PREFIX,
  async run(_argument, { services, who }) {
    return { view: erasedView(await services.eraseMine(who)), revision: 1 };
  },
};
