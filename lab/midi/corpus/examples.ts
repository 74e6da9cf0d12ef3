/** Voices with their parts, to fit and to measure what notes alone say: by rule, and from real data where it is at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  type Note,
  type Part,
  type Random,
  TICKS_PER_BAR,
  TICKS_PER_STEP,
} from '../../../src/music/index.ts';
import type { RawNote } from './bytes.ts';
import { anyBpm, anyKey, GM, kit, pitched } from './case.ts';
import { performances } from './groove.ts';
import { bass, beat, chords, melody, type Piece, progression } from './material.ts';

export interface Example {
  readonly part: Part;
  readonly notes: readonly Note[];
  readonly source: string;
  /** How much it counts in the fit. */
  readonly weight: number;
}

const PPQ = 480;

function notesOf(raw: readonly RawNote[]): Note[] {
  return raw
    .map(({ tick, length, pitch, velocity }) => ({ tick, duration: length, pitch, velocity }))
    .sort((a, b) => a.tick - b.tick || a.pitch - b.pitch);
}

/** Pads as kits have them: General MIDI's, another octave's, or in a row from some pitch. */
function anyPads(random: Random, drums: readonly string[]): Record<string, number> {
  const way = random.pick(['map', 'map', 'map', 'octave', 'row', 'row', 'one'] as const);
  if (way === 'map') return GM;
  if (way === 'octave')
    return Object.fromEntries(Object.entries(GM).map(([drum, pad]) => [drum, pad + random.pick([12, 24])]));
  const base = random.pick([24, 36, 48, 60]);
  const order = [...drums].sort(() => random.next() - 0.5);
  if (way === 'row')
    return Object.fromEntries(order.map((drum, i) => [drum, base + i * random.pick([1, 1, 2])]));
  return Object.fromEntries(drums.map((drum) => [drum, base]));
}

/** Examples by rule: most as they are usual, some as they are rare. */
export function ruledExamples(random: Random, count: number): Example[] {
  return Array.from({ length: count }, (_, i): Example => {
    const own = random.fork(`ruled ${i}`);
    const piece = { bpm: anyBpm(own), key: anyKey(own), bars: own.pick([1, 2, 4, 4, 8]) };
    const part = own.pick(['drums', 'bass', 'chords', 'melody'] as const);
    const isRare = own.next() < 0.2;
    const raw = part === 'drums' ? drumNotes(own, piece.bars, isRare) : tunedNotes(own, part, piece, isRare);
    return { part, notes: notesOf(raw), source: isRare ? 'rare' : 'ruled', weight: isRare ? 0.3 : 1 };
  });
}

function drumNotes(random: Random, bars: number, isRare: boolean): RawNote[] {
  const hits = beat(random, bars);
  const drums = [...new Set(hits.map(({ drum }) => drum))];
  const kept = isRare ? drums.filter(() => random.next() < 0.4) : drums;
  const wanted = hits.filter(({ drum }) => kept.length === 0 || kept.includes(drum));
  const human = { random, by: random.pick([0, 0, 0.06, 0.12]) };
  const length = random.pick([0.1, 0.5, 1, 2, 4]);
  const notes = kit(wanted, { ppq: PPQ, pads: anyPads(random, drums), length, human });
  if (!isRare || random.next() < 0.6) return notes;
  // Hats and percussion whose pitch wanders.
  return notes.map((note) => ({
    ...note,
    pitch: Math.min(127, note.pitch + random.pick([0, 0, 1, 2, 3, 5])),
  }));
}

