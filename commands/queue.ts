/** /queue: what the asker is waiting for. */
import { type Command, queueView } from '../src/bot/index.ts';
import { words } from '../src/words/index.ts';

export const command: Command = {
  data: { name: 'queue', description: words.commands.queue.description },
  actions: {
    queue: {
      audience: 'asker',
      run: async (_interaction, { services, who }) => queueView(await services.myJobs(who)),
    },
  },
};
