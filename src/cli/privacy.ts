import { join } from 'node:path';
import { writeFile } from 'atomically';
import type { Command } from 'commander';
import { BeatwrightError } from '../words/index.ts';
import { makeFolder } from './files.ts';
import { MEMBER_OPTION, type MemberOptions, memberOf, SERVER_OPTION } from './member.ts';
import { DATA_OPTION, JSON_OPTION } from './options.ts';
import { receiptText } from './receipt.ts';
import { createTerminal } from './terminal.ts';
import { withWorkshop } from './workshop.ts';

interface Options extends MemberOptions {
  json?: true;
  data?: string;
}

/** The most that a part of an export weighs, in bytes: it is packed in memory. */
const PART_BYTES = 200 * 1024 * 1024;

/** `privacy export|erase`. */
export function definePrivacy(privacy: Command): void {
  privacy
    .command('export')
    .description('write what is kept of the terminal, or of a member, as ZIPs')
    .option(...SERVER_OPTION)
    .option(...MEMBER_OPTION)
    .option('--out <folder>', 'where to', '.')
    .option(...DATA_OPTION)
    .option(...JSON_OPTION)
    .action(async (options: Options & { out: string }) => {
      const terminal = createTerminal({ json: options.json ?? false });
      const who = memberOf(options);
      await makeFolder(options.out);
      await withWorkshop(terminal, options, async ({ services, finish }) => {
        const written: string[] = [];
        const tooLarge: string[] = [];
        for (let part = 1, parts = 1; part <= parts; part++) {
          const { jobId } = await services.exportMine(who, { part, maxBytes: PART_BYTES });
          const result = await finish('export', jobId);
          const path = join(options.out, `beatwright-${part}.zip`);
          await writeFile(path, Buffer.from(await services.exportFile(jobId)));
          await services.markDelivered(jobId);
          written.push(path);
          if (part === 1) tooLarge.push(...result.tooLarge);
          ({ parts } = result);
        }
        const left = tooLarge.map((path) => `too large, left out: ${path}`);
        terminal.result({ written, tooLarge }, [...written, ...left].join('\n'));
      });
    });
  privacy
    .command('erase')
    .description('erase everything of the terminal’s own, or of a member who asks whoever runs the bot')
    .option(...SERVER_OPTION)
    .option(...MEMBER_OPTION)
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
