import { ComponentType } from 'discord.js';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RoomModal } from '../../src/room/index.ts';
import { LYRICS_CONSENT } from '../../src/services/index.ts';
import { type House, openHouse } from '../bot/house.ts';
import { COUPLETS } from '../flow/verses.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.as('ann').slash('artist create', { name: 'Night Shift' }).replied();
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

const file = (text: string) => ({
  attachments: { file: { name: 'verse.txt', bytes: Buffer.from(text), contentType: 'text/plain' } },
});

async function openForm(name = 'Night Shift'): Promise<RoomModal> {
  const asked = house.as('ann').slash('artist lyrics', { artist: name, consent: true });
  const { modal } = await asked.answered;
  if (modal === undefined) throw new Error('no form has opened');
  return modal;
}

test('a form takes the lyrics, says what sending them means, and the answer is for the asker alone', async () => {
  const modal = await openForm();
  expect(modal.title).toBe('Lyrics of Night Shift');
  const label = modal.data.components[0]!;
  expect(label.type === ComponentType.Label && label.description).toContain(LYRICS_CONSENT.wording);
  const told = await house.as('ann').submit(modal, { lyrics: COUPLETS }).replied();
  expect(house.services.lyrics.at(-1)).toBe(COUPLETS);
  expect(told.onlyFor?.name).toBe('ann');
  expect(told.text).toContain('The flow of **Night Shift** is measured, from 4 lines without 1 shout.');
  expect(told.text).toContain('9.2 syllables a line (8–11); at 91 BPM one line a bar');
  expect(told.text).toContain('22 % of syllables in rhymes of two or more, the longest of 4');
  expect(told.text).toContain('beats 1–4 0 · 10 · 20 · 70 %');
  expect(told.text).toContain('The lyrics themselves are not');

  const shown = await house.as('bob').slash('artist show', { name: 'Night Shift' }).replied();
  expect(shown.text).toContain('Flow: 9.2 syllables a line');
});

test('a name as long as a name may be fits into the form', async () => {
  const name = '🎤'.repeat(40);
  await house.as('ann').slash('artist create', { name }).replied();
  const modal = await openForm(name);
  expect(modal.title.length).toBeLessThanOrEqual(45);
  expect((await house.as('ann').submit(modal, { lyrics: COUPLETS }).replied()).text).toContain('measured');
});

test('a text file is taken as well, and remove erases what was measured', async () => {
  const asked = { artist: 'Night Shift', consent: true };
  const told = await house.as('ann').slash('artist lyrics', asked, file(COUPLETS)).replied();
  expect(told.text).toContain('is measured');
  expect(house.services.lyrics.at(-1)).toBe(COUPLETS);
  const both = await house
    .as('ann')
    .slash('artist lyrics', { ...asked, remove: true }, file(COUPLETS))
    .replied();
  expect(both.text).toContain('either `file`');
  const removed = await house
    .as('ann')
    .slash('artist lyrics', { artist: 'Night Shift', remove: true })
    .replied();
  expect(removed.text).toContain('erased');
  const shown = await house.as('ann').slash('artist show', { name: 'Night Shift' }).replied();
  expect(shown.text).not.toContain('Flow:');
  const again = await house
    .as('ann')
    .slash('artist lyrics', { artist: 'Night Shift', remove: true })
    .replied();
  expect(again.text).toContain('no lyrics');
});

test('without consent, or for somebody else’s artist, nothing opens and nothing is stored', async () => {
  const before = house.services.lyrics.length;
  const unsaid: Record<string, boolean>[] = [{}, { consent: false }];
  for (const consent of unsaid) {
    const told = await house
      .as('ann')
      .slash('artist lyrics', { artist: 'Night Shift', ...consent })
      .replied();
    expect(told.text).toContain(LYRICS_CONSENT.wording);
    expect(told.onlyFor?.name).toBe('ann');
    const filed = await house
      .as('ann')
      .slash('artist lyrics', { artist: 'Night Shift', ...consent }, file(COUPLETS))
      .replied();
    expect(filed.text).toContain(LYRICS_CONSENT.wording);
  }
  const asked = { artist: 'Night Shift', consent: true };
  expect((await house.as('bob').slash('artist lyrics', asked).replied()).text).toContain('Only the owner');
  expect((await house.as('bob').slash('artist lyrics', asked, file(COUPLETS)).replied()).text).toContain(
    'Only the owner',
  );
  const large = await house
    .as('ann')
    .slash('artist lyrics', asked, file('la la\n'.repeat(50_000)))
    .replied();
  expect(large.text).toContain('more than lyrics have');
  expect(house.services.lyrics).toHaveLength(before);
});

test('what the service refuses is told to whoever sent the form', async () => {
  const { BeatwrightError } = await import('../../src/music/index.ts');
  house.services.failing.set('setLyrics', new BeatwrightError('lyrics-too-short', 'Too few lines.'));
  const told = await house
    .as('ann')
    .submit(await openForm(), { lyrics: 'la' })
    .replied();
  house.services.failing.clear();
  expect(told.text).toContain('Too few lines.');
  expect(told.onlyFor?.name).toBe('ann');
});

test('/beat passes on whether the flow shall have a say', async () => {
  await house.as('bob').slash('beat', { artist: 'Night Shift', flow: false }).replied();
  expect(house.services.beats.at(-1)).toMatchObject({ flow: false });
});
