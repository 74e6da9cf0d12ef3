import { describe, expect, it } from 'vitest';
import { keyName, parseKey, readKey } from '../../src/music/index.ts';

describe('keys as producers write them', () => {
  it.each([
    ['H-Moll', 'Bm'],
    ['h moll', 'Bm'],
    ['Fis-Moll', 'F#m'],
    ['Es-Dur', 'Eb'],
    ['As-Dur', 'Ab'],
    ['B-Dur', 'Bb'],
    ['b-Moll', 'Bbm'],
    ['8A', 'Am'],
    ['08B', 'C'],
    ['4a', 'Fm'],
    ['12B', 'E'],
    ['1m', 'Am'],
    ['2d', 'G'],
    ['A-', 'Am'],
    ['Bb-', 'Bbm'],
    ['Ami', 'Am'],
    ['C#mi', 'C#m'],
    ['La mineur', 'Am'],
    ['Si bémol majeur', 'Bb'],
    ['Ré mineur', 'Dm'],
    ['Sol menor', 'Gm'],
    ['fa# m', 'F#m'],
    ['Do diesis minore', 'C#m'],
    ['ля минор', 'Am'],
    ['до-диез минор', 'C#m'],
    ['Fsharpmin', 'F#m'],
    ['Bflat', 'Bb'],
    ['F#min.', 'F#m'],
    ['AM', 'A'],
  ])('%s is %s', (typed, expected) => {
    expect(keyName(parseKey(typed))).toBe(expected);
  });

  it('say which was taken where they could be two', () => {
    expect(readKey('B-Dur').note).toBe(
      '“B-Dur” is read as Bb, the German B. For the key a semitone higher, write B major.',
    );
    expect(readKey('A-').note).toBe('“A-” is read as A minor.');
    for (const typed of ['Bb', 'B minor', 'H-Moll', 'Am', '8A']) expect(readKey(typed).note).toBeUndefined();
  });

  it.each(['Remix', 'Domino', 'Lamb', 'H', '13A', '0B', '8C', 'Mi casa', 'sol'.repeat(30)])(
    '%s is none',
    (typed) => {
      expect(() => parseKey(typed)).toThrow(expect.objectContaining({ id: 'key-unknown' }));
    },
  );
});
