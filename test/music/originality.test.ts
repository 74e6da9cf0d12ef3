import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Hit,
  type Note,
  originalityGate,
  PARTS,
  parseKey,
  randomOf,
  type Score,
  slice,
  transpose,
} from '../../src/music/index.ts';
import { lineOf } from '../../src/music/originality-lines.ts';
import { overlapOf } from '../../src/music/originality-overlap.ts';
import { words } from '../../src/words/index.ts';
import { type LeadSheet, leadSheets } from '../corpus/data-sets.ts';
import { anyScore, anySoundingScore } from './arbitrary.ts';

const empty: Score = { bpm: 140, key: parseKey('Cm'), bars: 4, drums: [], bass: [], chords: [], melody: [] };

/** A melody from steps and pitches. */
const tune = (...notes: [step: number, pitch: number][]): Note[] =>
  notes.map(([step, pitch]) => ({ tick: step * 120, duration: 100, pitch, velocity: 90 }));
const withMelody = (...notes: [step: number, pitch: number][]): Score => ({
  ...empty,
  melody: tune(...notes),
});
const hits = (drum: Hit['drum'], ...steps: number[]): Hit[] =>
  steps.map((step) => ({ drum, tick: step * 120, velocity: 100 }));
const kit = (...all: Hit[][]): Score => ({ ...empty, drums: all.flat().sort((a, b) => a.tick - b.tick) });
const overlap = (a: Score, b: Score, part: 'drums' | 'bass' | 'chords' | 'melody') =>
  overlapOf(lineOf(a, part), [lineOf(b, part)], part !== 'drums');

/** A song with a melody, bass, chords and drums of its own, four bars. */
function song(seed: number): Score {
  const random = randomOf(`song ${seed}`);
  const scale = [0, 2, 3, 5, 7, 8, 10];
  const line = (count: number, low: number) => {
    const steps = [...new Set(Array.from({ length: count }, () => random.int(64)))].sort((a, b) => a - b);
    return tune(...steps.map((step): [number, number] => [step, low + random.pick(scale)]));
  };
  const drums = [
    ...hits('kick', ...new Set(Array.from({ length: 14 }, () => random.int(64)))),
    ...hits('snare', 8, 24, 40, 56),
    ...hits('closedHat', ...Array.from({ length: 32 }, (_, i) => i * 2)),
  ].sort((a, b) => a.tick - b.tick);
  return { ...empty, drums, bass: line(16, 30), melody: line(24, 60) };
}

describe('what a line is', () => {
  const melody = withMelody([0, 60], [3, 63], [6, 67], [8, 65], [16, 60], [19, 62]);

  it('is the same in any key, at any velocity and with any feel', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -20, max: 20 }),
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 6, maxLength: 6 }),
        (up, feel) => {
          const moved = transpose(melody, up).melody.map((note, i) => ({
            ...note,
            tick: Math.max(0, note.tick + feel[i]!),
            velocity: 1 + i,
          }));
          expect(lineOf({ ...melody, melody: moved }, 'melody').marks).toEqual(
            lineOf(melody, 'melody').marks,
          );
        },
      ),
    );
  });

  it('leaves out hats and backbeats, but not from whole bars', () => {
    const kicks = kit(hits('kick', 0, 7, 10, 16));
    const full = kit(
      hits('kick', 0, 7, 10, 16),
      hits('closedHat', 0, 2, 4, 6),
      hits('snare', 4, 12),
      hits('openHat', 14),
    );
    expect(lineOf(full, 'drums').marks).toEqual(lineOf(kicks, 'drums').marks);
    expect(lineOf(full, 'drums').cells[0]?.flat()).toHaveLength(10);
    const ghost = kit(hits('kick', 0, 7, 10, 16), hits('snare', 9));
    expect(lineOf(ghost, 'drums').marks).not.toEqual(lineOf(kicks, 'drums').marks);
  });
});

