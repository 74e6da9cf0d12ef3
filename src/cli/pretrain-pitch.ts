import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { pretrainPitch } from '../evaluate/index.ts';
import { JSON_OPTION, numberOption } from './options.ts';
import { createTerminal } from './terminal.ts';

interface Options {
  corpus: string;
  songs: number;
  steps: number;
  seed: number;
  work: string;
  out: string;
  json?: true;
}

const STAGES = { material: 'rendering songs', bass: 'training the bass', heads: 'training the heads' };

/** `pretrain-pitch`: makes the networks that hear bass, chords and melody anew. */
export function addPretrainPitchCommand(program: Command): void {
  program
    .command('pretrain-pitch')
    .description('render songs and train the networks that hear bass, chords and melody')
    .option('--corpus <folder>', 'where the open data sets lie', '../shared/data')
    .option('--songs <number>', 'songs to learn from', numberOption, 150)
    .option('--steps <number>', 'steps of training of the bass network', numberOption, 1600)
    .option('--seed <number>', 'what chance begins with', numberOption, 1)
    .option('--work <folder>', 'where songs are kept; what is there is not made again', './data/listen/pitch')
    .option('--out <file>', 'where the networks go', './out/pitch.safetensors')
    .option(...JSON_OPTION)
    .action(async ({ corpus, work, out, json, ...counts }: Options) => {
      const terminal = createTerminal({ json: json ?? false });
      const { weights, losses } = await pretrainPitch({
        ...counts,
        data: corpus,
        folder: work,
        log: (line) => console.error(line),
        signal: terminal.signal,
        onProgress(stage, fraction, loss) {
          const more = loss === undefined ? '' : `, loss ${loss.toFixed(4)}`;
          terminal.progress(`${STAGES[stage]}${more}`, 100 * fraction);
        },
      });
      terminal.progressEnds();
      await mkdir(dirname(out), { recursive: true });
      await writeFile(out, weights);
      terminal.result(
        { out, bytes: weights.length, losses },
        `${out}: ${Math.round(weights.length / 1000)} kB.`,
      );
    });
}