function tunedNotes(random: Random, part: Exclude<Part, 'drums'>, piece: Piece, isRare: boolean): RawNote[] {
  const played = { bass, chords, melody }[part](random, piece, progression(random, piece.bars));
  const shorter = random.pick([1, 1, 1, 0.5, 0.15]);
  const notes = pitched(played, PPQ).map((note) => ({
    ...note,
    length: Math.max(1, Math.round(note.length * shorter)),
  }));
  if (!isRare) return notes;
  const first = notes[0]!.pitch;
  // A bass on one note, a tune of two, chords an octave away.
  if (part === 'bass' && random.next() < 0.15) return notes.map((note) => ({ ...note, pitch: first }));
  if (part === 'melody' && random.next() < 0.15)
    return notes.map((note, i) => ({ ...note, pitch: first + (i % 2) * 3 }));
  const up = part === 'bass' ? random.pick([-5, 7, 12]) : random.pick([-12, 12]);
  return notes.map((note) => ({ ...note, pitch: note.pitch + up }));
}

/** Real drummers on an electronic kit, in stretches of some bars; `fits` tells by the name of the drummer. */
export function grooveExamples(random: Random, fits: (drummer: string) => boolean): Example[] {
  return performances(fits).flatMap(({ notes, kind }): Example[] => {
    const bars = random.pick([2, 4, 8]);
    const some = notes.filter(({ tick }) => tick < bars * TICKS_PER_BAR);
    return some.length < 4 ? [] : [{ part: 'drums', notes: some, source: `groove ${kind}`, weight: 2 }];
  });
}

interface Sheet {
  readonly time: string;
  readonly bars: number;
  readonly melody: readonly (readonly [at: number, length: number, pitch: number])[];
  readonly chords: readonly (readonly [at: number, root: number, quality: string])[];
}

const SHEETS = new URL('../../../../shared/data/openewld/openewld_grid.jsonl.gz', import.meta.url);
const QUALITIES: Readonly<Record<string, readonly number[]>> = {
  major: [0, 4, 7],
  minor: [0, 3, 7],
  dominant: [0, 4, 7, 10],
  diminished: [0, 3, 6],
};

/** Tunes, chords and root notes of lead sheets; `fits` tells by the number of the sheet. */
export function sheetExamples(random: Random, fits: (sheet: number) => boolean): Example[] {
  if (!existsSync(SHEETS)) return [];
  const lines = gunzipSync(readFileSync(SHEETS)).toString('utf8').trim().split('\n');
  return lines.flatMap((line, i): Example[] => {
    const sheet = JSON.parse(line) as Sheet;
    if (sheet.time !== '4/4' || !fits(i) || sheet.melody.length < 8) return [];
    const length = random.pick([4, 8]) * 16;
    const from = 16 * random.int(Math.max(1, sheet.bars - length / 16));
    const up = random.pick([-12, 0, 0, 0, 12]);
    const note = (at: number, steps: number, pitch: number) => ({
      tick: Math.round((at - from) * TICKS_PER_STEP),
      length: Math.max(1, Math.round(steps * TICKS_PER_STEP * random.pick([0.8, 1]))),
      pitch,
      velocity: 90,
    });
    const isIn = ([at]: readonly [number, ...unknown[]]) => at >= from && at < from + length;
    const tune = sheet.melody.filter(isIn).map(([at, steps, pitch]) => note(at, steps, pitch + up));
    const inChords = sheet.chords.filter(isIn);
    const ends = inChords.map((_, n) => inChords[n + 1]?.[0] ?? from + length);
    const base = random.pick([48, 60]);
    const block = inChords.flatMap(([at, root, quality], n) =>
      (QUALITIES[quality] ?? [0, 4, 7]).map((rise) => note(at, ends[n]! - at, base + root + rise)),
    );
    const low = random.pick([24, 36]);
    const roots = inChords.flatMap(([at, root], n) => {
      const every = random.pick([4, 8, 16]);
      const beats = Array.from(
        { length: Math.max(1, Math.floor((ends[n]! - at) / every)) },
        (_, b) => at + b * every,
      );
      return beats.map((beat, b) => note(beat, every, low + root + (b % 2 === 1 && every === 4 ? 7 : 0)));
    });
    const example = (part: Part, notes: typeof tune): Example[] =>
      notes.length > 2 ? [{ part, notes: notesOf(notes), source: 'sheets', weight: 2 }] : [];
    return [...example('melody', tune), ...example('chords', block), ...example('bass', roots)];
  });
}
