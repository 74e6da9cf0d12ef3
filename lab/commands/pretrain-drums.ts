import { readFile } from 'node:fs/promises';
import { writeFile } from 'atomically';
import type { Command } from 'commander';
import { cardBeside, JSON_OPTION, numberOption } from '../../src/cli/options.ts';
import { createTerminal } from '../../src/cli/terminal.ts';
import { drumCard, drumTable, evaluateDrums, KITS_FOLDER, pretrainDrums } from '../evaluate/index.ts';

interface Options {
  corpus: string;
  kits: string;
  pieces: number;
  validation: number;
  test: number;
  steps: number;
  sources: number;
  threads?: number;
  seed: number;
  work: string;
  out: string;
  measure?: string;
  json?: true;
}

/** `pretrain-drums`: trains the networks that hear drums, and measures them. */
export function addPretrainDrumsCommand(program: Command): void {
  program
    .command('pretrain-drums')
    .description(
      'render mixes, train the networks that hear drums and measure them; an interrupted run resumes',
    )
    .option('--corpus <folder>', 'folder of the open data sets', '../shared/data')
    .option('--kits <folder>', "folder in which Debian's packages put drum kits", KITS_FOLDER)
    .option('--pieces <number>', 'four-bar pieces to learn from, each mixed three ways', numberOption, 120)
    .option('--sources <number>', 'kits and music for remixes', numberOption, 100)
    .option('--validation <number>', 'pieces that choose thresholds', numberOption, 36)
    .option('--test <number>', 'pieces to measure with, on kits kept out of training', numberOption, 30)
    .option('--steps <number>', 'training steps per network', numberOption, 10_000)
    .option('--threads <number>', 'threads for training', numberOption)
    .option('--seed <number>', 'seed', numberOption, 1)
    .option('--work <folder>', 'folder for mixes and checkpoints', './data/listen/drums')
    .option('--out <file>', 'output file; its card goes beside it', './out/drums.safetensors')
    .option('--measure <file>', 'measure this file instead of training')
    .option(...JSON_OPTION)
    .action(
      async ({
        corpus,
        work,
        out,
        measure,
        json,
        steps,
        sources,
        kits,
        threads,
        test,
        ...counts
      }: Options) => {
        const terminal = createTerminal({ json: json ?? false });
        const common = {
          ...counts,
          data: corpus,
          folder: work,
          log: (line: string) => console.error(line),
          signal: terminal.signal,
        };
        const trained =
          measure === undefined
            ? await pretrainDrums({
                ...common,
                steps,
                sources,
                kits,
                ...(threads !== undefined && { threads }),
                onProgress(p) {
                  if (p.stage === 'material')
                    terminal.progress(`mix ${p.done} of ${p.of}`, (100 * p.done) / p.of);
                  else {
                    const left = `${Math.ceil(p.secondsLeft / 60)} min left`;
                    terminal.progress(
                      `network ${p.network} of ${p.of}, step ${p.step} of ${steps}, loss ${p.loss.toFixed(3)}, ${left}`,
                      (100 * p.step) / steps,
                    );
                  }
                },
              })
            : undefined;
        if (trained !== undefined) await writeFile(out, trained.weights);
        const weights = trained?.weights ?? (await readFile(measure ?? out));
        const report = await evaluateDrums({
          ...common,
          weights,
          test,
          onProgress: (fraction) => terminal.progress('measuring', 100 * fraction),
        });
        terminal.progressEnds();
        if (trained !== undefined) await writeFile(cardBeside(out), drumCard(weights, report));
        terminal.result(
          {
            ...(trained && { out, bytes: weights.length, seconds: trained.seconds, validation: trained.f }),
            figures: report,
          },
          drumTable(report),
        );
      },
    );
}
