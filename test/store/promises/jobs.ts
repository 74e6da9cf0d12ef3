import { describe, expect, it } from 'vitest';
import { consentsOf, isKept } from '../../support/rows.ts';
import { jobId, makeArtist, newJob, newReference, type OnDatabase, snowflake } from '../fixtures.ts';

export function jobPromises(on: OnDatabase): void {
  const ids = (jobs: readonly { id: string }[]) => jobs.map(({ id }) => id);

  describe('a job', () => {
    it('is queued, runs, tells how far it is, and is done', async () => {
      const { jobs } = on.store;
      const filed = await jobs.create(newJob({ kind: 'beat', payload: { style: 'trap', takes: 4 } }));
      expect(filed).toMatchObject({
        kind: 'beat',
        payload: { style: 'trap', takes: 4 },
        state: 'queued',
        stage: null,
        percent: 0,
        attempts: 0,
        message: null,
      });
      expect(ids(await jobs.queued())).toContain(filed.id);
      expect(await jobs.start(filed.id)).toMatchObject({ state: 'running', attempts: 1 });
      expect(ids(await jobs.queued())).not.toContain(filed.id);
      expect(ids(await jobs.running())).toContain(filed.id);
      await jobs.progress(filed.id, { stage: 'rendering', percent: 41.6 });
      const running = await jobs.get(filed.id);
      expect(running).toMatchObject({ stage: 'rendering', percent: 42 });
      expect(running!.updatedAt.getTime()).toBeGreaterThanOrEqual(filed.updatedAt.getTime());
      expect(await jobs.finish(filed.id, { beatId: 'b' })).toBe(true);
      expect(await jobs.get(filed.id)).toMatchObject({
        state: 'done',
        percent: 100,
        result: { beatId: 'b' },
      });
      expect(ids(await jobs.running())).not.toContain(filed.id);
    });

    it('begins again after its worker died', async () => {
      const { jobs } = on.store;
      const { id } = await jobs.create(newJob());
      await jobs.start(id);
      await jobs.progress(id, { stage: 'learning', percent: 80 });
      expect(await jobs.start(id)).toMatchObject({ attempts: 2, percent: 0, stage: null });
    });

    it('ends once: nothing that comes later changes it', async () => {
      const { jobs } = on.store;
      const { id } = await jobs.create(newJob());
      const failure = { id: 'midi-truncated', text: 'The file ends early.\0 Export it again.' };
      expect(await jobs.fail(id, failure)).toBe(true);
      const ended = await jobs.get(id);
      expect(ended).toMatchObject({
        state: 'failed',
        error: { id: 'midi-truncated', text: 'The file ends early. Export it again.' },
      });
      expect(await jobs.finish(id, {})).toBe(false);
      expect(await jobs.fail(id, { id: 'other', text: 'Other.' })).toBe(false);
      expect(await jobs.start(id)).toBeUndefined();
      await jobs.progress(id, { stage: 'late', percent: 5 });
      expect(await jobs.get(id)).toEqual(ended);
    });

    it('is filed once under its id, however often it is asked for', async () => {
      const { jobs } = on.store;
      const job = newJob({ id: jobId() });
      const filed = await Promise.all([jobs.create(job), jobs.create(job), jobs.create(job)]);
      expect(filed[1]).toEqual(filed[0]);
      expect(filed[2]).toEqual(filed[0]);
    });

    it('that nobody filed is said to be unknown', async () => {
      const { jobs } = on.store;
      const unknown = { id: 'job-unknown' };
      expect(await jobs.get(jobId())).toBeUndefined();
      expect(await jobs.start(jobId())).toBeUndefined();
      // As one that was erased while it was done.
      expect(await jobs.finish(jobId(), {})).toBe(false);
      expect(await jobs.fail(jobId(), { id: 'x', text: 'x' })).toBe(false);
      await expect(jobs.setMessage(jobId(), { channelId: '1' })).rejects.toMatchObject(unknown);
    });
  });

  describe('an exclusive job', () => {
    it('keeps the next one out until it has ended', async () => {
      const { jobs } = on.store;
      const exclusive = `train:${snowflake()}`;
      const rush = await Promise.allSettled([0, 1, 2, 3].map(() => jobs.create(newJob({ exclusive }))));
      const filed = rush.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
      expect(filed).toHaveLength(1);
      for (const one of rush) {
        if (one.status === 'rejected') expect(one.reason).toMatchObject({ id: 'job-exclusive' });
      }
      expect((await jobs.active(exclusive))?.id).toBe(filed[0]!.id);
      await jobs.start(filed[0]!.id);
      await expect(jobs.create(newJob({ exclusive }))).rejects.toMatchObject({ id: 'job-exclusive' });
      await jobs.finish(filed[0]!.id, {});
      expect(await jobs.active(exclusive)).toBeUndefined();
      const next = await jobs.create(newJob({ exclusive }));
      await jobs.fail(next.id, { id: 'x', text: 'x' });
      await expect(jobs.create(newJob({ exclusive }))).resolves.toBeDefined();
    });
  });

  describe('turns', () => {
    const asked = async (kind: string, serverId: string, memberId: string) =>
      on.store.jobs.create(newJob({ kind, serverId, memberId }));
    const inTurn = async (kind: string) =>
      (await on.store.jobs.queued())
        .filter((job) => job.kind === kind)
        .toSorted((a, b) => a.turn - b.turn || a.createdAt.getTime() - b.createdAt.getTime())
        .map(({ memberId }) => memberId);

    it('come to everybody before anybody has a second one, whoever came first', async () => {
      for (let i = 0; i < 3; i++) await asked('fair', '1', 'hog');
      for (const [server, member] of [
        ['1', 'mate'],
        ['2', 'dan'],
        ['2', 'dan'],
      ] as const)
        await asked('fair', server, member);
      expect(await inTurn('fair')).toEqual(['hog', 'dan', 'hog', 'mate', 'dan', 'hog']);
    });

    it('come to a server with many members as often as to one with few', async () => {
      for (const member of ['a', 'b', 'c', 'd']) await asked('full', '1', member);
      await asked('full', '2', 'alone');
      await asked('full', '2', 'alone');
      expect(await inTurn('full')).toEqual(['a', 'alone', 'b', 'alone', 'c', 'd']);
    });

    it('are not saved up: who had many goes on where the others are', async () => {
      for (let i = 0; i < 3; i++) {
        const { id } = await asked('clock', '1', 'early');
        if (i < 2) await on.store.jobs.fail(id, { id: 'x', text: 'x' });
      }
      await asked('clock', '2', 'late');
      await asked('clock', '2', 'late');
      expect(await inTurn('clock')).toEqual(['early', 'late', 'late']);
    });

    it('tell how many go before, and how long the latest took', async () => {
      const { jobs } = on.store;
      const [first, second] = [await asked('line', '1', 'a'), await asked('line', '1', 'b')];
      expect(await jobs.line(second.id)).toEqual({ ahead: 1, running: 0, seconds: null });
      await jobs.start(first.id);
      expect(await jobs.line(first.id)).toBeUndefined();
      expect(await jobs.line(second.id)).toEqual({ ahead: 0, running: 1, seconds: null });
      await jobs.finish(first.id, {});
      expect(await jobs.line(second.id)).toEqual({ ahead: 0, running: 0, seconds: expect.any(Number) });
    });
  });

  describe("a job's message", () => {
    it('waits to be told of until it shows how the job ended', async () => {
      const { jobs } = on.store;
      const tokenExpiresAt = new Date(Date.now() + 900_000);
      const message = { channelId: snowflake(), interactionToken: 'secret', tokenExpiresAt };
      const { id } = await jobs.create(newJob({ message }));
      const silent = await jobs.create(newJob());
      const waiting = async () => ids(await jobs.undelivered());
      expect(await waiting()).toContain(id);
      expect(await waiting()).not.toContain(silent.id);
      await jobs.setMessage(id, { ...message, messageId: '42' });
      expect((await jobs.get(id))?.message).toEqual({ ...message, messageId: '42' });
      expect(await jobs.markDelivered(id)).toBe(false);
      await jobs.finish(id, {});
      expect(await waiting()).toContain(id);
      expect(await jobs.markDelivered(id)).toBe(true);
      expect(await jobs.markDelivered(id)).toBe(false);
      expect(await waiting()).not.toContain(id);
      const delivered = await jobs.get(id);
      expect(delivered?.deliveredAt).toBeInstanceOf(Date);
      expect(delivered?.message).toEqual({ channelId: message.channelId, messageId: '42' });
    });

    it('comes in its turn: the longest unchanged first', async () => {
      const { jobs } = on.store;
      const message = { channelId: snowflake() };
      const [one, two] = [await jobs.create(newJob({ message })), await jobs.create(newJob({ message }))];
      await expect
        .poll(async () => {
          await jobs.progress(one.id, { stage: 'later', percent: 1 });
          const order = ids(await jobs.undelivered());
          return order.indexOf(two.id) < order.indexOf(one.id);
        })
        .toBe(true);
    });
  });

  describe('an ingest job that fails', () => {
    it('takes the unread reference, its consent and its file with it', async () => {
      const artist = await makeArtist(on.store);
      const given = await newReference(on.store, artist, { job: newJob({ kind: 'ingest' }) });
      const { reference, job } = await on.store.references.add(given);
      expect(await on.store.jobs.fail(job!.id, { id: 'midi-empty', text: 'It is empty.' })).toBe(true);
      expect(await on.store.references.get(reference.id)).toBeUndefined();
      expect(await consentsOf(on.store, artist.id)).toEqual([]);
      expect(await isKept(on.store, given.sha256)).toBe(false);
    });

    it('after it has read the reference leaves it', async () => {
      const artist = await makeArtist(on.store);
      const given = await newReference(on.store, artist, { job: newJob({ kind: 'ingest' }) });
      const { reference, job } = await on.store.references.add(given);
      const found = { state: 'waiting', seconds: 60, bpm: null, key: null, scores: [] } as const;
      await on.store.references.complete(reference.id, found);
      await on.store.jobs.fail(job!.id, { id: 'x', text: 'x' });
      expect(await on.store.references.get(reference.id)).toMatchObject({ state: 'waiting' });
      expect(await isKept(on.store, given.sha256)).toBe(true);
    });
  });
}
