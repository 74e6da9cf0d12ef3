import { describe, expect, it } from 'vitest';
import { artistsOf } from '../../../lab/evaluate/takes/families.ts';
import { judgeOf } from '../../../lab/evaluate/takes/judge.ts';
import { HABITS, pieceOf } from '../../../lab/evaluate/takes/patterns.ts';
import { wished } from '../../../lab/evaluate/takes/wishes.ts';
import { checkScore, randomOf } from '../../../src/music/index.ts';

const patterns = await artistsOf('patterns', { references: 10 });
const judge = judgeOf(patterns);
/** A piece of a pattern artist that the judge has not heard. */
const unheard = (i: number) => pieceOf(HABITS[i]!, 20, randomOf(`unheard ${i}`));

describe('the judge of takes', () => {
  it.each(HABITS.map(({ name }, i) => [name, i] as const))(
    'knows whose a piece is that it has not heard: %s',
    (name, i) => {
      const piece = unheard(i);
      checkScore(piece);
      expect(judge.nearest(piece)).toBe(name);
    },
  );

  it('asks neither tempo and key nor which parts there are, nor what is left aside', () => {
    const stiff = unheard(HABITS.findIndex(({ name }) => name === 'straight and stiff'));
    expect(judge.nearest({ ...stiff, bpm: 180, chords: [] })).toBe('straight and stiff');
    const swung = { ...stiff, drums: stiff.drums.map((hit) => ({ ...hit, tick: hit.tick + 40 })) };
    expect(judge.nearest(swung, ['swing'])).toBe('straight and stiff');
  });
});

describe('a strange wish', () => {
  it('asks for what the artist never does', () => {
    const swung = patterns.find(({ name }) => name.startsWith('swung'))!;
    expect(wished('other swing', swung.references, 'lo-fi')).toEqual({ swing: 0.5 });
    expect(wished('other swing', patterns[0]!.references, 'uk-drill')).toEqual({ swing: 0.67 });
    expect(wished('another style', swung.references, 'lo-fi').style).not.toBe('lo-fi');
    expect(wished('another tempo', swung.references, 'lo-fi').bpm).toBeGreaterThan(90);
  });
});