describe('overlap', () => {
  it('counts a run in intervals and waits, once if it repeats itself', () => {
    const a = withMelody([0, 60], [2, 62], [5, 65], [8, 64], [10, 67], [30, 50]);
    const b = withMelody([4, 71], [6, 73], [9, 76], [12, 75], [14, 78], [20, 99]);
    // From the first note to the fifth: four marks in 10 of 16 steps.
    expect(overlap(a, b, 'melody')).toMatchObject({ run: 4, runBars: 10 / 16 });
    const cell = (bar: number): [number, number][] => [
      [bar * 16, 60],
      [bar * 16 + 3, 63],
      [bar * 16 + 8, 67],
    ];
    const ostinato = withMelody(...cell(0), ...cell(1), ...cell(2), ...cell(3));
    // Three marks make the ostinato; with them go three bars and a half.
    expect(overlap(ostinato, ostinato, 'melody')).toMatchObject({ run: 3, runBars: 3.5 });
  });

  it('does not count a pulse or a trill', () => {
    const pulse = withMelody(
      ...Array.from({ length: 32 }, (_, i): [number, number] => [i * 2, i % 2 ? 60 : 61]),
    );
    expect(overlap(pulse, pulse, 'melody')).toMatchObject({ run: 0, grams: 0 });
  });

  it('knows the share of phrases', () => {
    const steps = [0, 1, 3, 6, 7, 9, 12, 13, 15, 18, 20];
    const a = withMelody(...steps.map((step, i): [number, number] => [step, 60 + ((i * 5) % 7)]));
    const b = withMelody(
      ...steps.map((step, i): [number, number] => [step, i < 10 ? 60 + ((i * 5) % 7) : 40]),
    );
    // Ten marks have three runs of eight; the last mark differs, so that two of the three are shared.
    expect(overlap(a, b, 'melody').grams).toBeCloseTo(2 / 3, 12);
  });

  it('lays whole bars over each other at the best transposition', () => {
    const a = withMelody([0, 60], [4, 62], [8, 63], [12, 65]);
    const b = withMelody([16, 65], [20, 67], [24, 68], [28, 72]);
    // Three of four notes agree, five semitones up: 2 × 3 / 8.
    expect(overlap(a, b, 'melody').windows[1]).toBe(0.75);
    const drums = kit(hits('kick', 0, 7, 10), hits('snare', 8));
    expect(
      overlap(drums, kit(hits('kick', 0, 7), hits('snare', 8), hits('clap', 10)), 'drums').windows[1],
    ).toBe(0.75);
  });

  it('lies between nothing and everything, and grows with every reference', () => {
    fc.assert(
      fc.property(anyScore({ maxBars: 6 }), anyScore({ maxBars: 6 }), anyScore({ maxBars: 6 }), (a, b, c) => {
        for (const part of PARTS) {
          const [line, one, two] = [a, b, c].map((score) => lineOf(score, part));
          const few = overlapOf(line!, [one!], part !== 'drums');
          const more = overlapOf(line!, [one!, two!], part !== 'drums');
          for (const share of [few.grams, ...Object.values(few.windows)])
            expect(share >= 0 && share <= 1).toBe(true);
          expect(few.run).toBeLessThanOrEqual(Math.min(line!.marks.length, one!.marks.length));
          expect(more.run).toBeGreaterThanOrEqual(few.run);
          expect(more.grams).toBeGreaterThanOrEqual(few.grams);
          expect(more.windows[4]).toBeGreaterThanOrEqual(few.windows[4]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the gate', () => {
  const references = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => [song(seed)]);
  const gate = originalityGate(references);

  it('passes what is new, and says what it looked at', () => {
    for (let seed = 100; seed < 120; seed++) {
      const report = gate.check(song(seed));
      expect(report.reasons).toEqual([]);
      expect(Object.keys(report.parts)).toEqual(['drums', 'bass', 'melody']);
    }
  });

  it('stops a reference in another key, with another feel and sound', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...references.keys()),
        fc.integer({ min: -12, max: 12 }),
        fc.nat(),
        (which, up, seed) => {
          const random = randomOf(seed);
          const original = references[which]![0]!;
          const melody = transpose(original, up).melody.map((note) => ({
            ...note,
            tick: Math.max(0, note.tick + random.int(80) - 40),
            velocity: 1 + random.int(127),
          }));
          const report = gate.check({ ...song(seed + 1000), melody });
          expect(report.isOriginal).toBe(false);
          expect(report.reasons).toEqual([`The melody repeats four bars of reference ${which + 1}.`]);
          expect(report.parts.melody?.nearest).toBe(which);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('stops a copy of which every tenth note was changed, wherever it begins', () => {
    const melody = references[2]![0]!.melody.map((note, i) => ({
      ...note,
      pitch: i % 12 === 5 ? note.pitch + 1 : note.pitch,
    }));
    const shifted = melody.map((note) => ({ ...note, tick: note.tick + 16 * 120 }));
    for (const copy of [melody, shifted])
      expect(gate.check({ ...song(50), bars: 8, melody: copy }).isOriginal).toBe(false);
  });

  it('stops a melody of few notes', () => {
    const few = withMelody([0, 72], [6, 75], [14, 74], [32, 72], [38, 77], [46, 75]);
    const report = originalityGate([[few]]).check({ ...song(90), melody: transpose(few, -5).melody });
    expect(report.reasons).toEqual(['The melody repeats four bars of reference 1.']);
  });

  it('stops a bass line and a whole kit, but not hats and backbeats', () => {
    const bass = gate.check({ ...song(60), bass: references[0]![0]!.bass });
    expect(bass.reasons).toEqual([expect.stringMatching(/^The bass .* \d+ events .* reference 1.* 8 /)]);
    expect(gate.check({ ...song(60), drums: references[4]![0]!.drums }).reasons).toEqual([
      words.notes['copy-bars']({
        part: 'drums',
        bars: 4,
        share: 1,
        most: 0.98,
        reference: 'reference 5',
      }),
    ]);
    expect(
      gate.check({ ...empty, drums: references[4]![0]!.drums.filter(({ drum }) => drum !== 'kick') })
        .isOriginal,
    ).toBe(true);
  });

  it('takes for habit what the references share among each other', () => {
    // The same bass line under every other reference.
    const { bass } = song(1);
    const habitual = references.map(([reference], i) => [i % 2 ? reference! : { ...reference!, bass }]);
    const take = { ...song(70), bass };
    expect(gate.check(take).isOriginal).toBe(false);
    expect(originalityGate(habitual).check(take).isOriginal).toBe(true);
    expect(originalityGate(habitual).limits.bass.run).toBeGreaterThan(gate.limits.bass.run);
  });

  it('does not take two versions of one reference for a habit', () => {
    const twice = originalityGate([...references, references[0]!]);
    expect(twice.limits).toEqual(gate.limits);
    expect(twice.check(references[0]![0]!).isOriginal).toBe(false);
  });

  it('never lets four bars of melody pass, however often the references have them', () => {
    const { melody } = song(1);
    const hook = references.map(([reference]) => [{ ...reference!, melody }]);
    expect(originalityGate(hook).check({ ...song(80), melody }).reasons).toEqual([
      'The melody repeats four bars of reference 1.',
    ]);
  });

  it('has nothing against anything without references', () => {
    fc.assert(
      fc.property(anySoundingScore({ maxBars: 8 }), (score) => {
        expect(originalityGate([]).check(score)).toMatchObject({ isOriginal: true, reasons: [] });
      }),
      { numRuns: 20 },
    );
  });

  it('lets pass what strangers share: plain tunes against ten others', () => {
    const { tries, rejected, known } = amongStrangers(leadSheets(200).map(sheetOf));
    expect(tries).toBeGreaterThan(15);
    // The song itself is told from any stranger.
    expect(known).toBe(tries);
    expect(rejected).toBeLessThanOrEqual(1);
  });

  it('lets pass what strangers share: lead sheets against ten others', (ctx) => {
    const file = new URL('../../../shared/data/openewld/openewld_grid.jsonl.gz', import.meta.url);
    if (!existsSync(file)) return ctx.skip('../shared/data/openewld is not there');
    const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n');
    const sheets = lines.map((line) => sheetOf(JSON.parse(line))).filter(({ bars }) => bars >= 8);
    const { tries, rejected, known } = amongStrangers(sheets);
    expect(tries).toBeGreaterThan(15);
    expect(known).toBe(tries);
    expect(rejected).toBeLessThanOrEqual(1);
  });
});

/** Takes of eight bars, each held against ten other songs and against its own. */
function amongStrangers(songs: readonly Score[]) {
  const random = randomOf(11);
  const result = { tries: 0, rejected: 0, known: 0 };
  for (let i = 0; i < 20; i++) {
    const [take, ...others] = Array.from({ length: 11 }, () => random.pick(songs));
    if (others.includes(take!)) continue;
    const opening = slice(take!, 0, 8);
    const gate = originalityGate(others.map((one) => [slice(one, 0, Math.min(16, one.bars))]));
    result.tries++;
    if (!gate.check(opening).isOriginal) result.rejected++;
    if (!originalityGate([[take!]]).check(opening).isOriginal) result.known++;
  }
  return result;
}

function sheetOf({ bars, melody }: Pick<LeadSheet, 'bars' | 'melody'>): Score {
  const kept = Math.min(64, bars);
  const notes = melody
    .filter(([start]) => start < kept * 16)
    .map(([start, length, pitch]) => ({
      tick: Math.round(start * 120),
      duration: Math.max(1, Math.min(length, kept * 16 - start) * 120),
      pitch,
      velocity: 90,
    }));
  return { ...empty, bars: kept, melody: notes };
}
