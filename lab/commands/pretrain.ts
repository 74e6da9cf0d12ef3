import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Command, Option } from 'commander';
import { JSON_OPTION, numberOption } from '../../src/cli/options.ts';
import { createTerminal } from '../../src/cli/terminal.ts';
import { pretrain } from '../pretrain/base/index.ts';

interface Options {
  corpus: string;
  data: string[];
  steps: number;
  seed: number;
  core: 'transformer' | 'gru';
  work: string;
  out: string;
  json?: true;
}

/** Steps after which, on the open data and the grammar, little more is learned. */
const STEPS = 4000;

/** `pretrain`: trains the base network. */
export function addPretrainCommand(program: Command): void {
  program
    .command('pretrain')
    .description('train the base network; an interrupted run resumes')
    .option('--corpus <folder>', 'folder of the open data sets', '../shared/data')
    .option(
      '--data <path>',
      'also learn from a folder of MIDI files, or a CSV that lists them; may be repeated',
      collect,
      [],
    )
    .option('--steps <number>', 'training steps', numberOption, STEPS)
    .option('--seed <number>', 'seed', numberOption, 1)
    .addOption(
      new Option('--core <kind>', 'attention, or a recurrent core for comparison')
        .choices(['transformer', 'gru'])
        .default('transformer'),
    )
    .option('--work <folder>', 'folder for checkpoints', './data/pretrain')
    .option('--out <file>', 'output file', './out/base.safetensors')
    .option(...JSON_OPTION)
    .action(async ({ corpus, data, steps, seed, core, work, out, json }: Options) => {
      const terminal = createTerminal({ json: json ?? false });
      const { base, seconds, validation } = await pretrain({
        data: corpus,
        own: data,
        steps,
        seed,
        core,
        folder: work,
        signal: terminal.signal,
        onProgress(progress) {
          const { step, bits, secondsLeft } = progress;
          const left =
            secondsLeft < 90 ? `${Math.round(secondsLeft)} s` : `${Math.round(secondsLeft / 60)} min`;
          terminal.progress(
            `step ${step} of ${steps}, ${bits.toFixed(2)} bits a step, ${left} left`,
            (100 * step) / steps,
          );
          if (progress.validation !== undefined)
            console.error(`step ${step}: ${bitsOf(progress.validation)}`);
        },
      });
      terminal.progressEnds();
      await mkdir(dirname(out), { recursive: true });
      await writeFile(out, base);
      terminal.result(
        { out, bytes: base.length, seconds, validation },
        `${out}: ${(base.length / 1e6).toFixed(1)} MB, after ${Math.round(seconds / 60)} minutes. Bits a step: ${bitsOf(validation)}.`,
      );
    });
}

function collect(path: string, paths: readonly string[]): string[] {
  return [...paths, path];
}

function bitsOf(validation: Readonly<Record<string, { readonly total: number }>>): string {
  return Object.entries(validation)
    .map(([source, { total }]) => `${source} ${total.toFixed(2)}`)
    .join(', ');
}
