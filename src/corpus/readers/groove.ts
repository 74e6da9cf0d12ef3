/**
 * The Groove MIDI Dataset: human drummers on an electronic kit, with velocity and microtiming (Gillick,
 * Roberts, Engel, Eck and Bamman, "Learning to Groove with Inverse Sequence Transformations", ICML 2019;
 * CC BY 4.0).
 */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Hit, readMidi, type Score, TICKS_PER_BAR } from '../../music/index.ts';
import type { Example, Problem, Reading } from '../examples.ts';
import { DATA_FOLDER, dataFile, reasonOf } from './data.ts';
import { readTable } from './table.ts';
import { hitsWithin, loopsOf } from './windows.ts';

export interface GrooveOptions {
  /** The folder that holds `groove/`. */
  readonly data?: string;
  /** Which performances to read by their style, such as `hiphop` or `funk/fast`; all unless told. */
  readonly wants?: (style: string) => boolean;
}

/**
 * Reads the performances in 4/4 as drum-only scores of 8 bars (a last one may have 4), in the data set's own
 * split by performance. What is no beat of four bars or more (fills, odd metres) is left out.
 * @throws BeatwrightError `corpus-data-absent`.
 */
export async function readGroove({ data = DATA_FOLDER, wants }: GrooveOptions = {}): Promise<Reading> {
  const origin = 'https://magenta.tensorflow.org/datasets/groove (v1.0.0, MIDI only)';
  const table = await dataFile(data, join('groove', 'info.csv'), origin);
  const train: Example[] = [];
  const validation: Example[] = [];
  const problems: Problem[] = [];
  for (const { line, cells } of readTable(await readFile(table, 'utf8'), table)) {
    const { id = `row ${line}`, style = '', split, drummer } = cells;
    const side = split === 'train' ? train : split === 'validation' ? validation : null;
    if (side === null || cells['beat_type'] !== 'beat' || cells['time_signature'] !== '4-4') continue;
    if (wants?.(style) === false) continue;
    try {
      const piece = await performanceAt(join(dirname(table), cells['midi_filename'] ?? ''));
      for (const score of loopsIn(piece))
        side.push({
          score,
          source: 'groove',
          song: id,
          parts: ['drums'],
          tempoIsKnown: true,
          artist: drummer,
        });
    } catch (error) {
      problems.push({ where: `${table}, line ${line}`, what: reasonOf(error) });
    }
  }
  return { train, validation, problems };
}

/** Drummers played for up to 23 minutes, in seconds. */
const LONGEST = 3600;

interface Performance {
  readonly score: Score;
  readonly bars: number;
  readonly hits: readonly Hit[];
}

async function performanceAt(file: string): Promise<Performance> {
  const { score, sections } = readMidi(await readFile(file), { maxSeconds: LONGEST });
  let bars = 0;
  const hits: Hit[] = [];
  for (const section of sections) {
    for (const hit of section.drums) hits.push({ ...hit, tick: hit.tick + bars * TICKS_PER_BAR });
    bars += section.bars;
  }
  return { score, bars, hits };
}

function loopsIn({ score, bars, hits }: Performance): Score[] {
  return loopsOf(bars)
    .map(([from, length]): Score => ({ ...score, bars: length, drums: hitsWithin(hits, from, length) }))
    .filter((loop) => isPlayedThrough(loop));
}

/** Whether every bar has something to learn from: a drummer who stops has ended. */
function isPlayedThrough({ bars, drums }: Score): boolean {
  return Array.from({ length: bars }, (_, bar) => bar).every(
    (bar) => drums.filter(({ tick }) => Math.floor(tick / TICKS_PER_BAR) === bar).length >= 3,
  );
}
