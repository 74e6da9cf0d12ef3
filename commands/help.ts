/** /help: how to get from nothing to a beat. */
import { type Command, helpView } from '../src/bot/index.ts';
import { words } from '../src/words/index.ts';

export const command: Command = {
  data: { name: 'help', description: words.commands.help.description },
  actions: { help: { audience: 'asker', run: async () => helpView() } },
};
