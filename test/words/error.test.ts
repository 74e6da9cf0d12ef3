import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { BeatwrightError, errorOf, undefinedIfAbsent, words } from '../../src/words/index.ts';

describe('BeatwrightError', () => {
  it('says the sentence of its id, filled with its facts', () => {
    const error = new BeatwrightError('midi-too-long', { seconds: 604, most: 600 });
    expect(error).toMatchObject({
      name: 'BeatwrightError',
      id: 'midi-too-long',
      facts: { seconds: 604, most: 600 },
      message: words.errors['midi-too-long']({ seconds: 604, most: 600 }),
    });
    expect(error.message).toMatch(/10:04.*10:00/);
  });

  it('needs no facts where the sentence has none', () => {
    expect(new BeatwrightError('midi-empty')).toMatchObject({
      id: 'midi-empty',
      facts: {},
      message: words.errors['midi-empty'],
    });
  });

  it('keeps what caused it', () => {
    const cause = new Error('ENOENT');
    expect(new BeatwrightError('disk-full', { cause }).cause).toBe(cause);
    expect(new BeatwrightError('blob-missing', { sha256: 'ab' }, { cause }).cause).toBe(cause);
  });

  it('lets the compiler check ids and facts', () => {
    // Never called: these lines would not compile without the errors that they expect.
    const wrong = [
      // @ts-expect-error no such id
      () => new BeatwrightError('midi-too-lnog', { seconds: 1, most: 2 }),
      // @ts-expect-error no such id
      () => new BeatwrightError('midi-emtpy'),
      // @ts-expect-error a fact is missing
      () => new BeatwrightError('midi-too-long', { seconds: 1 }),
      // @ts-expect-error a fact too many
      () => new BeatwrightError('midi-too-long', { seconds: 1, most: 2, more: 3 }),
      // @ts-expect-error a fact of another type
      () => new BeatwrightError('midi-too-long', { seconds: 1, most: 'two' }),
      // @ts-expect-error facts where there are none
      () => new BeatwrightError('midi-empty', { seconds: 1 }),
    ];
    expect(wrong).toHaveLength(6);
  });
});

describe('errorOf', () => {
  it('makes the same error again on the other side of a border, however often', () => {
    const error = new BeatwrightError('artist-unknown', { name: 'Nova', others: undefined });
    let sent: BeatwrightError = error;
    for (let border = 0; border < 2; border++) {
      sent = errorOf(structuredClone({ id: sent.id, facts: sent.facts }));
    }
    expect(sent).toBeInstanceOf(BeatwrightError);
    expect(sent).toMatchObject({ id: error.id, facts: error.facts, message: error.message });
    expect(errorOf({ id: 'midi-empty', facts: {} }).message).toBe(words.errors['midi-empty']);
  });

  it('keeps what caused it', () => {
    const cause = new Error('first');
    expect(errorOf({ id: 'midi-empty', facts: {} }, { cause }).cause).toBe(cause);
    expect(errorOf({ id: 'blob-missing', facts: { sha256: 'ab' } }, { cause }).cause).toBe(cause);
  });

  it('refuses an id that is none and facts that are incomplete', () => {
    expect(() => errorOf({ id: 'midi-emtpy', facts: {} })).toThrow(RangeError);
    expect(() => errorOf({ id: 'toString', facts: {} })).toThrow(RangeError);
    expect(() => errorOf({ id: 'midi-too-long', facts: { seconds: 1 } })).toThrow(/most/);
  });
});

it('tells an absent file from one that cannot be read', async () => {
  expect(await readFile('/nowhere/at/all').catch(undefinedIfAbsent)).toBeUndefined();
  await expect(readFile(import.meta.dirname).catch(undefinedIfAbsent)).rejects.toMatchObject({
    code: 'EISDIR',
  });
});
