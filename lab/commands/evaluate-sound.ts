import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { JSON_OPTION, numberOption } from '../../src/cli/options.ts';
import { createTerminal } from '../../src/cli/terminal.ts';
import { DATA_FOLDER } from '../../src/corpus/index.ts';
import { undefinedIfAbsent } from '../../src/words/index.ts';
import { evaluateSound, openWork, soundTable } from '../evaluate/index.ts';

interface Options {
  references: number;
  takes: number;
  only?: string[];
  work: string;
  corpus?: string;
  json?: true;
}

/** `evaluate sound`. */
export function addEvaluateSound(evaluate: Command): void {
  evaluate
    .command('sound')
    .description(
      'make artists who are known by their sound, hand over their MP3s, and tell whose the takes are',
    )
    .option('--references <number>', 'MP3s of each', numberOption, 5)
    .option('--takes <number>', 'takes of each, for each way of rendering them', numberOption, 6)
    .option('--only <names...>', 'artists with one of these in their names')
    .option('--work <folder>', 'folder for the MP3s, which are made once', './data/evaluate/sound')
    .option('--corpus <folder>', 'folder of the open data sets (../shared/data)')
    .option(...JSON_OPTION)
    .action(async ({ references, takes, only, work, corpus = DATA_FOLDER, json }: Options) => {
      const terminal = createTerminal({ json: json ?? false });
      const folder = join(corpus, 'sonic-pi-samples');
      const isThere = await access(folder).then(() => true, undefinedIfAbsent);
      if (!isThere) {
        terminal.result(
          { skipped: folder },
          `Skipped: there are no recordings at ${folder}, which the artists play.`,
        );
        return;
      }
      try {
        const report = await evaluateSound({
          ...{ references, takes, only, data: corpus, signal: terminal.signal },
          work: await openWork(work),
          onProgress: (stage, fraction) => terminal.progress(stage, Math.floor(100 * fraction)),
        });
        terminal.progressEnds();
        terminal.result(report, soundTable(report));
      } finally {
        terminal.progressEnds();
      }
    });
}
