import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../config.ts';
import type { Change } from '../model/index.ts';
import { keyName, type Part, type Style } from '../music/index.ts';
import { TAKE_NAMES } from '../services/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { readNamed } from './files.ts';
import { JSON_OPTION, numberOption, partsOption, styleOption } from './options.ts';
import { createTerminal } from './terminal.ts';

interface Options {
  style: Style;
  parts?: Part[];
  bars?: number[];
  continue?: number;
  vary?: 'light' | 'strong';
  seed: number;
  takes: number;
  out: string;
  json?: true;
}

/** `rework`: what the base network makes of a score that is there. */
export function defineRework(rework: Command): void {
  rework
    .argument('<file>')
    .requiredOption('--style <style>', 'the style', styleOption)
    .option('--parts <parts>', 'parts to rewrite, such as bass; the others stay', partsOption)
    .option('--bars <bars>', 'bars to rewrite, such as 4 or 7-8; the others stay', barsOption)
    .option('--continue <bars>', 'number of bars to add', numberOption)
    .option('--vary <strength>', 'light or strong: a variation of all of it', strengthOption)
    .option('--seed <number>', 'the same seed gives the same versions', numberOption, 0)
    .option('--takes <number>', 'number of versions, 1–4', numberOption, 1)
    .option('--out <folder>', 'output folder', './out')
    .option(...JSON_OPTION)
    .action(async (file: string, options: Options) => {
      const terminal = createTerminal({ json: options.json ?? false });
      const change = changeOf(options);
      const { style, seed, takes, out } = options;
      if (!TAKE_NAMES.some((_, i) => i + 1 === takes)) {
        throw new BeatwrightError('beat-takes', { takes, least: 1, most: TAKE_NAMES.length });
      }
      const bytes = await readNamed(file);
      const { openPool } = await import('../threads/index.ts');
      const pool = openPool({ threads: readConfig().workers, isAlone: true });
      try {
        const { scores, warnings } = await pool.run('readMidi', { bytes, fileName: basename(file) });
        const [score] = scores;
        if (score === undefined) throw new BeatwrightError('rework-empty', { path: file });
        const title = basename(file).replace(/\.midi?$/i, '');
        const { bpm, key, bars } = score;
        const written = await pool.run('write', {
          request: { style, bpm, key, bars, seed, title },
          names: TAKE_NAMES.slice(0, takes),
          rework: { score, change },
        });
        await mkdir(out, { recursive: true });
        const made = written.takes.map(({ name, midi, score: version }) => ({
          midi: join(out, `${title}_${seed}${name}.mid`),
          bars: version.bars,
          bytes: midi,
        }));
        for (const { midi, bytes: own } of made) await writeFile(midi, own);
        terminal.result(
          {
            bpm,
            key: keyName(key),
            takes: made.map(({ midi, bars: length }) => ({ midi, bars: length })),
            warnings,
          },
          [...made.map(({ midi }) => midi), ...warnings].join('\n'),
        );
      } finally {
        await pool.close();
      }
    });
}

/** @throws BeatwrightError `rework-change` unless exactly one change is asked for. */
function changeOf({ parts, bars, continue: more, vary }: Options): Change {
  const changes: Change[] = [
    ...(bars ? [{ kind: 'bars' as const, bars, parts }] : []),
    ...(parts && !bars ? [{ kind: 'parts' as const, parts }] : []),
    ...(more === undefined ? [] : [{ kind: 'continue' as const, bars: more }]),
    ...(vary ? [{ kind: 'vary' as const, strength: vary }] : []),
  ];
  const [change] = changes;
  if (change !== undefined && changes.length === 1) return change;
  throw new BeatwrightError('rework-change');
}

function strengthOption(text: string): 'light' | 'strong' {
  if (text === 'light' || text === 'strong') return text;
  throw new InvalidArgumentError('There are light and strong.');
}

/** Bars as people count them, from 1: `4`, `7-8`, `1,3,5-6`. @returns them counted from 0 */
function barsOption(text: string): number[] {
  return text.split(',').flatMap((range) => {
    const match = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(range);
    const [first, last] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
    if (!match || first < 1 || last < first || last > 64)
      throw new InvalidArgumentError('Bars are numbers or ranges, such as 4 or 7-8.');
    return Array.from({ length: last - first + 1 }, (_, i) => first + i - 1);
  });
}
