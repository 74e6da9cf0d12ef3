import { describe, expect, it } from 'vitest';
import { type Drum, millisecondsOf, stepOf } from '../../src/music/index.ts';
import { mean, ON_THE_GRID, songsOf } from './songs.ts';

const COUNT = 30;

describe('the pocket', () => {
  it('of boom bap and lo-fi puts the snare behind the kick and the hats', () => {
    for (const [style, least, most] of [
      ['boom-bap', 3, 20],
      ['lo-fi', 3, 25],
    ] as const) {
      const lateness = (drum: Drum) =>
        mean(
          songsOf(style, COUNT, { swing: 0.5 }).flatMap((song) =>
            song.drums
              .filter((hit) => hit.drum === drum && hit.velocity > 50)
              .map(({ tick }) => millisecondsOf(stepOf(tick).offset, song.bpm)),
          ),
        );
      const behind = lateness('snare') - lateness('kick');
      expect(behind, style).toBeGreaterThan(least);
      expect(behind, style).toBeLessThan(most);
      expect(lateness('closedHat'), style).toBeLessThan(lateness('snare'));
    }
  });

  it('delays the off 16ths by the swing', () => {
    for (const swing of [0.5, 0.54, 0.58, 0.62]) {
      const offs = new Set<number>();
      for (const song of songsOf('g-funk', 5, { ...ON_THE_GRID, swing, rolls: 0, fills: 0 }))
        for (const { tick } of song.drums.filter(({ drum }) => drum === 'kick')) {
          const within = tick % 240;
          if (within !== 0) offs.add(within);
        }
      expect([...offs]).toEqual([Math.round(240 * swing)]);
    }
  });

  it('repeats by position: bars of a song are alike, positions are not', () => {
    const deviations = songsOf('lo-fi', 40, {
      ...ON_THE_GRID,
      drift: 7,
      jitter: 1,
      rolls: 0,
      bars: 8,
    }).flatMap((song) => {
      const byStep = new Map<number, number[]>();
      for (const { drum, tick } of song.drums) {
        if (drum !== 'closedHat') continue;
        const { step, offset } = stepOf(tick);
        const known = byStep.get(step % 16) ?? [];
        byStep.set(step % 16, [...known, millisecondsOf(offset, song.bpm)]);
      }
      return [...byStep.values()].filter((offsets) => offsets.length >= 4);
    });
    const within = mean(deviations.map((offsets) => mean(offsets.map((ms) => (ms - mean(offsets)) ** 2))));
    const means = deviations.map((offsets) => mean(offsets));
    const between = mean(means.map((ms) => (ms - mean(means)) ** 2));
    expect(between).toBeGreaterThan(4 * within);
  });

  it('of trap puts the 808 on the kick to the tick', () => {
    const together = songsOf('trap', COUNT).flatMap(({ bass, drums }) => {
      const kicks = new Set(drums.filter(({ drum }) => drum === 'kick').map(({ tick }) => tick));
      return bass.map(({ tick }) => kicks.has(tick));
    });
    expect(together.filter(Boolean).length / together.length).toBeGreaterThan(0.75);
  });
});
