import { describe, expect, it } from 'vitest';
import { fileDueJobs } from '../../../src/services/index.ts';
import type { Artist, NewJob } from '../../../src/store/index.ts';
import { newJob } from '../../../src/worker/kinds/index.ts';
import { isKept } from '../../support/rows.ts';
import {
  makeArtist,
  makeGenerator,
  makeReference,
  newGenerator,
  newReference,
  type OnDatabase,
  someBytes,
} from '../fixtures.ts';

const LONG_AGO = new Date(Date.now() - 1000);
const soon = () => new Date(Date.now() + 60_000);

const jobOf = ({ id, name, serverId, ownerId }: Artist): NewJob =>
  newJob('train', { subject: name, artistId: id }, { serverId, memberId: ownerId });

export function trainingPromises(on: OnDatabase): void {
  /** The trainings of an artist that are filed now. */
  const filed = async (artist: Artist) =>
    (await fileDueJobs(on.store, 'nobody')).filter(
      ({ kind, serverId }) => kind === 'train' && serverId === artist.serverId,
    );
  const trainAfter = async (artist: Artist) => (await on.store.artists.get(artist.id))?.trainAfter;

  describe('a training that starts by itself', () => {
    it('does not wait behind those that cannot start, however many there are', async () => {
      for (let i = 0; i < 25; i++) {
        const other = await makeArtist(on.store, `busy ${i}`);
        await makeReference(on.store, other, { trainAfter: new Date(Date.now() - 60_000) });
        if (i % 2 === 0) await on.store.jobs.create(jobOf(other));
        else
          await on.store.references.add({
            ...(await newReference(on.store, other)),
            job: { ...jobOf(other), kind: 'ingest', exclusive: undefined },
          });
      }
      const artist = await makeArtist(on.store, 'free');
      await makeReference(on.store, artist, { trainAfter: LONG_AGO });
      expect(await filed(artist)).toHaveLength(1);
    });

    it('waits for the last upload, answers it, and is filed once', async () => {
      const artist = await makeArtist(on.store);
      const tokenExpiresAt = new Date(Date.now() + 900_000);
      const message = (messageId: string) => ({
        channelId: '9',
        messageId,
        interactionToken: `token ${messageId}`,
        tokenExpiresAt,
      });
      const upload = async (messageId: string, after: Date) => {
        const job = {
          kind: 'ingest',
          payload: {},
          serverId: artist.serverId,
          memberId: artist.ownerId,
          message: message(messageId),
        } as const;
        await makeReference(on.store, artist, { job, trainAfter: after });
      };
      await upload('1', LONG_AGO);
      // Another upload puts it off.
      await upload('2', soon());
      expect(await filed(artist)).toEqual([]);
      await upload('3', LONG_AGO);
      const [job, ...more] = await filed(artist);
      expect(more).toEqual([]);
      const { messageId: replyToId, ...rest } = message('3');
      expect(job).toMatchObject({ kind: 'train', state: 'queued', memberId: artist.ownerId });
      expect(job?.message).toEqual({ ...rest, replyToId });
      expect(await filed(artist)).toEqual([]);
      // Its message is posted, and from then on it is that one.
      await on.store.jobs.setMessage(job!.id, { channelId: '9', messageId: '4' });
      expect((await on.store.jobs.get(job!.id))?.message).toEqual({ channelId: '9', messageId: '4' });
    });

    it('is filed once, whoever looks and however often', async () => {
      const artist = await makeArtist(on.store);
      await makeReference(on.store, artist, { trainAfter: LONG_AGO });
      const all = await Promise.all(Array.from({ length: 5 }, () => filed(artist)));
      expect(all.flat()).toHaveLength(1);
    });

    it('survives a restart', async () => {
      const artist = await makeArtist(on.store);
      await makeReference(on.store, artist, { trainAfter: LONG_AGO });
      await on.reopen();
      expect(await filed(artist)).toHaveLength(1);
    });

    it('waits while an upload is being read and while a training is under way', async () => {
      const artist = await makeArtist(on.store);
      await makeReference(on.store, artist);
      const { reference } = await on.store.references.add(
        await newReference(on.store, artist, { trainAfter: LONG_AGO }),
      );
      expect(await filed(artist)).toEqual([]);
      await on.store.references.complete(reference.id, {
        state: 'waiting',
        seconds: 9,
        bpm: null,
        key: null,
        scores: [],
      });
      const running = await on.store.jobs.create(jobOf(artist));
      expect(await filed(artist)).toEqual([]);
      await on.store.jobs.finish(running.id, {});
      expect(await filed(artist)).toHaveLength(1);
    });

    it('does not start where there is nothing new to learn', async () => {
      const artist = await makeArtist(on.store);
      const learned = [
        await makeReference(on.store, artist),
        await makeReference(on.store, artist, { trainAfter: LONG_AGO }),
      ];
      await makeGenerator(on.store, artist, learned);
      expect(await filed(artist)).toEqual([]);
      expect(await trainAfter(artist)).toBeNull();
      // What is new is learned, also where an older version is in use.
      const more = await makeReference(on.store, artist, { trainAfter: LONG_AGO });
      await makeGenerator(on.store, artist, [...learned, more]);
      await on.store.generators.choose(artist.id, 1);
      expect(await filed(artist)).toEqual([]);
      await makeReference(on.store, artist, { trainAfter: LONG_AGO });
      expect(await filed(artist)).toHaveLength(1);
    });

    it('can be switched off, and forgotten', async () => {
      const artist = await makeArtist(on.store);
      await makeReference(on.store, artist, { trainAfter: LONG_AGO });
      await on.store.artists.set(artist.id, { autoTrain: false });
      expect(await filed(artist)).toEqual([]);
      await makeReference(on.store, artist, { trainAfter: LONG_AGO });
      expect(await filed(artist)).toEqual([]);
      expect(await on.store.artists.set(artist.id, { autoTrain: true })).toMatchObject({ autoTrain: true });
      await makeReference(on.store, artist, { trainAfter: LONG_AGO });
      await on.store.artists.forgetTraining(artist.id);
      expect(await filed(artist)).toEqual([]);
    });
  });

  describe('a training that was cancelled', () => {
    it('stores no generator', async () => {
      const artist = await makeArtist(on.store);
      const reference = await makeReference(on.store, artist);
      const { id } = await on.store.jobs.create(jobOf(artist));
      await on.store.jobs.start(id);
      await on.store.jobs.fail(id, { id: 'train-cancelled', text: 'Cancelled.' });
      const late = newGenerator(on.store, artist, [reference], id);
      await expect(late.then((given) => on.store.generators.add(given))).rejects.toMatchObject({
        id: 'train-cancelled',
      });
      expect(await on.store.generators.list(artist.id)).toEqual([]);
    });
  });

  describe("a generator's picture", () => {
    it('is kept as long as the generator', async () => {
      const artist = await makeArtist(on.store);
      const reference = await makeReference(on.store, artist);
      const picture = await on.store.blobs.put(someBytes());
      const twin = await makeReference(on.store, artist, { sha256: picture });
      const given = await newGenerator(on.store, artist, [reference]);
      expect(await on.store.generators.add({ ...given, picture })).toMatchObject({ picture });
      await on.store.references.remove({ referenceId: twin.id, memberId: artist.ownerId });
      expect(await isKept(on.store, picture)).toBe(true);
      const missing = { ...given, picture: 'f'.repeat(64) };
      await expect(on.store.generators.add(missing)).rejects.toMatchObject({ id: 'blob-missing' });
    });
  });
}
