/** Drummers are read stroke by stroke: ours, always, and those of the Groove MIDI Dataset where it is. */
import { existsSync, readFileSync } from 'node:fs';
import { parseMidi } from 'midi-file';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkScore, readMidi } from '../../src/music/index.ts';
import { groovePerformances } from '../corpus/data-sets.ts';
import { drummer } from '../support/drummer.ts';

const folder = new URL('../../../shared/data/groove/', import.meta.url);

interface Performance {
  readonly path: string;
  readonly bpm: number;
  readonly metre: string;
  readonly bytes: Uint8Array;
}

function ofGroove(wanted: (performance: Omit<Performance, 'bytes'>, i: number) => boolean): Performance[] {
  const [header = '', ...rows] = readFileSync(new URL('info.csv', folder), 'utf8').trim().split(/\r?\n/);
  const column = (name: string) => header.split(',').indexOf(name);
  const [bpm, metre, path] = ['bpm', 'time_signature', 'midi_filename'].map(column);
  return rows
    .map((row) => row.split(','))
    .map((cells) => ({ path: cells[path!]!, bpm: Number(cells[bpm!]), metre: cells[metre!]! }))
    .filter(wanted)
    .map((one) => ({ ...one, bytes: readFileSync(new URL(one.path, folder)) }));
}

const SOURCES = [
  {
    source: 'written by this test',
    isThere: true,
    of: (wanted: Parameters<typeof ofGroove>[0]) => groovePerformances().filter(wanted),
  },
  { source: 'of the Groove MIDI Dataset', isThere: existsSync(new URL('info.csv', folder)), of: ofGroove },
];

describe.each(SOURCES)('performances $source', ({ source, isThere, of }) => {
  beforeEach((ctx) => {
    if (!isThere) ctx.skip('../shared/data/groove is not there');
  });

  it('keep every pad, to the tick, and find no pad that they do not know', () => {
    const all = of(({ metre }) => metre === '4-4').filter((_, i) => i % 9 === 0);
    expect(all.length).toBeGreaterThan(3);
    for (const { bpm, bytes } of all) {
      const { score, sections, warnings } = readMidi(bytes, { maxSeconds: 3600 });
      expect(warnings.filter((warning) => !warning.startsWith('The file is'))).toEqual([]);
      expect(Math.abs(score.bpm - bpm)).toBeLessThan(0.01);
      const onsets = new Set<number>();
      for (const track of parseMidi(bytes).tracks) {
        let tick = 0;
        for (const event of track) {
          tick += event.deltaTime;
          if (event.type === 'noteOn') onsets.add(tick);
        }
      }
      const read = new Set(
        sections.flatMap((one, i) => checkScore(one).drums.map((hit) => i * 64 * 1920 + hit.tick)),
      );
      expect(read).toEqual(onsets);
    }
  });

  it('give loops of four or eight bars, each its own', () => {
    const long = of(({ path }) => /hiphop.*_beat_4-4/.test(path));
    expect(long.length).toBeGreaterThan(10);
    for (const { bytes } of long) {
      const { score, loops } = readMidi(bytes);
      expect(loops.length).toBeGreaterThan(0);
      expect(loops.length).toBeLessThanOrEqual(8);
      for (const loop of loops) {
        checkScore(loop);
        if (score.bars > 8) expect([4, 8]).toContain(loop.bars);
        expect(loop.drums.length).toBeGreaterThan(loop.bars);
      }
      const texts = loops.map((loop) => JSON.stringify(loop.drums));
      expect(new Set(texts).size).toBe(texts.length);
    }
  });

  it('in three, five and seven are refused by name', () => {
    const odd = of(({ metre }) => ['3-4', '5-4', '5-8'].includes(metre));
    expect(odd.length, source).toBeGreaterThan(0);
    for (const { bytes, metre } of odd) {
      expect(() => readMidi(bytes)).toThrow(
        expect.objectContaining({
          id: 'midi-meter',
          message: expect.stringContaining(metre.replace('-', '/')),
        }),
      );
    }
  });
});

describe('a performance', () => {
  it('keeps how hard each stroke was, on the drum that its pad belongs to', () => {
    const { bytes, bpm, strokes } = drummer(4, { bars: 16 });
    const { score, warnings } = readMidi(bytes);
    expect(warnings).toEqual([]);
    expect(score).toMatchObject({ bars: 16, bass: [], chords: [], melody: [] });
    expect(score.bpm).toBeCloseTo(bpm, 1);
    const key = (drum: string, tick: number) => `${drum} at ${tick}`;
    const played = new Map<string, number>();
    for (const { pad, tick, velocity } of strokes) {
      const at = key(DRUM_OF[pad]!, tick);
      played.set(at, Math.max(velocity, played.get(at) ?? 0));
    }
    expect(new Map(score.drums.map(({ drum, tick, velocity }) => [key(drum, tick), velocity]))).toEqual(
      played,
    );
  });
});

/** Pads of the kit, by the drum that each one belongs to. */
const DRUM_OF: Readonly<Record<number, string>> = {
  36: 'kick',
  37: 'rim',
  38: 'snare',
  40: 'snare',
  42: 'closedHat',
  22: 'closedHat',
  44: 'closedHat',
  46: 'openHat',
  26: 'openHat',
  48: 'highTom',
  45: 'lowTom',
  43: 'lowTom',
  58: 'lowTom',
  49: 'crash',
  55: 'crash',
  51: 'ride',
};
