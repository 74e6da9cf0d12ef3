import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { drumCard, drumTable, evaluateDrums, pretrainDrums } from '../evaluate/index.ts';
import { JSON_OPTION, numberOption } from './options.ts';
import { createTerminal } from './terminal.ts';

interface Options {
  corpus: string;
  pieces: number[];
  validation: number;
  test: number;
  steps: number;
  sources: number;
  from?: string;
  threads?: number;
  seed: number;
  work: string;
  out: string;
  measure?: string;
  json?: true;
}

/** Those that the network in `assets/` has learned from. */
const PIECES = '0-90,100-134,261-300';

/** `pretrain-drums`: makes the network that hears drums anew, and measures it. */
export function addPretrainDrumsCommand(program: Command): void {
  program
    .command('pretrain-drums')
    .description('render mixes, train the network that hears drums and measure it; stopped, it goes on')
    .option('--corpus <folder>', 'where the open data sets lie', '../shared/data')
    .addOption(
      new Option('--pieces <which>', 'pieces of four bars to learn from, each heard three ways')
        .argParser(piecesOption)
        .default(piecesOption(PIECES), PIECES),
    )
    .option('--sources <number>', 'kits and music that remixes are made of', sourcesOption, 70)
    .option('--validation <number>', 'pieces that choose thresholds', numberOption, 36)
    .option('--test <number>', 'pieces to measure with, through kits that never trained', numberOption, 30)
    .option('--steps <number>', 'steps of training', numberOption, 2000)
    .option('--from <file>', 'go on from this network instead of from nothing')
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
        from,
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
                ...(from !== undefined && { begin: await readFile(from) }),
                ...(threads !== undefined && { threads }),
                onProgress(p) {
                  if (p.stage === 'material')
                    terminal.progress(`mix ${p.done} of ${p.of}`, (100 * p.done) / p.of);
                  else {
                    const left = `${Math.ceil(p.secondsLeft / 60)} min left`;
                    terminal.progress(
                      `step ${p.step} of ${steps}, loss ${p.loss.toFixed(3)}, ${left}`,
                      (100 * p.step) / steps,
                    );
                  }
                },
              })
            : undefined;
        if (trained !== undefined) {
          await mkdir(dirname(out), { recursive: true });
          await writeFile(out, trained.weights);
        }
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

const cardBeside = (file: string) => `${file.replace(/\.safetensors$/, '')}.md`;

/** How many, counted from 0, or which: `200`, `0-90,100-134`. */
function piecesOption(text: string): number[] {
  if (/^[1-9]\d*$/.test(text)) return [...Array(Number(text)).keys()];
  return text.split(',').flatMap((range) => {
    const ends = /^(\d+)(?:-(\d+))?$/.exec(range.trim());
    const [from, to] = [Number(ends?.[1]), Number(ends?.[2] ?? ends?.[1])];
    if (!(from <= to)) throw new InvalidArgumentError('A number is wanted, or ranges such as 0-90,100-134.');
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}

function sourcesOption(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('A whole number is wanted, or 0 for none.');
  return Number(text);
}
