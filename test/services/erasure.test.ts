/**
 * Erasing leaves nothing: after each kind of it, every table (the queue's too) and every file is looked through for ids, names
 * and the bytes of marked files.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Asker, eraseLeftServers, type Services } from '../../src/services/index.ts';
import type { Store } from '../../src/store/index.ts';
import { snowflake } from '../store/fixtures.ts';
import { execute } from '../store/promises/rows.ts';
import { type Everything, marked, message, openEverything, people } from './everything.ts';

let everything: Everything;
let store: Store;
let services: Services;
beforeAll(async () => {
  everything = await openEverything();
  ({ store, services } = everything);
});
afterAll(() => everything?.close());

const work: Everything['work'] = (ticket) => everything.work(ticket);
const remains: Everything['remains'] = (...texts) => everything.remains(...texts);
const makeArtist: Everything['makeArtist'] = (...given) => everything.makeArtist(...given);
const before: Everything['before'] = (wait) => everything.before(wait);

test('of an artist nothing is left, and another artist has all that it had', async () => {
  const { ann, bob } = people();
  const [mark, other] = [marked(), marked()];
  const kept = await makeArtist(ann, other);
  // The same file for both: it stays for the one.
  const shared = { name: 'shared.mid', bytes: Buffer.from('MThd for both') };
  await work(await services.addReference(ann, { artist: kept.name, file: shared, consent: true }));
  const doomed = await makeArtist(ann, mark, bob);
  await work(await services.addReference(ann, { artist: doomed.name, file: shared, consent: true }));
  // Exports that were not delivered are copies, and go with whatever is erased.
  const left = async () => (await remains(other, ...kept.ids)).filter((each) => !each.includes(': PK'));
  const had = await left();
  expect(await remains(mark, ...doomed.ids)).not.toEqual([]);

  const { receipt } = await services.deleteArtist(ann, doomed.ids[0]!);
  expect(receipt.counts).toMatchObject({ artists: 1, references: 3, generators: 1, lyrics: 1, beats: 1 });
  expect(receipt.counts.sounds).toBe(2);
  expect(await remains(mark, ...doomed.ids)).toEqual([]);
  expect(await left()).toEqual(had);
  expect(await remains('for both')).toHaveLength(1);
  await expect(services.deleteArtist(ann, doomed.ids[0]!)).rejects.toMatchObject({ id: 'artist-gone' });
});

test.each([
  ['a training', 'learn', (who: Asker, artist: string) => services.train(who, { artist })],
  ['a training at its picture', 'curve', (who: Asker, artist: string) => services.train(who, { artist })],
  ['a kit', 'kitSheet', (who: Asker, artist: string) => services.showKit(who, { artist })],
  [
    'a sound',
    'oneShot',
    (who: Asker, artist: string) => {
      const file = { name: 'clap.wav', read: async () => Buffer.from(`clap ${artist} late`) };
      return services.addToKit(who, { artist, file, consent: true });
    },
  ],
  ['a beat', 'sheet', (who: Asker, artist: string) => services.requestBeat(who, { artist })],
  [
    'an upload',
    'readMidi',
    (who: Asker, artist: string) => {
      const file = { name: `${artist}.mid`, bytes: Buffer.from(`MThd ${artist} late`) };
      return services.addReference(who, { artist, file, consent: true });
    },
  ],
])('%s that ends after its artist was deleted stores nothing', async (_, task, file) => {
  const { ann } = people();
  const mark = marked();
  const { name, ids } = await makeArtist(ann, mark);
  const started = Promise.withResolvers<void>();
  const deleted = Promise.withResolvers<void>();
  before(async (asked) => {
    if (asked !== task) return;
    started.resolve();
    await deleted.promise;
  });
  try {
    const ticket = await file(ann, name);
    const working = work(ticket);
    await started.promise;
    await services.deleteArtist(ann, ids[0]!);
    deleted.resolve();
    await working;
    expect(await remains(mark, ticket.jobId, ...ids)).toEqual([]);
    // Nor is it begun again.
    await work(ticket);
    expect(await remains(mark, ticket.jobId, ...ids)).toEqual([]);
  } finally {
    before(async () => {});
  }
});

test('a retired generator has neither weights nor a picture any more, nor names who consented', async () => {
  const { ann, bob } = people();
  const { name, ids } = await makeArtist(ann, marked(), bob);
  const [, first] = ids;
  const [generator] = await store.generators.list(ids[0]!);
  expect(await remains(`a generator of ${first}`)).not.toEqual([]);
  await services.removeReference(bob, name, ids[2]!);
  expect(await remains(`a generator of ${first}`)).toEqual([]);
  const [retired] = await store.generators.list(ids[0]!);
  expect(retired).toMatchObject({
    id: generator!.id,
    sha256: null,
    picture: null,
    habitsPicture: null,
    figures: { scores: 4 },
  });
  expect(JSON.stringify(retired!.lineage)).not.toContain(bob.userId);
  await expect(store.blobs.get(generator!.sha256!)).rejects.toMatchObject({ id: 'blob-missing' });
  expect(generator!.lineage['habits']).toMatchObject({ plays: [{}, {}] });
  expect(retired!.lineage['habits']).toMatchObject({ plays: [], bpms: [] });
});

test('files whose erasure a crash has cut short are erased at the next look', async () => {
  const mark = marked();
  const sha256 = await store.blobs.put(Buffer.from(mark));
  // The rows are gone, and the process with them.
  await execute(store, 'INSERT INTO spent_blobs (sha256) VALUES ($1)', [sha256]);
  await store.blobs.finishErasing();
  expect(await remains(mark, sha256)).toEqual([]);
});

test('of a member nothing is left but that there were consents; what is others’ stays', async () => {
  const { ann, bob } = people();
  const [mark, others] = [marked(), marked()];
  // Ann works on Bob's artist, and Bob on hers.
  const kept = await makeArtist(bob, others, ann);
  const owned = await makeArtist(ann, mark, bob);
  await services.offerArtist(bob, kept.name, ann.userId);
  const [, bobs, anns] = kept.ids;
  const corrected = { referenceId: bobs!, bpm: 61, message: message() };
  await work(await services.correctReference(bob, corrected));
  // What an owner may do with what others handed over leaves traces of the owner.
  const ownedByBob = await makeArtist(bob, marked(), ann);
  await services.removeReference(bob, ownedByBob.name, ownedByBob.ids[2]!);

  const { counts } = await services.eraseMine(ann);
  expect(counts).toMatchObject({ artists: 1, references: 3, generators: 1 });
  expect(await remains(ann.userId, mark, ...owned.ids)).toEqual([]);
  // The reference that she handed over for Bob's artist: nothing but that there was one, and that consent has ended.
  expect(await remains(`${others} 1.mid`, `${others} ${ann.userId}`)).toEqual([]);
  const [consent] = (await execute(store, 'SELECT * FROM consents WHERE reference_id = $1', [
    anns,
  ])) as object[];
  expect(consent).toMatchObject({ member_id: 'erased', wording: '', withdrawn_at: expect.anything() });
  const left = await store.kits.list(kept.ids[0]!);
  expect(left.map(({ consent: { memberId } }) => memberId)).toEqual([bob.userId]);
  const card = await services.showArtist(bob, kept.name);
  expect(card).toMatchObject({ references: { ready: 1 }, collaboratorIds: [], offeredToId: undefined });
  expect(card.versions).toMatchObject([{ isRetired: true }]);
  expect((await services.showReference(bob, kept.name, bobs!)).reference.bpm).toBe(61);

  // Again, there is nothing left to erase.
  const again = await services.eraseMine(ann);
  expect(Object.values(again.counts).every((count) => count === 0)).toBe(true);
});

test('corrections stay without the name of a member whose data was erased', async () => {
  const { ann, bob } = people();
  const mark = marked();
  const { name, ids } = await makeArtist(ann, mark, bob);
  await services.offerArtist(ann, name, bob.userId);
  await services.acceptArtist(bob, ids[0]!);
  await services.addCollaborator(bob, name, ann.userId);
  // Bob, the owner now, has what Ann handed over corrected.
  await work(await services.correctReference(bob, { referenceId: ids[1]!, bpm: 61, message: message() }));
  await services.offerArtist(bob, name, ann.userId);
  await services.acceptArtist(ann, ids[0]!);
  await services.eraseMine(bob);
  expect(await remains(bob.userId)).toEqual([]);
  expect((await services.showReference(ann, name, ids[1]!)).reference).toMatchObject({
    bpm: 61,
    corrected: { byId: 'erased' },
  });
});

test('an export that is made while something is erased is thrown away', async () => {
  const { ann } = people();
  const mark = marked();
  const { ids } = await makeArtist(ann, mark);
  const ticket = await services.exportMine(ann, { message: message() });
  await store.jobs.start(ticket.jobId);
  await services.deleteArtist(ann, ids[0]!);
  await work(ticket);
  expect((await services.job(ticket.jobId)).failure?.id).toBe('export-changed');
  await expect(store.jobs.keepResult(ticket.jobId, [])).rejects.toMatchObject({ id: 'job-unknown' });
  expect(await remains(mark, ...ids)).toEqual([]);
});

test.each([
  [
    'a beat that is made',
    'sheet',
    (who: Asker) => services.requestBeat(who, { style: 'trap', message: message() }),
  ],
  [
    'a sound that is taken into somebody else’s kit',
    'oneShot',
    async (who: Asker) => {
      const owner = { ...who, userId: snowflake() };
      const artist = marked();
      await services.createArtist(owner, { name: artist });
      await services.addCollaborator(owner, artist, who.userId);
      const file = { name: 'clap.wav', read: async () => Buffer.from(`clap of ${who.userId}`) };
      return services.addToKit(who, { artist, file, consent: true, message: message() });
    },
  ],
])('%s while its member’s data is erased is not stored', async (_, halt, file) => {
  const { ann } = people();
  const started = Promise.withResolvers<void>();
  const erased = Promise.withResolvers<void>();
  before(async (task) => {
    if (task !== halt) return;
    started.resolve();
    await erased.promise;
  });
  const ticket = await file(ann);
  const working = work(ticket);
  await started.promise;
  await services.eraseMine(ann);
  erased.resolve();
  await working;
  before(async () => {});
  expect(await remains(ann.userId, ticket.jobId)).toEqual([]);
});

test('a kit that was shown and not delivered goes with a sound in it', async () => {
  const { ann, bob } = people();
  const artist = marked();
  await services.createArtist(ann, { name: artist });
  await services.addCollaborator(ann, artist, bob.userId);
  const file = { name: 'clap.wav', read: async () => Buffer.from(`clap of ${bob.userId}`) };
  await work(await services.addToKit(bob, { artist, file, consent: true, message: message() }));
  const shown = await work(await services.showKit(ann, { artist, message: message() }));
  expect((await services.kitFiles(shown)).mp3.length).toBeGreaterThan(0);
  await services.eraseMine(bob);
  await expect(services.kitFiles(shown)).rejects.toMatchObject({ id: 'job-unknown' });
});

test('of a server that the bot has left nothing is left a week later, unless it comes back', async () => {
  const { serverId, ann, bob } = people();
  const mark = marked();
  const made = await makeArtist(ann, mark, bob);
  await work(await services.requestBeat(bob, { style: 'trap', message: message() }));
  const days = (number: number) => new Date(Date.now() + number * 24 * 3600_000);
  await services.serverLeft(serverId);
  expect(await eraseLeftServers(store, days(6.9))).toBe(0);
  await services.serverJoined(serverId);
  expect(await eraseLeftServers(store, days(30))).toBe(0);
  // Removed while the bot was away: at its next start it is in another server that is known.
  const other = people();
  await services.createArtist(other.ann, { name: 'Elsewhere' });
  expect(await services.serversPresent([snowflake()])).toBe(0);
  expect(await services.serversPresent([other.serverId])).toBeGreaterThan(0);
  // Two workers at once: one does it.
  const twice = await Promise.all([eraseLeftServers(store, days(7.1)), eraseLeftServers(store, days(7.1))]);
  expect(Math.max(...twice)).toBeGreaterThan(0);
  expect(await remains(serverId, mark, ann.userId, bob.userId, ...made.ids)).toEqual([]);
  expect(await services.listArtists(other.ann)).toHaveLength(1);
});
