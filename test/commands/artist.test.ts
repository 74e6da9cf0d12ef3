import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { words } from '../../src/words/index.ts';
import { type House, openHouse, refusal } from '../bot/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => {
  expect(house.violations()).toEqual([]);
});
afterAll(() => house.close());

/** Someone of another server. */
const dan = () => house.room.as(house.room.server('Attic').member('dan'));

test('create makes an artist that the member owns, for all to see', async () => {
  const reply = await house
    .as('ann')
    .slash('artist create', { name: 'Night Shift', style: 'g-funk' })
    .replied();
  const ann = house.room.server('Cellar').member('ann');
  expect(reply.text).toContain('**Night Shift**');
  expect(reply.text).toContain(`<@${ann.id}>`);
  expect(reply.text).toContain('/reference add');
  expect(reply.onlyFor).toBeUndefined();
  expect(await house.services.showArtist(house.who('ann'), 'Night Shift')).toMatchObject({
    ownerId: ann.id,
    style: 'g-funk',
  });
  const shown = await house.as('bob').slash('artist show', { name: 'night shift' }).replied();
  expect(shown.text).toContain('Night Shift');
  expect(shown.text).toContain('G-funk');
});

test('create refuses an empty name, a name that is too long and one that is taken', async () => {
  // Discord's client holds back what is longer than the option allows; other clients need not.
  const ann = house.as('ann');
  expect(() => ann.slash('artist create', { name: 'x'.repeat(200) })).toThrow(/80/);
  const create = (name: string) => house.services.createArtist(house.who('ann'), { name });
  const told = await ann.slash('artist create', { name: '   ' }).followUp();
  expect(told.content).toBe(await refusal('artist-name-invalid', create('   ')));
  await ann.slash('artist create', { name: 'Taken' }).replied();
  const twice = await house.as('bob').slash('artist create', { name: ' taken ' }).followUp();
  expect(twice.content).toBe(await refusal('artist-name-taken', create(' taken ')));
});

test('list shows the artists of this server alone, to the asker alone', async () => {
  await house.as('ann').slash('artist create', { name: 'Cellar Sound' }).replied();
  const none = await dan().slash('artist list').replied();
  expect(none.text).toContain('/artist create');
  expect(none.text).not.toContain('Cellar Sound');
  await dan().slash('artist create', { name: 'Attic Sound' }).replied();
  const list = await house.as('bob').slash('artist list').replied();
  expect(list.text).toContain('Cellar Sound');
  expect(list.text).not.toContain('Attic Sound');
  expect(list.onlyFor?.name).toBe('bob');
  expect((await dan().slash('artist list').replied()).text).toContain('Attic Sound');
});

test('an artist of another server does not exist here', async () => {
  await dan().slash('artist create', { name: 'Roof' }).replied();
  const told = await house.as('ann').slash('artist show', { name: 'Roof' }).replied();
  expect(told.content).toBe(
    await refusal('artist-unknown', house.services.showArtist(house.who('ann'), 'Roof')),
  );
});

test('the owner lets others work on an artist and takes that back; nobody else can', async () => {
  const bob = house.room.server('Cellar').member('bob');
  await house.artist('Duo', { references: 1 });
  const training = () => house.services.train(house.who('bob'), { artist: 'Duo' });
  const refused = await house.as('bob').slash('train', { artist: 'Duo' }).followUp();
  expect(refused.content).toBe(await refusal('artist-forbidden', training()));
  const choice = { artist: 'Duo', member: bob };
  const added = await house.as('ann').slash('artist collaborator add', choice).replied();
  expect(added.text).toContain(`<@${bob.id}>`);
  expect(added.pings.users).toEqual([]);
  const message = await house.as('bob').slash('train', { artist: 'Duo' }).replied();
  expect((await house.jobOf(message)).memberId).toBe(bob.id);
  const removed = await house.as('ann').slash('artist collaborator remove', choice).replied();
  expect(removed.text).not.toContain(`<@${bob.id}>`);
  const again = await house.as('bob').slash('artist collaborator add', choice).followUp();
  expect(again.content).toBe(await refusal('artist-forbidden', training()));
});

test('names are completed from what the server has', async () => {
  await house.as('ann').slash('artist create', { name: 'Zebra' }).replied();
  const { choices } = await house.as('cyd').autocomplete('artist show', { name: 'zeb' }, 'name').answered;
  expect(choices).toEqual([{ name: expect.stringContaining('Zebra'), value: 'Zebra' }]);
});

test('rollback goes back to an older version of the list, by its owner, and refuses what is retired', async () => {
  const ann = house.as('ann');
  const who = house.who('ann');
  // Version 2 learned from a reference that has been taken back since, 1 and 3 did not.
  const artist = { artist: 'Versions' };
  await house.artist('Versions', { references: 1, isTrained: true });
  const file = { name: 'gone.mid', bytes: Buffer.from('MThd gone') };
  await house.work((await house.services.addReference(who, { ...artist, file, consent: true })).jobId);
  await house.work((await house.services.train(who, artist)).jobId);
  await house.services.removeReference(who, 'Versions', 'gone.mid');
  await house.work((await house.services.train(who, artist)).jobId);

  const typed = { ...artist, version: '' };
  const { choices } = await ann.autocomplete('artist rollback', typed, 'version').answered;
  const today = new Date().toISOString().slice(0, 7);
  expect(choices).toEqual([
    {
      name: expect.stringMatching(`^v3 · ${today}-\\d\\d · 1 reference · loss 1.50 · in use$`),
      value: '3',
    },
    { name: expect.stringMatching(`^v1 · ${today}-\\d\\d · 1 reference · loss 1.50$`), value: '1' },
  ]);
  const back = await ann.slash('artist rollback', { artist: 'versions', version: '1' }).replied();
  expect(back.text).toContain('v1');
  expect(back.text).toContain('v3');
  const rollBack = (asker: string, version: number) =>
    house.services.rollBack(house.who(asker), 'Versions', version);
  const retired = await ann.slash('artist rollback', { ...artist, version: 'v2' }).followUp();
  expect(retired.content).toBe(await refusal('generator-retired', rollBack('ann', 2)));
  const odd = await ann.slash('artist rollback', { ...artist, version: 'the old one' }).followUp();
  expect(odd.content).toBe(words.errors['version-invalid']);
  const bob = await house
    .as('bob')
    .slash('artist rollback', { ...artist, version: '3' })
    .followUp();
  expect(bob.content).toBe(await refusal('artist-forbidden', rollBack('bob', 3)));
  expect((await house.services.showArtist(who, 'Versions')).generator?.version).toBe(1);
  const shown = await house.as('bob').slash('artist show', { name: 'Versions' }).replied();
  expect(shown.text).toMatch(/v3 .*\n.*v2 .*retired.*\n.*v1 .*\*\*in use\*\*/);
});

test('settings say whether training starts by itself', async () => {
  const ann = house.as('ann');
  await ann.slash('artist create', { name: 'Manual' }).replied();
  const set = async (autotrain: boolean) => {
    const reply = await ann.slash('artist settings', { artist: 'Manual', autotrain }).replied();
    expect(reply.text).toContain('**Manual**');
    return reply.text;
  };
  const isOn = async () => (await house.services.showArtist(house.who('ann'), 'Manual')).autoTrain;
  expect(await set(false)).toContain('/train');
  expect(await isOn()).toBe(false);
  expect(await set(true)).not.toContain('/train');
  expect(await isOn()).toBe(true);
});
