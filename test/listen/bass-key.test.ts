import { describe, expect, it } from 'vitest';
import { keyOfBass } from '../../src/listen/key/index.ts';
import type { HeardNote } from '../../src/listen/types.ts';

/** A bar of two seconds; notes as [bar, pitch, seconds]. */
const BAR = 2;
const notesOf = (notes: readonly (readonly [bar: number, pitch: number, seconds: number])[]): HeardNote[] =>
  notes.map(([bar, pitch, duration]) => ({
    ...{ part: 'bass', time: bar * BAR, duration, pitch, velocity: 100, confidence: 1 },
  }));
const bars = { downbeats: [0, 1, 2, 3, 4, 5, 6, 7].map((bar) => bar * BAR), starts: [0] };
/** An 808 as rap has it: home on the first beats, its minor third and its seventh between them. */
const riff = (tonic: number) =>
  notesOf([
    [0, tonic, 1.2],
    [0.75, tonic + 3, 0.5],
    [1, tonic, 1.2],
    [1.625, tonic - 2, 0.6],
    [2, tonic + 12, 1.2],
    [2.75, tonic - 2, 0.4],
    [3.25, tonic + 3, 0.5],
  ]);

describe('the key of a bass alone', () => {
  it.each(Array.from({ length: 12 }, (_, i) => 29 + i))('is where it is at home: %i', (tonic) => {
    const found = keyOfBass(riff(tonic), bars)!;
    expect(found.key).toEqual({ tonic: tonic % 12, mode: 'minor' });
    expect(found.confidence).toBeGreaterThan(0.4);
    expect(found.confidence).toBeLessThan(1);
    expect(found.runnerUp).not.toEqual(found.key);
  });

  it('is found where a loop was taken to begin elsewhere', () => {
    const turned = riff(31).map((note) => ({ ...note, time: (note.time + 2 * BAR) % (4 * BAR) }));
    expect(keyOfBass(turned, bars)!.key.tonic).toBe(31 % 12);
  });

  it('is none where there is no bass, or chords or a tune as well, which say more', () => {
    const chord = { ...riff(31)[0]!, part: 'chords', pitch: 60 } as const;
    expect(keyOfBass([], bars)).toBeUndefined();
    expect(keyOfBass([...riff(31), chord], bars)).toBeUndefined();
    expect(keyOfBass([...riff(31), { ...chord, confidence: 0.2 }], bars)?.key.tonic).toBe(31 % 12);
  });
});
