/** /help: how to get from nothing to a beat. */
import { type Command, helpView } from '../src/bot/index.ts';

export const command: Command = {
  data: { name: 'help', description: 'How to get from your tracks to a beat in your sound' },
  actions: { help: { audience: 'asker', run: async () => helpView() } },
};
