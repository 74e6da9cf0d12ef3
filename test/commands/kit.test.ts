import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { OptionValue } from '../../src/room/index.ts';
import { type House, openHouse } from '../bot/house.ts';
import { pack } from '../support/packs.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.artist('Night Shift');
  await house.artist('Day Shift');
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

const add = (name: string, options: Readonly<Record<string, OptionValue>>, file: string, bytes: Uint8Array) =>
  house.as(name).slash('kit add', options, { attachments: { file: { name: file, bytes } } });

/** What ann is shown once her job is done. */
async function ended(asked: ReturnType<ReturnType<House['as']>['slash']>) {
  const message = await asked.replied();
  const { id } = await house.jobOf(message);
  await house.work(id);
  await house.whenDelivered(id);
  return message;
}

test('a ZIP becomes a kit, which is shown to whoever asked alone, as a picture and as a loop', async () => {
  const bytes = pack({
    'Kicks/One.wav': Buffer.from('a kick'),
    '808s/Low.wav': Buffer.from('an 808'),
    'Loops/Hat Loop.wav': Buffer.from('a loop'),
  });
  const added = await ended(add('ann', { artist: 'Night Shift', consent: true }, 'kit.zip', bytes));
  expect(added.onlyFor?.name).toBe('ann');
  expect(added.content).toContain('**Night Shift**: 2 sounds');
  expect(added.content).toContain('2 sounds added');
  expect(added.content).toContain('1 file was left out');
  expect(added.attachments.map(({ name }) => name).sort()).toEqual(['kit.png', 'night-shift-kit.mp3']);
  expect(added.attachment('kit.png').description).toMatch(/kick.*808|808.*kick/);
  expect(added.embeds[0]?.image?.url).toContain('kit.png');

  const shown = await ended(house.as('ann').slash('kit show', { artist: 'night shift' }));
  expect(shown.content).toContain('2 sounds');
  expect(shown.content).not.toContain('added');
  expect(shown.attachments).toHaveLength(2);
  const shared = house.as('ann').slash('kit share', { artist: 'Night Shift', to: 'Day Shift' });
  expect((await shared.replied()).content).toBe(
    '2 sounds of **Night Shift** are in the kit of **Day Shift** too.',
  );
  const reset = await house.as('ann').slash('kit reset', { artist: 'Night Shift' }).replied();
  expect(reset.content).toContain('2 sounds of **Night Shift** are erased');
});

test('a sound is what was said; without consent, or by others, nothing is taken', async () => {
  const options = { artist: 'Day Shift', sound: 'openHat', consent: true };
  const zap = ['zap.wav', Buffer.from('a zap')] as const;
  const added = await ended(add('ann', options, ...zap));
  expect(added.content).toContain('3 sounds');
  const refused = await add('ann', { ...options, consent: false }, ...zap).replied();
  expect(refused.content).toContain('may use them');
  const stranger = await add('bob', options, ...zap).replied();
  expect(stranger.content).toContain('Day Shift');
  expect(stranger.onlyFor?.name).toBe('bob');
});

test('drums are cut from the owner’s songs, and what was found and what was not is told', async () => {
  await house.artist('Late Shift');
  const file = { name: 'song.mp3', bytes: Buffer.from('a song: kick and closedHat') };
  const upload = { artist: 'Late Shift', file, consent: true };
  await house.work((await house.services.addReference(house.who('ann'), upload)).jobId);
  const learn = (consent: boolean) => house.as('ann').slash('kit learn', { artist: 'Late Shift', consent });
  expect((await learn(false).replied()).content).toContain('recordings are mine');
  const learned = await ended(learn(true));
  expect(learned.onlyFor?.name).toBe('ann');
  expect(learned.content).toContain('Cut from your references: kick and closed hat.');
  expect(learned.content).toContain('Not heard cleanly enough: snare, open hat and percussion.');
  expect(learned.attachments.map(({ name }) => name).sort()).toEqual(['kit.png', 'late-shift-kit.mp3']);
});
