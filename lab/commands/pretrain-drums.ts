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

/** `pretrain-drums`: makes the network that hears drums anew, and measures it. */
export function addPretrainDrumsCommand(program: Command): void {
  program
    .command('pretrain-drums')
    .description('render mixes, train the network that hears drums and measure it; stopped, it goes on')
    .option('--corpus <folder>', 'where the open data sets lie', '../shared/data')
    .option('--kits <folder>', "in which Debian's packages put drum kits", KITS_FOLDER)
    .option(
      '--pieces <number>',
      'pieces of four bars to learn from, each heard three ways',
      numberOption,
      120,
    )
    .option('--sources <number>', 'kits and music that remixes are made of', numberOption, 100)
    .option('--validation <number>', 'pieces that choose thresholds', numberOption, 36)
    .option('--test <number>', 'pieces to measure with, through kits that never trained', numberOption, 30)
    .option('--steps <number>', 'steps of training of each network', numberOption, 10_000)
    .option('--threads <number>', 'threads of the training', numberOption)
    .option('--seed <number>', 'what chance begins with', numberOption, 1)
    .option('--work <folder>', 'where mixes and checkpoints are kept', './data/listen/drums')
    .option('--out <file>', 'where the network goes, and its card beside it', './out/drums.safetensors')
    .option('--measure <file>', 'measure this network instead of training one')
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
