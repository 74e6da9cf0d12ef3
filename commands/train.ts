/** /train: learning an artist's sound from the references. */
import { artistOption, type Command, completeArtist } from '../src/bot/index.ts';
import { words } from '../src/words/index.ts';

export const command: Command = {
  data: {
    name: 'train',
    description: words.commands.train.description,
    options: [artistOption({ required: true })],
  },
  completers: { artist: completeArtist },
  actions: {
    train: {
      audience: 'everyone',
      run({ options }, { services, who, place }) {
        return services.train(who, { artist: options.getString('artist', true), message: place });
      },
    },
  },
};
