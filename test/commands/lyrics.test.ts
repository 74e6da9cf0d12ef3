import { ComponentType } from 'discord.js';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { measureFlow } from '../../src/flow/index.ts';
import type { RoomModal } from '../../src/room/index.ts';
import { type ArtistCard, LYRICS_CONSENT } from '../../src/services/index.ts';
import { words } from '../../src/words/index.ts';
import { type House, openHouse, refusal } from '../bot/house.ts';
import { COUPLETS } from '../flow/verses.ts';

const SHOUTED = `${COUPLETS} (yeah)`;

let house: House;
let artist: ArtistCard;
beforeAll(async () => {
  house = await openHouse();
  artist = await house.artist('Night Shift');
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

const file = (text: string) => ({
  attachments: { file: { name: 'verse.txt', bytes: Buffer.from(text), contentType: 'text/plain' } },
});
/** What is kept of the lyrics. */
const kept = () => house.store.lyrics.get(artist.id);

async function openForm(name = 'Night Shift'): Promise<RoomModal> {
  const asked = house.as('ann').slash('artist lyrics', { artist: name, consent: true });
  const { modal } = await asked.answered;
  if (modal === undefined) throw new Error('no form has opened');
  return modal;
}

test('a form takes the lyrics, says what sending them means, and the answer is for the asker alone', async () => {
  const modal = await openForm();
  expect(modal.title).toContain('Night Shift');
  const label = modal.data.components[0]!;
  expect(label.type === ComponentType.Label && label.description).toContain(LYRICS_CONSENT.wording);
  const told = await house.as('ann').submit(modal, { lyrics: SHOUTED }).replied();
  expect(told.onlyFor?.name).toBe('ann');
  // The text has arrived as it was written, shout and all.
  expect((await kept())?.flow).toEqual(JSON.parse(JSON.stringify(await measureFlow(SHOUTED))));
  for (const fact of ['**Night Shift**', '4 lines', '1 ad-lib', '9 syllables', '90 BPM', 'AABB'])
    expect(told.text).toContain(fact);

  const shown = await house.as('bob').slash('artist show', { name: 'Night Shift' }).replied();
  expect(shown.text).toContain('9 syllables');
});

test('a name as long as a name may be fits into the form', async () => {
  const name = '🎤'.repeat(40);
  await house.as('ann').slash('artist create', { name }).replied();
  const modal = await openForm(name);
  expect(modal.title.length).toBeLessThanOrEqual(45);
  expect((await house.as('ann').submit(modal, { lyrics: COUPLETS }).replied()).text).toContain('4 lines');
});

test('a text file is taken as well, and remove erases what was measured', async () => {
  const asked = { artist: 'Night Shift', consent: true };
  const ann = house.as('ann');
  const told = await ann.slash('artist lyrics', asked, file(COUPLETS)).replied();
  expect(told.text).toContain('4 lines');
  const flow = JSON.parse(JSON.stringify(await measureFlow(COUPLETS)));
  expect((await kept())?.flow).toEqual(flow);
  const both = await ann.slash('artist lyrics', { ...asked, remove: true }, file(SHOUTED)).replied();
  expect(both.text).toBe(words.errors['lyrics-both']);
  expect((await kept())?.flow).toEqual(flow);
  const removal = { artist: 'Night Shift', remove: true };
  const removed = await ann.slash('artist lyrics', removal).replied();
  expect(removed.text).toBe(words.views.lyrics.removed({ artist: '**Night Shift**' }));
  expect(await kept()).toBeUndefined();
  const shown = await ann.slash('artist show', { name: 'Night Shift' }).replied();
  expect(shown.text).not.toContain('syllables');
  const again = await ann.slash('artist lyrics', removal).replied();
  const nothing = house.services.removeLyrics(house.who('ann'), 'Night Shift');
  expect(again.text).toBe(await refusal('lyrics-none', nothing));
});

test('without consent, or for somebody else’s artist, nothing opens and nothing is stored', async () => {
  const asked = { artist: 'Night Shift' };
  const unsaid: Record<string, boolean>[] = [{}, { consent: false }];
  for (const consent of unsaid) {
    const told = await house
      .as('ann')
      .slash('artist lyrics', { ...asked, ...consent })
      .replied();
    expect(told.text).toContain(LYRICS_CONSENT.wording);
    expect(told.onlyFor?.name).toBe('ann');
    const filed = await house
      .as('ann')
      .slash('artist lyrics', { ...asked, ...consent }, file(COUPLETS))
      .replied();
    expect(filed.text).toContain(LYRICS_CONSENT.wording);
  }
  const agreed = { ...asked, consent: true };
  const bobs = house.services.checkMayContribute(house.who('bob'), 'Night Shift');
  const forbidden = await refusal('artist-forbidden', bobs);
  expect((await house.as('bob').slash('artist lyrics', agreed).replied()).text).toBe(forbidden);
  const handed = await house.as('bob').slash('artist lyrics', agreed, file(COUPLETS)).replied();
  expect(handed.text).toBe(forbidden);
  const book = file('la la\n'.repeat(50_000));
  const large = await house.as('ann').slash('artist lyrics', agreed, book).replied();
  expect(large.text).toContain('kB');
  expect(await kept()).toBeUndefined();
});

test('what the service refuses is told to whoever sent the form', async () => {
  const told = await house
    .as('ann')
    .submit(await openForm(), { lyrics: 'la' })
    .replied();
  const lyrics = { artist: 'Night Shift', lyrics: 'la', consent: true };
  const asked = house.services.setLyrics(house.who('ann'), lyrics);
  expect(told.text).toBe(await refusal('lyrics-too-short', asked));
  expect(told.onlyFor?.name).toBe('ann');
});
