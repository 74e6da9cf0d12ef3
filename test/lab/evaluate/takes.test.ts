import { describe, expect, it } from 'vitest';
import { artistsOf } from '../../../lab/evaluate/takes/families.ts';
import { judgeOf } from '../../../lab/evaluate/takes/judge.ts';
import { ASPECTS, likenesses } from '../../../lab/evaluate/takes/likeness.ts';
import { HABITS, pieceOf } from '../../../lab/evaluate/takes/patterns.ts';
import { songOf, UNSEEN } from '../../../lab/evaluate/takes/patterns-unseen.ts';
import { wished } from '../../../lab/evaluate/takes/wishes.ts';
import { checkScore, PARTS, randomOf, type Score, TICKS_PER_STEP } from '../../../src/music/index.ts';

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

const unseen = await artistsOf('unseen', { references: 10 });

describe('artists that nobody tuned on', () => {
  const judge = judgeOf(unseen);
  /** Kicks and tones of its first two bars: when, and how far from the tonic. */
  const opening = (score: Score) =>
    PARTS.flatMap((part) =>
      score[part]
        .map((event) => ({ step: Math.round(event.tick / TICKS_PER_STEP), event }))
        .filter(({ step }) => step < 32)
        .flatMap(({ step, event }) => {
          if ('drum' in event) return event.drum === 'kick' ? `kick ${step}` : [];
          const pitch = 'pitches' in event ? event.pitches[0]! : event.pitch;
          return `${part} ${step} ${(pitch - score.key.tonic) % 12}`;
        }),
    ).join();

  it.each(UNSEEN.map((artist) => [artist.name, artist] as const))(
    'write songs that differ, and are known by them: %s',
    (name, artist) => {
      const songs = Array.from({ length: 10 }, (_, n) => songOf(artist, randomOf(`unheard ${name} ${n}`)));
      songs.forEach(checkScore);
      expect(songs.filter((song) => judge.nearest(song) === name).length).toBeGreaterThanOrEqual(9);
      expect(new Set(songs.map(opening)).size).toBeGreaterThanOrEqual(9);
      expect(songOf(artist, randomOf(`unheard ${name} 3`))).toEqual(songs[3]);
    },
  );
});

describe('likeness', () => {
  const of = (name: string) => patterns.find((artist) => artist.name.startsWith(name))!.references;

  it('is whole between an artist and itself, aspect by aspect, and none of it where there is nothing', () => {
    const drill = of('drill');
    const same = likenesses(drill, drill);
    expect(Object.keys(same)).toEqual([...ASPECTS]);
    for (const aspect of ASPECTS) expect(same[aspect]!.takes).toBeCloseTo(1, 9);
    const empty = drill.map((score) => ({ ...score, drums: [], bass: [] }));
    expect(likenesses(empty, drill)).toMatchObject({ drums: { takes: 0 }, bass: { takes: 0 } });
    expect(Object.keys(likenesses(drill, of('drums alone')))).toEqual(['drums']);
  });

  it('is less to another artist', () => {
    const { drums } = likenesses(of('dembow'), of('drill'));
    expect(drums!.takes).toBeLessThan(drums!.references);
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
