import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFile } from 'atomically';
import type { Command } from 'commander';
import { cardBeside, JSON_OPTION, numberOption } from '../../src/cli/options.ts';
import { createTerminal } from '../../src/cli/terminal.ts';
import { evaluatePitch, pitchCard, pitchTable, pretrainPitch } from '../evaluate/index.ts';

interface Options {
  corpus: string;
  songs: number;
  steps: number;
  seed: number;
  test: number;
  work: string;
  out: string;
  measure?: string;
  json?: true;
}

const STAGES = { material: 'rendering songs', bass: 'training the bass', heads: 'training the heads' };

/** `pretrain-pitch`: trains the networks that hear bass, chords and melody, and measures them. */
export function addPretrainPitchCommand(program: Command): void {
  program
    .command('pretrain-pitch')
    .description('render songs, train the networks that hear bass, chords and melody, and measure them')
    .option('--corpus <folder>', 'folder of the open data sets', '../shared/data')
    .option('--songs <number>', 'songs to learn from', numberOption, 400)
    .option('--steps <number>', 'training steps of the bass network', numberOption, 4000)
    .option('--seed <number>', 'seed', numberOption, 1)
    .option('--work <folder>', 'folder for rendered songs, which later runs reuse', './data/listen/pitch')
    .option('--test <number>', 'tracks of each source to measure with', numberOption, 5)
    .option('--out <file>', 'output file; its card goes beside it', './out/pitch.safetensors')
    .option('--measure <file>', 'measure this file instead of training')
    .option(...JSON_OPTION)
    .action(async ({ corpus, work, out, measure, json, test, ...counts }: Options) => {
      const terminal = createTerminal({ json: json ?? false });
      const common = {
        data: corpus,
        log: (line: string) => console.error(line),
        signal: terminal.signal,
      };
      const trained =
        measure === undefined
          ? await pretrainPitch({
              ...common,
              ...counts,
              folder: work,
              onProgress(stage, fraction, loss) {
                const more = loss === undefined ? '' : `, loss ${loss.toFixed(4)}`;
                terminal.progress(`${STAGES[stage]}${more}`, 100 * fraction);
              },
            })
          : undefined;
      if (trained !== undefined) await writeFile(out, trained.weights);
      const weights = trained?.weights ?? (await readFile(measure ?? out));
      const report = await evaluatePitch({
        ...common,
        weights,
        tracks: test,
        folder: join(work, 'tracks'),
        onProgress: (fraction) => terminal.progress('measuring', 100 * fraction),
      });
      terminal.progressEnds();
      if (trained !== undefined) await writeFile(cardBeside(out), pitchCard(weights, report));
      terminal.result(
        { ...(trained && { out, bytes: weights.length, losses: trained.losses }), figures: report },
        pitchTable(report),
      );
    });
}
