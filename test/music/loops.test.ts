import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkScore, type Hit, type Score, slice } from '../../src/music/index.ts';
import { findLoops } from '../../src/music/loops.ts';
import { anyScore } from './arbitrary.ts';

/** A song from letters, a bar each; a dot is a silent bar, and a capital has a melody as well. */
function song(form: string): Score {
  const drums: Hit[] = [];
  const melody: Score['melody'][number][] = [];
  [...form].forEach((letter, bar) => {
    if (letter === '.') return;
    const seed = letter.toLowerCase().charCodeAt(0);
    for (const step of [0, (seed * 3) % 16, (seed * 7) % 16, (seed * 11) % 16, 8]) {
      const tick = bar * 1920 + step * 120;
      if (!drums.some((hit) => hit.tick === tick)) drums.push({ drum: 'kick', tick, velocity: 100 });
    }
    if (letter !== letter.toLowerCase())
      melody.push({ tick: bar * 1920, duration: 480, pitch: 60 + (seed % 12), velocity: 90 });
  });
  drums.sort((a, b) => a.tick - b.tick);
  return {
    bpm: 90,
    key: { tonic: 0, mode: 'minor' },
    bars: form.length,
    drums,
    bass: [],
    chords: [],
    melody,
  };
}

/** Where in the song each loop is from, as [first bar, bars]. */
function places(piece: Score): (readonly [number, number])[] {
  return findLoops(piece).map((loop) => {
    for (let bar = 0; bar + loop.bars <= piece.bars; bar++) {
      if (JSON.stringify(slice(piece, bar, loop.bars)) === JSON.stringify(loop))
        return [bar, loop.bars] as const;
    }
    throw new Error('the loop is not from the song');
  });
}

describe('findLoops', () => {
  it('takes a short piece as it is', () => {
    expect(findLoops(song('Ab'))).toEqual([song('Ab')]);
    expect(findLoops(song('Abcdefgh'))).toEqual([song('Abcdefgh')]);
  });

  it('finds one loop in forty repeats of it', () => {
    expect(places(song('Abca'.repeat(40)))).toEqual([[0, 4]]);
    expect(places(song('AbcaDefg'.repeat(20)))[0]).toEqual([0, 8]);
  });

  it('prefers what comes back with everything playing, from where its phrases begin', () => {
    const found = places(song(`..${'abca'.repeat(2)}${'ABCD'.repeat(4)}${'wxyz'}..`));
    expect(found[0]).toEqual([10, 4]);
    expect(found).toContainEqual([2, 4]);
    expect(found.every(([bar]) => (bar - 2) % 4 === 0)).toBe(true);
  });

  it('is not thrown off by a count-in', () => {
    const counted = song(`.${'Abca'.repeat(4)}`);
    const sticks: Hit[] = [0, 480, 960, 1440].map((tick) => ({ drum: 'rim', tick, velocity: 90 }));
    expect(places({ ...counted, drums: [...sticks.slice(0, 1), ...counted.drums] })[0]).toEqual([1, 4]);
  });

  it('has none of silence', () => {
    expect(findLoops(song('..........'))).toEqual([]);
  });

  it('gives valid loops that do not overlap, the same each time', () => {
    fc.assert(
      fc.property(anyScore({ maxBars: 40 }), (score) => {
        const loops = findLoops(score);
        for (const loop of loops) checkScore(loop);
        expect(loops.reduce((sum, loop) => sum + loop.bars, 0)).toBeLessThanOrEqual(score.bars);
        expect(findLoops(score)).toEqual(loops);
      }),
    );
  });
});
