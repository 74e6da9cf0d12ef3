import type { Command } from 'commander';
import { BeatwrightError } from '../words/index.ts';
import { DATA_OPTION, JSON_OPTION } from './options.ts';
import { receiptText } from './receipt.ts';
import { createTerminal } from './terminal.ts';
import { ASKER, withWorkshop } from './workshop.ts';

interface Options {
  json?: true;
  data?: string;
  server?: string;
  member?: string;
}

/** `privacy erase`. */
export function definePrivacy(privacy: Command): void {
  privacy
    .command('erase')
    .description('erase everything of the terminal’s own, or of a member who asks whoever runs the bot')
    .option('--server <id>', 'the server of the member, by its Discord ID')
    .option('--member <id>', 'the member, by their Discord ID')
    .option('--yes', 'do it')
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(async (options: Options & { yes?: true }) => {
      const terminal = createTerminal({ json: options.json ?? false });
      const who = memberOf(options);
      if (!options.yes) throw new BeatwrightError('erase-unsure');
      await withWorkshop(terminal, options, async ({ services }) => {
        const receipt = await services.eraseMine(who);
        terminal.result({ receipt }, receiptText('Everything is erased.', receipt));
      });
    });
}

/** Whose data it is: the terminal's own unless a member of a server is named. @throws BeatwrightError `member-half`. */
function memberOf({ server, member }: Options) {
  if (server === undefined && member === undefined) return ASKER;
  if (server === undefined || member === undefined) throw new BeatwrightError('member-half');
  return { serverId: server, userId: member };
}
