import { describe, expect, it } from 'vitest';
import { arrange, SONG_FORM } from '../../src/model/arrange.ts';
import { barOf, checkScore, type Part, type Score } from '../../src/music/index.ts';
import { GRID, song } from './songs.ts';

const loop = song(GRID, 2);
const bars = (score: Score, part: Part) => new Set(score[part].map(({ tick }) => barOf(tick)));

describe('an arrangement', () => {
  const whole = checkScore(arrange([loop, song(GRID, 4)]));

  it('is a score of all its sections', () => {
    expect(whole.bars).toBe(SONG_FORM.reduce((sum, section) => sum + section.bars, 0));
    expect(whole).toMatchObject({ bpm: loop.bpm, key: loop.key });
  });

  it('lets parts in one by one, leaves the verse to the voice and has everything in the hook', () => {
    expect([0, 1].some((bar) => bars(whole, 'drums').has(bar))).toBe(false);
    expect([0, 1, 2, 3].some((bar) => bars(whole, 'bass').has(bar))).toBe(false);
    const verse = [...bars(whole, 'melody')].filter((bar) => bar >= 4 && bar < 20);
    expect(verse).toEqual([7, 11, 15, 19]);
    for (const part of ['drums', 'bass', 'chords', 'melody'] as const) {
      for (let bar = 20; bar < 28; bar++) expect(bars(whole, part).has(bar), `${part} ${bar}`).toBe(true);
    }
  });

  it('holds its breath before a hook: half a bar of drums alone, then a crash', () => {
    const inBreath = (tick: number) => tick >= 20 * 1920 - 960 && tick < 20 * 1920;
    for (const part of ['bass', 'chords', 'melody'] as const) {
      const sounding = whole[part].filter(
        ({ tick, duration }) => inBreath(tick) || inBreath(tick + duration - 1),
      );
      expect(sounding, part).toEqual([]);
    }
    expect(whole.drums.some(({ tick }) => inBreath(tick))).toBe(true);
    expect(whole.drums).toContainEqual({ drum: 'crash', tick: 20 * 1920, velocity: 104 });
  });

  it('says what a form must be', () => {
    for (const form of [[], [{ kind: 'verse', bars: 65 }], [{ kind: 'hook', bars: 1.5 }]] as const) {
      expect(() => arrange([loop], form)).toThrow(expect.objectContaining({ id: 'arrange-form' }));
    }
    expect(() => arrange([])).toThrow(expect.objectContaining({ id: 'arrange-form' }));
  });
});
