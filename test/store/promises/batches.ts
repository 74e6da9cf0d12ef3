import { describe, expect, it } from 'vitest';
import { newId, type Reference } from '../../../src/store/index.ts';
import { isKept } from '../../support/rows.ts';
import {
  jobId,
  makeArtist,
  makeReference,
  newJob,
  newReference,
  type OnDatabase,
  SCORE,
} from '../fixtures.ts';

export function batchPromises(on: OnDatabase): void {
  const FOUND = { state: 'ready', seconds: 6.8, bpm: SCORE.bpm, key: SCORE.key, scores: [SCORE] } as const;

  /** A job under way that holds files, and what it would add for an artist. */
  async function handedOver(files: number, more: { trainAfter?: Date } = {}) {
    const artist = await makeArtist(on.store);
    const { serverId, ownerId: memberId } = artist;
    const held = await on.store.blobs.put(Buffer.from(`a ZIP ${newId()}`));
    const message = { channelId: '1', messageId: newId() };
    const job = await on.store.jobs.create(
      newJob({ kind: 'batch', serverId, memberId, message, holds: [held, held] }),
    );
    await on.store.jobs.start(job.id);
    const references = await Promise.all(
      Array.from({ length: files }, async () => {
        const id = newId();
        const ingest = newJob({
          id: jobId(),
          kind: 'ingest',
          payload: { referenceId: id },
          serverId,
          memberId,
        });
        return { ...(await newReference(on.store, artist)), id, job: ingest };
      }),
    );
    const given = {
      jobId: job.id,
      references,
      ...more,
      resultOf: (twins: ReadonlyMap<string, string>) => ({ twins: Object.fromEntries(twins) }),
    };
    return { artist, job, held, given };
  }
  const parts = async (id: string) => (await on.store.jobs.partsOf(id)).map(({ state }) => state);

  describe('references handed over together', () => {
    it('are kept as files until their job takes them in', async () => {
      const { held } = await handedOver(0);
      await on.store.blobs.sweep(0);
      expect(await isKept(on.store, held)).toBe(true);
    });

    it('are stored with a job each, once, and the job that hands them on ends with the last of these', async () => {
      const { artist, job, held, given } = await handedOver(3);
      const { references, jobs } = on.store;
      expect(await isKept(on.store, held)).toBe(true);
      expect(await references.addAll(given)).toBe(true);
      expect(await references.addAll(given)).toBe(false);
      expect(await references.list(artist.id)).toHaveLength(3);
      expect(await isKept(on.store, held)).toBe(false);
      expect(await parts(job.id)).toEqual(['queued', 'queued', 'queued']);
      await jobs.finish(job.id, { twins: {} });
      expect(await jobs.get(job.id)).toMatchObject({ state: 'running', result: { twins: {} } });
      const [first, second, third] = given.references;
      await jobs.finish(first!.job.id!, {});
      await jobs.fail(second!.job.id!, { id: 'midi-empty', text: 'Empty.' });
      expect((await jobs.get(job.id))?.state).toBe('running');
      await jobs.finish(third!.job.id!, {});
      expect(await jobs.get(job.id)).toMatchObject({ state: 'done', percent: 100 });
      // What could not be read is gone, as ever.
      expect((await references.list(artist.id)).map(({ id }) => id)).toEqual([first!.id, third!.id]);
    });

    it('whose parts end before the job has told its result wait for that', async () => {
      const { job, given } = await handedOver(2);
      await on.store.references.addAll(given);
      for (const { job: part } of given.references) await on.store.jobs.finish(part.id!, {});
      await on.store.jobs.finish(job.id, { twins: {} });
      expect((await on.store.jobs.get(job.id))?.state).toBe('done');
    });

    it('end at once whichever part ends last, when all end at the same time', async () => {
      const { job, given } = await handedOver(6);
      await on.store.references.addAll(given);
      const ends = given.references.map(({ job: part }) => on.store.jobs.finish(part.id!, {}));
      await Promise.all([...ends, on.store.jobs.finish(job.id, { twins: {} })]);
      expect((await on.store.jobs.get(job.id))?.state).toBe('done');
    });

    it('are not added where the artist has the same file, or it came twice', async () => {
      const { artist, given } = await handedOver(3);
      const [first, second, third] = given.references;
      const there = await makeReference(on.store, artist, { sha256: first!.sha256, name: 'there.mid' });
      const twice = { ...third!, sha256: second!.sha256, name: 'twice.mid' };
      let told: ReadonlyMap<string, string> = new Map();
      const resultOf = (twins: ReadonlyMap<string, string>) => {
        told = twins;
        return {};
      };
      await on.store.references.addAll({ ...given, references: [first!, second!, twice], resultOf });
      expect([...told]).toEqual([
        [first!.id, 'there.mid'],
        [third!.id, second!.name],
      ]);
      const ids = (await on.store.references.list(artist.id)).map(({ id }: Reference) => id);
      expect(ids).toEqual([there.id, second!.id]);
    });

    it('put off one training, shown below the message that they share', async () => {
      const trainAfter = new Date(Date.now() + 60_000);
      const { artist, given } = await handedOver(2, { trainAfter });
      await on.store.references.addAll(given);
      expect((await on.store.artists.get(artist.id))?.trainAfter).toEqual(trainAfter);
    });

    it('are nothing at all if one of them is not there, or the job has ended', async () => {
      const { artist, job, held, given } = await handedOver(2);
      const broken = { ...given.references[1]!, sha256: '0'.repeat(64) };
      const references = [given.references[0]!, broken];
      await expect(on.store.references.addAll({ ...given, references })).rejects.toMatchObject({
        id: 'blob-missing',
      });
      expect(await on.store.references.list(artist.id)).toEqual([]);
      expect(await isKept(on.store, held)).toBe(true);
      await on.store.jobs.fail(job.id, { id: 'job-gave-up', text: 'Given up.' });
      expect(await isKept(on.store, held)).toBe(false);
      expect(await on.store.references.addAll(given)).toBe(false);
      expect(await on.store.references.list(artist.id)).toEqual([]);
    });

    it('stand in place of the one that they were, which is taken back with it', async () => {
      const { artist, given } = await handedOver(2);
      const { sha256, ownerId: memberId } = {
        ...artist,
        sha256: await on.store.blobs.put(Buffer.from(`stems ${newId()}`)),
      };
      const whole = await makeReference(on.store, artist, { sha256, stems: ['a.wav', 'b.wav'] });
      expect(whole.stems).toEqual(['a.wav', 'b.wav']);
      await on.store.references.complete(whole.id, FOUND);
      await on.store.references.addAll({ ...given, instead: { referenceId: whole.id, memberId } });
      const ids = (await on.store.references.list(artist.id)).map(({ id }) => id);
      expect(ids).toEqual(given.references.map(({ id }) => id));
      expect(await isKept(on.store, sha256)).toBe(false);
    });
  });
}
