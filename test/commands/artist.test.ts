import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { VersionCard } from '../../src/services/index.ts';
import { type House, openHouse } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

test('create makes an artist that the member owns, for all to see', async () => {
  const reply = await house
    .as('ann')
    .slash('artist create', { name: 'Night Shift', style: 'g-funk' })
    .replied();
  const ann = house.room.server('Cellar').member('ann');
  expect(reply.text).toContain(`**Night Shift** is an artist now, owned by <@${ann.id}>`);
  expect(reply.text).toContain('/reference add');
  expect(reply.onlyFor).toBeUndefined();
  const shown = await house.as('bob').slash('artist show', { name: 'night shift' }).replied();
  expect(shown.text).toContain('Night Shift');
  expect(shown.text).toContain('Starts from G-funk');
});

test('create refuses a name that is none, with a sentence', async () => {
  // Discord's client holds back what is longer than the option allows; other clients need not.
  expect(() => house.as('ann').slash('artist create', { name: 'x'.repeat(200) })).toThrow();
  const told = await house.as('ann').slash('artist create', { name: '   ' }).followUp();
  expect(told.content).toContain('1 to 80 characters');
});

test('list shows the artists of this server alone, to the asker alone', async () => {
  await house.as('ann').slash('artist create', { name: 'Cellar Sound' }).replied();
  const dan = house.room.as(house.room.server('Attic').member('dan'));
  expect((await dan.slash('artist list').replied()).text).toContain('No artist here yet');
  await dan.slash('artist create', { name: 'Attic Sound' }).replied();
  const list = await house.as('bob').slash('artist list').replied();
  expect(list.text).toContain('Cellar Sound');
  expect(list.text).not.toContain('Attic Sound');
  expect(list.onlyFor?.name).toBe('bob');
});

test('an artist of another server does not exist here', async () => {
  const dan = house.room.as(house.room.server('Attic').member('dan'));
  await dan.slash('artist create', { name: 'Roof' }).replied();
  const told = await house.as('ann').slash('artist show', { name: 'Roof' }).replied();
  expect(told.content).toContain('no artist “Roof” here');
});

test('the owner lets others work on an artist and takes that back; nobody else can', async () => {
  const bob = house.room.server('Cellar').member('bob');
  await house.as('ann').slash('artist create', { name: 'Duo' }).replied();
  const refused = await house.as('bob').slash('train', { artist: 'Duo' }).followUp();
  expect(refused.content).toContain('Only the owner');
  const added = await house
    .as('ann')
    .slash('artist collaborator add', { artist: 'Duo', member: bob })
    .replied();
  expect(added.text).toContain(`<@${bob.id}>`);
  expect(added.pings.users).toEqual([]);
  expect((await house.as('bob').slash('train', { artist: 'Duo' }).replied()).text).toContain(
    'Training **Duo**',
  );
  await house.as('ann').slash('artist collaborator remove', { artist: 'Duo', member: bob }).replied();
  const again = await house
    .as('bob')
    .slash('artist collaborator add', { artist: 'Duo', member: bob })
    .followUp();
  expect(again.content).toContain('Only the owner');
});

test('names are completed from what the server has', async () => {
  await house.as('ann').slash('artist create', { name: 'Zebra' }).replied();
  const { choices } = await house.as('cyd').autocomplete('artist show', { name: 'zeb' }, 'name').answered;
  expect(choices).toEqual([{ name: 'Zebra (not trained yet)', value: 'Zebra' }]);
});

test('rollback goes back to an older version of the list, by its owner, and refuses what is retired', async () => {
  const ann = house.as('ann');
  await ann.slash('artist create', { name: 'Versions' }).replied();
  const version = (number: number, change: Partial<VersionCard> = {}): VersionCard => ({
    version: number,
    trainedAt: new Date('2026-11-22T10:00:00Z'),
    references: 4 + number,
    heldOut: { before: 3, after: 2.4 },
    isInUse: false,
    isRetired: false,
    ...change,
  });
  house.services.trained('Versions', [
    version(3, { isInUse: true }),
    version(2, { isRetired: true }),
    version(1),
  ]);
  const typed = { artist: 'Versions', version: '' };
  const { choices } = await ann.autocomplete('artist rollback', typed, 'version').answered;
  expect(choices).toEqual([
    { name: 'v3 · 2026-11-22 · 7 references · 2.40 bits · in use', value: '3' },
    { name: 'v1 · 2026-11-22 · 5 references · 2.40 bits', value: '1' },
  ]);
  const back = await ann.slash('artist rollback', { artist: 'versions', version: '1' }).replied();
  expect(back.text).toContain('**Versions** makes beats with generator v1 from now on');
  expect(back.text).toContain('brings v3 back');
  const retired = await ann.slash('artist rollback', { artist: 'Versions', version: 'v2' }).followUp();
  expect(retired.content).toContain('makes no more beats');
  const odd = await ann.slash('artist rollback', { artist: 'Versions', version: 'the old one' }).followUp();
  expect(odd.content).toContain('A version is a number');
  const bob = house.as('bob').slash('artist rollback', { artist: 'Versions', version: '3' });
  expect((await bob.followUp()).content).toContain('Only the owner');
  const shown = await house.as('bob').slash('artist show', { name: 'Versions' }).replied();
  expect(shown.text).toContain('• v1 · 5 references · 2.40 bits · **in use**');
});

test('settings say whether training starts by itself', async () => {
  const ann = house.as('ann');
  await ann.slash('artist create', { name: 'Manual' }).replied();
  const set = (autotrain: boolean) => ann.slash('artist settings', { artist: 'Manual', autotrain }).replied();
  expect((await set(false)).text).toContain('only when somebody says `/train`');
  expect((await set(true)).text).toContain('starts by itself');
});
