import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { JSON_OPTION, numberOption } from '../../src/cli/options.ts';
import { createTerminal } from '../../src/cli/terminal.ts';
import { evaluateTakes, FAMILIES, type Family, openSound, openWork, takesTable } from '../evaluate/index.ts';

interface Options {
  family: Family;
  from: 'midi' | 'mp3';
  references: number;
  beats: number;
  only?: string[];
  work: string;
  corpus?: string;
  json?: true;
}

/** `evaluate takes`. */
export function addEvaluateTakes(evaluate: Command): void {
  evaluate
    .command('takes')
    .description('make artists of their references alone, ask for beats, and tell whose the takes are')
    .addOption(
      new Option(
        '--family <name>',
        'artists of patterns, tuned with or unseen, of the grammar, or Groove’s drummers',
      )
        .choices(FAMILIES)
        .default('patterns'),
    )
    .addOption(
      new Option('--from <kind>', 'what references come as').choices(['midi', 'mp3']).default('midi'),
    )
    .option('--references <number>', 'references of each', numberOption, 10)
    .option('--beats <number>', 'beats of four takes for each wish', numberOption, 3)
    .option('--only <names...>', 'artists with one of these in their names')
    .option(
      '--work <folder>',
      'folder for results; an interrupted run resumes from there',
      './data/evaluate/takes',
    )
    .option('--corpus <folder>', 'folder of the open data sets (../shared/data)')
    .option(...JSON_OPTION)
    .action(async ({ family, from, references, beats, only, work, corpus, json }: Options) => {
      const terminal = createTerminal({ json: json ?? false });
      try {
        const folder = join(work, `${family}-${from}-${references}-${beats}`);
        const report = await evaluateTakes({
          ...{ family, references, beats, only, data: corpus, signal: terminal.signal },
          work: await openWork(folder),
          ...(from === 'mp3' && { sound: await openSound(corpus) }),
          onProgress: (stage, fraction) => terminal.progress(stage, Math.floor(100 * fraction)),
        });
        terminal.progressEnds();
        terminal.result({ family, from, artists: report }, takesTable(report));
      } finally {
        terminal.progressEnds();
      }
    });
}
