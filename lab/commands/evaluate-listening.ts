import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { JSON_OPTION, numberOption } from '../../src/cli/options.ts';
import { createTerminal } from '../../src/cli/terminal.ts';
import { BASE_FILE } from '../../src/model/index.ts';
import { evaluateListening, listeningCard, listeningTable } from '../evaluate/index.ts';

interface Options {
  seed: number;
  tracks?: number;
  artists?: number;
  quick?: true;
  work: string;
  corpus?: string;
  card?: string;
  json?: true;
}

const TRACKS = { full: 12, quick: 2 };
const ARTISTS = { full: 4, quick: 0 };

/** `evaluate listening`. */
export function addEvaluateListening(evaluate: Command): void {
  evaluate
    .command('listening')
    .description(
      'measure how well tracks are heard: renders of held-out scores, clean and degraded, beside baselines',
    )
    .option('--seed <number>', 'the same seed gives the same tracks', numberOption, 1)
    .option('--tracks <number>', `tracks of each kind (${TRACKS.full}; quick: ${TRACKS.quick})`, numberOption)
    .option(
      '--artists <number>',
      `artists that learn from sound and from scores (${ARTISTS.full}; quick: ${ARTISTS.quick})`,
      numberOption,
    )
    .option('--quick', 'a few tracks, clean and with a voice')
    .option('--work <folder>', 'folder for renders', './data/listening')
    .option('--corpus <folder>', 'folder of the open data sets (../shared/data)')
    .option('--card <file>', 'also write the report as Markdown')
    .option(...JSON_OPTION)
    .action(async ({ seed, tracks, artists, quick, work, corpus, card, json }: Options) => {
      const terminal = createTerminal({ json: json ?? false });
      const learners = artists ?? (quick ? ARTISTS.quick : ARTISTS.full);
      try {
        const report = await evaluateListening({
          templates: !quick,
          tracks: tracks ?? (quick ? TRACKS.quick : TRACKS.full),
          seed,
          folder: work,
          ...(learners > 0 && { learning: { artists: learners, base: await readFile(BASE_FILE) } }),
          ...(quick ? { conditions: ['clean', 'voice'] as const } : {}),
          data: corpus,
          onProgress: ({ stage, fraction }) => terminal.progress(stage, Math.floor(100 * fraction)),
          signal: terminal.signal,
        });
        terminal.progressEnds();
        if (card !== undefined) await writeFile(card, listeningCard(report));
        terminal.result(report, listeningTable(report));
      } finally {
        terminal.progressEnds();
      }
    });
}
