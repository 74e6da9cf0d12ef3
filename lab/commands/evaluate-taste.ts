import type { Command } from 'commander';
import { JSON_OPTION, numberOption } from '../../src/cli/options.ts';
import { createTerminal } from '../../src/cli/terminal.ts';
import { evaluateTaste, openWork, tasteGoals, tasteTable } from '../evaluate/index.ts';

interface Options {
  beats: number;
  voters: number;
  work: string;
  json?: true;
}

/** `evaluate taste`. */
export function addEvaluateTaste(evaluate: Command): void {
  evaluate
    .command('taste')
    .description('have voters with tastes of their own vote on beats, and judge what they are sent then')
    .option('--beats <number>', 'beats of each artist and style; a third is held out', numberOption, 24)
    .option('--voters <number>', 'voters for each artist and style', numberOption, 24)
    .option(
      '--work <folder>',
      'folder for candidates; an interrupted run resumes from there',
      './data/evaluate/taste',
    )
    .option(...JSON_OPTION)
    .action(async ({ beats, voters, work, json }: Options) => {
      const terminal = createTerminal({ json: json ?? false });
      try {
        const report = await evaluateTaste({
          ...{ beats, voters, work: await openWork(work), signal: terminal.signal },
          onProgress: (stage, fraction) => terminal.progress(stage, Math.floor(100 * fraction)),
        });
        terminal.progressEnds();
        terminal.result({ ...report, goals: tasteGoals(report) }, tasteTable(report));
      } finally {
        terminal.progressEnds();
      }
    });
}
