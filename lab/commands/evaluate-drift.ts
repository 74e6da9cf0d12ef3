import type { Command } from 'commander';
import { JSON_OPTION, numberOption } from '../../src/cli/options.ts';
import { createTerminal } from '../../src/cli/terminal.ts';
import { evaluateDrift, openWork } from '../evaluate/index.ts';

interface Options {
  artist: string;
  rounds: number;
  work: string;
  json?: true;
}

/** `evaluate drift`. */
export function addEvaluateDrift(evaluate: Command): void {
  evaluate
    .command('drift')
    .description(
      'have an artist keep takes and learn from them, round after round, and measure its own songs',
    )
    .option('--artist <name>', 'one of the artists of `takes --family unseen`', 'laid back, with ghost notes')
    .option('--rounds <number>', 'rounds of keeping and learning', numberOption, 5)
    .option(
      '--work <folder>',
      'folder for results; an interrupted run resumes from there',
      './data/evaluate/drift',
    )
    .option(...JSON_OPTION)
    .action(async ({ artist, rounds, work, json }: Options) => {
      const terminal = createTerminal({ json: json ?? false });
      try {
        const report = await evaluateDrift({
          ...{ artist, rounds, work: await openWork(work), signal: terminal.signal },
          onProgress: (stage, fraction) => terminal.progress(stage, Math.floor(100 * fraction)),
        });
        terminal.progressEnds();
        const rows = report.map(
          ({ round, kept, bits, rise }) =>
            `round ${round}: ${kept} kept, ${bits.toFixed(3)} bits a step (${(100 * rise).toFixed(1)} %)`,
        );
        terminal.result({ artist, rounds: report }, rows.join('\n'));
      } finally {
        terminal.progressEnds();
      }
    });
}
