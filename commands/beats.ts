/** /beats: what one asked for, for whoever lost sight of it; and the buttons that show one of them again. */
import { ApplicationCommandOptionType } from 'discord.js';
import { AGAIN_PREFIX, type Command, myBeatsView, type RequestFamily, shownAgain } from '../src/bot/index.ts';
import { words } from '../src/words/index.ts';

export const command: Command = {
  data: {
    name: 'beats',
    description: words.commands.beats.description,
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'mine',
        description: words.commands.beats.mine,
      },
    ],
  },
  actions: {
    mine: {
      audience: 'asker',
      run: async (_interaction, { services, who }) => myBeatsView(await services.myBeats(who)),
    },
  },
};

export const button: RequestFamily = {
  prefix: AGAIN_PREFIX,
  audience: 'asker',
  run: async (beatId, { services, who }) => shownAgain(await services.showBeat(who, beatId), services),
};
