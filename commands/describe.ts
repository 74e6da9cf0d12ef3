/** /describe: what a track sounds like, for whoever wants a beat like it. */
import { ApplicationCommandOptionType } from 'discord.js';
import type { Command } from '../src/bot/index.ts';
import { words } from '../src/words/index.ts';

export const command: Command = {
  data: {
    name: 'describe',
    description: words.commands.describe.description,
    options: [
      {
        type: ApplicationCommandOptionType.Attachment,
        name: 'track',
        description: words.commands.describe.track,
        required: true,
      },
    ],
  },
  actions: {
    describe: {
      audience: 'asker',
      async run({ options }, { services, who, place, fetchAttachment }) {
        const file = options.getAttachment('track', true);
        return services.describeTrack(who, {
          file: { name: file.name, read: () => fetchAttachment(file) },
          message: place,
        });
      },
    },
  },
};
