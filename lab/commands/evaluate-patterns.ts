import type { Command } from 'commander';
import { JSON_OPTION, numberOption } from '../../src/cli/options.ts';
import { createTerminal } from '../../src/cli/terminal.ts';
import { evaluatePatterns, patternsTable } from '../evaluate/index.ts';

interface Options {
  artists?: number;
  references: number;
  beats: number;
  json?: true;
}

/** `evaluate patterns`. */
export function addEvaluatePatterns(evaluate: Command): void {
  evaluate
    .command('patterns')
    .description('make artists that our grammar did not write, and tell whose their takes are')
    .option('--artists <number>', 'only the first so many (16)', numberOption)
    .option('--references <number>', 'references of each', numberOption, 10)
    .option('--beats <number>', 'beats of four takes of each', numberOption, 3)
    .option(...JSON_OPTION)
    .action(async ({ artists, references, beats, json }: Options) => {
      const terminal = createTerminal({ json: json ?? false });
      try {
        const report = await evaluatePatterns({
          ...{ artists, references, beats, signal: terminal.signal },
          onProgress: (stage, fraction) => terminal.progress(stage, Math.floor(100 * fraction)),
        });
        terminal.progressEnds();
        terminal.result({ artists: report }, patternsTable(report));
      } finally {
        terminal.progressEnds();
      }
    });
}
