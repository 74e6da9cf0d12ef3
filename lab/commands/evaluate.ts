import { type Command, InvalidArgumentError } from 'commander';
import { JSON_OPTION, numberOption, styleOption } from '../../src/cli/options.ts';
import { createTerminal } from '../../src/cli/terminal.ts';
import type { Style } from '../../src/music/index.ts';
import { baseCandidates, evaluateBase, FULL_SIZES, QUICK_SIZES, tableOf } from '../evaluate/index.ts';
import { addEvaluateArtistsCommand } from './evaluate-artists.ts';
import { addEvaluateDrift } from './evaluate-drift.ts';
import { addEvaluateListening } from './evaluate-listening.ts';
import { addEvaluateSound } from './evaluate-sound.ts';
import { addEvaluateTakes } from './evaluate-takes.ts';
import { addEvaluateTaste } from './evaluate-taste.ts';

interface Options {
  seed: number;
  samples?: number;
  style?: Style[];
  model?: string[];
  quick?: true;
  network?: string;
  gru?: string;
  corpus?: string;
  json?: true;
}

/** Epochs of the book's network in a quick look; it learns what it can in a few. */
const QUICK_EPOCHS = 20;

/** `evaluate`. */
export function addEvaluateCommand(program: Command): void {
  const evaluate = program
    .command('evaluate')
    .description('measure generators on music kept out of training');
  addEvaluateListening(evaluate);
  addEvaluateArtistsCommand(evaluate);
  addEvaluateTakes(evaluate);
  addEvaluateTaste(evaluate);
  addEvaluateSound(evaluate);
  addEvaluateDrift(evaluate);
  evaluate
    .command('base')
    .description('compare the base generators with real music and with each other, style by style')
    .option('--seed <number>', 'the same seed gives the same figures', numberOption, 1)
    .option('--samples <number>', 'scores per model and style (200; quick: 20)', numberOption)
    .option('--style <style>', 'only this style; may be given several times', collect(styleOption))
    .option('--model <name>', 'only this model; may be given several times', collect(modelOption))
    .option('--quick', "fewer samples and a shorter training of the book's network")
    .option('--network <file>', 'another network than ours')
    .option('--gru <file>', 'also a network made by `pretrain --core gru`')
    .option('--corpus <folder>', 'folder of the open data sets (../shared/data)')
    .option(...JSON_OPTION)
    .action(async ({ seed, samples, style, model, quick, network, gru, corpus, json }: Options) => {
      const terminal = createTerminal({ json: json ?? false });
      const candidates = baseCandidates({
        ...(quick && { chapter: { epochs: QUICK_EPOCHS } }),
        network,
        gru,
      });
      const sizes = quick ? QUICK_SIZES : FULL_SIZES;
      try {
        const report = await evaluateBase({
          candidates: candidates.filter(({ name }) => model?.includes(name) ?? true),
          ...(style === undefined ? {} : { styles: [...new Set(style)] }),
          seed,
          sizes: samples === undefined ? sizes : { ...sizes, samples },
          data: corpus,
          onProgress: ({ stage, fraction }) => terminal.progress(stage, Math.floor(100 * fraction)),
          signal: terminal.signal,
        });
        terminal.progressEnds();
        terminal.result(report, tableOf(report));
      } finally {
        terminal.progressEnds();
      }
    });
}

function modelOption(text: string): string {
  const names = baseCandidates({ gru: '' }).map(({ name }) => name);
  if (!names.includes(text)) throw new InvalidArgumentError(`There are ${names.join(', ')}.`);
  return text;
}

/** Reads an option that may be given several times. */
function collect<T>(read: (text: string) => T): (text: string, before: T[] | undefined) => T[] {
  return (text, before) => [...(before ?? []), read(text)];
}
