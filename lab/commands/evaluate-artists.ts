import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { JSON_OPTION, numberOption } from '../../src/cli/options.ts';
import { createTerminal } from '../../src/cli/terminal.ts';
import { BASE_FILE } from '../../src/model/index.ts';
import {
  ARTIST_SIZES,
  artistsCard,
  evaluateArtists,
  QUICK_ARTIST_SIZES,
  tableOfArtists,
} from '../evaluate/index.ts';

interface Options {
  quick?: true;
  artists?: number;
  seeds?: number;
  takes?: number;
  steps?: number;
  threads?: number;
  network?: string;
  work?: string;
  corpus?: string;
  card?: string;
  json?: true;
}

/** What makes the report of the card again. */
const COMMAND = 'npm run -s lab -- evaluate artists --threads 1 --card assets/artists.md';

/** `evaluate artists`. */
export function addEvaluateArtistsCommand(evaluate: Command): void {
  evaluate
    .command('artists')
    .description("compare artists' generators with the base, with wrong artists' and with other losses")
    .option('--quick', 'fewer artists, seeds and takes, for a quick look')
    .option('--artists <number>', 'probe artists (8; quick: 3)', numberOption)
    .option('--seeds <number>', 'trainings per artist (5; quick: 2)', numberOption)
    .option('--takes <number>', 'takes per artist (125; quick: 8)', numberOption)
    .option('--steps <number>', 'steps per training at most (default: as in /train)', numberOption)
    .option('--threads <number>', 'threads per training (default: one per core)', numberOption)
    .option('--network <file>', 'another base network than ours')
    .option('--work <folder>', 'folder for results; an interrupted run resumes from there')
    .option('--corpus <folder>', 'folder of the open data sets (../shared/data)')
    .option('--card <file>', 'also write the report as Markdown')
    .option(...JSON_OPTION)
    .action(async (options: Options) => {
      const { quick, artists, seeds, takes, steps, threads, network, work, corpus, card, json } = options;
      const terminal = createTerminal({ json: json ?? false });
      const sizes = quick ? QUICK_ARTIST_SIZES : ARTIST_SIZES;
      try {
        const report = await evaluateArtists({
          base: await readFile(network ?? BASE_FILE),
          sizes: {
            ...sizes,
            ...(artists !== undefined && { artists }),
            ...(seeds !== undefined && { seeds }),
            ...(takes !== undefined && { takes }),
            ...(steps !== undefined && { steps }),
          },
          folder: work ?? `./data/evaluate/artists${quick ? '-quick' : ''}`,
          ...(threads !== undefined && { threads }),
          data: corpus,
          onProgress: ({ stage, fraction }) => terminal.progress(stage, Math.floor(100 * fraction)),
          signal: terminal.signal,
        });
        terminal.progressEnds();
        if (card !== undefined) await writeFile(card, artistsCard(report, COMMAND));
        terminal.result(report, tableOfArtists(report));
      } finally {
        terminal.progressEnds();
      }
    });
}
