import { describe, expect, it } from 'vitest';
import { grammarSong } from '../../src/corpus/index.ts';
import { likelyStyles } from '../../src/model/index.ts';
import { STYLES, type Style } from '../../src/music/index.ts';

/** A network to which all styles cost the same, so that tempo and habits decide; or one that finds one cheaper. */
const base = (cheap?: Style, bits = 2) => ({
  bitsPerStep: async (scores: readonly { style?: Style }[]) => {
    const total = scores[0]!.style === cheap ? bits : 5;
    return { total, parts: { drums: 0, bass: 0, chords: 0, melody: 0 } };
  },
});
const songs = (style: Style) => Array.from({ length: 6 }, (_, n) => grammarSong(style, 900 + n));

describe('the style of scores', () => {
  it.each(['boom-bap', 'trap', 'jersey-club', 'detroit'] as const)(
    'of %s is told by tempo and habits',
    async (style) => {
      const styles = await likelyStyles(base(), songs(style));
      expect(styles[0]!.style).toBe(style);
      expect(styles.map((each) => each.style).sort()).toEqual([...STYLES].sort());
      expect(styles.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
      for (const [i, { share }] of styles.entries()) {
        expect(share).toBeLessThanOrEqual(styles[i - 1]?.share ?? 1);
      }
    },
  );

  it('heeds what the network says, but no style far outside its tempi', async () => {
    const [first] = await likelyStyles(base('ny-drill'), songs('uk-drill'));
    expect(first!.style).toBe('ny-drill');
    const fast = songs('trap').map((score) => ({ ...score, bpm: 215 }));
    const styles = await likelyStyles(base('boom-bap'), fast);
    expect(styles[0]!.style).not.toBe('crunk');
    expect(styles[0]!.style).not.toBe('lo-fi');
  });

  it.each([
    ['just beyond its tempi', 100],
    ['written at half of them', 46],
  ])('still thinks of a style %s', async (_, bpm) => {
    const styles = await likelyStyles(
      base('boom-bap', 4),
      songs('boom-bap').map((score) => ({ ...score, bpm })),
    );
    expect(styles.slice(0, 2).map(({ style }) => style)).toContain('boom-bap');
  });

  it('needs a score', async () => {
    await expect(likelyStyles(base(), [])).rejects.toThrow(RangeError);
  });
});
