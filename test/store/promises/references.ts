import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Score } from '../../../src/music/index.ts';
import { fileDueJobs } from '../../../src/services/index.ts';
import { correctionsOf, type Told } from '../../../src/store/index.ts';
import { anyScore } from '../../music/arbitrary.ts';
import { consentsOf, isKept } from '../../support/rows.ts';
import {
  makeArtist,
  makeGenerator,
  makeReference,
  newGenerator,
  newJob,
  newReference,
  type OnDatabase,
  SCORE,
  snowflake,
} from '../fixtures.ts';

export function referencePromises(on: OnDatabase): void {
  describe('a reference handed over', () => {
    it('is stored with its consent and its job', async () => {
      const artist = await makeArtist(on.store);
      const { serverId, ownerId: memberId } = artist;
      const before = Date.now();
      const { reference, job } = await on.store.references.add(
        await newReference(on.store, artist, {
          consent: { memberId, wording: '2026-11' },
          job: newJob({ kind: 'ingest', payload: { artist: artist.id }, serverId, memberId }),
        }),
      );
      expect(reference).toMatchObject({ state: 'checking', scoreCount: 0, bpm: null, key: null });
      expect(reference.consent).toMatchObject({ memberId, wording: '2026-11' });
      // Whatever the server's time zone is.
      expect(reference.consent.givenAt.getTime()).toBeGreaterThanOrEqual(before - 1000);
      expect(reference.consent.givenAt.getTime()).toBeLessThanOrEqual(Date.now() + 1000);
      expect(job?.payload).toEqual({ artist: artist.id });
      expect(await on.store.jobs.get(job!.id)).toEqual(job);
      expect(await on.store.references.list(artist.id)).toEqual([reference]);
    });

    it('leaves nothing behind when it cannot be stored whole', async () => {
      const artist = await makeArtist(on.store);
      const job = newJob({ id: crypto.randomUUID(), kind: 'ingest' });
      const given = await newReference(on.store, artist, { sha256: 'ab'.repeat(32), job });
      await expect(on.store.references.add(given)).rejects.toMatchObject({ id: 'blob-missing' });
      expect(await on.store.references.list(artist.id)).toEqual([]);
      expect(await consentsOf(on.store, artist.id)).toEqual([]);
      expect(await on.store.jobs.get(job.id!)).toBeUndefined();
      await expect(
        on.store.references.add(await newReference(on.store, { ...artist, id: 'gone' })),
      ).rejects.toMatchObject({ id: 'artist-gone' });
    });

    it('is stored once when the same file is handed over many times at once', async () => {
      const artist = await makeArtist(on.store);
      const given = await newReference(on.store, artist);
      const all = await Promise.allSettled(
        Array.from({ length: 8 }, (_, i) => on.store.references.add({ ...given, name: `${i}.mid` })),
      );
      const refused = all.filter((one) => one.status === 'rejected');
      expect(refused).toHaveLength(7);
      for (const { reason } of refused) expect(reason).toMatchObject({ id: 'reference-duplicate' });
      expect(await on.store.references.list(artist.id)).toHaveLength(1);
      const other = await makeArtist(on.store);
      await expect(on.store.references.add({ ...given, artistId: other.id })).resolves.toBeDefined();
    });

    it('may have any file name', async () => {
      const artist = await makeArtist(on.store);
      const name = 'a\0b\r\n\ud800 "c" 😀 ../../etc/passwd';
      const reference = await makeReference(on.store, artist, { name });
      expect(reference.name).toBe('ab  \ufffd "c" 😀 ../../etc/passwd');
      const long = await makeReference(on.store, artist, { name: '😀'.repeat(300) });
      expect([...long.name]).toHaveLength(200);
      expect((await makeReference(on.store, artist, { name: '\0' })).name).toBe('unnamed');
      expect(await on.store.references.list(artist.id)).toHaveLength(3);
    });

    it('is found by its id or its name, the newest first', async () => {
      const artist = await makeArtist(on.store);
      const [old, young] = [await makeReference(on.store, artist), await makeReference(on.store, artist)];
      expect(await on.store.references.resolve(artist.id, 'LOOP.mid')).toEqual(young);
      expect(await on.store.references.resolve(artist.id, old.id)).toEqual(old);
      const other = await makeArtist(on.store);
      await expect(on.store.references.resolve(other.id, old.id)).rejects.toMatchObject({
        id: 'reference-unknown',
      });
    });
  });

  describe('what was found in a reference', () => {
    it('is written once: a job that runs twice changes nothing', async () => {
      const artist = await makeArtist(on.store);
      const { reference } = await on.store.references.add(await newReference(on.store, artist));
      const found = {
        state: 'ready',
        seconds: 13.6,
        bpm: 141.5,
        key: SCORE.key,
        scores: [SCORE, SCORE],
        warnings: ['Only its first tempo was read.\0'],
      } as const;
      const ready = await on.store.references.complete(reference.id, found);
      expect(ready).toEqual({
        ...reference,
        state: 'ready',
        seconds: 13.6,
        bpm: 141.5,
        key: SCORE.key,
        scoreCount: 2,
        warnings: ['Only its first tempo was read.'],
      });
      const again = { ...found, bpm: 99, scores: [SCORE] };
      expect(await on.store.references.complete(reference.id, again)).toEqual(ready);
      const trainable = await on.store.references.scores(artist.id);
      expect(trainable).toEqual([{ reference: ready, scores: [SCORE, SCORE] }]);
    });

    it('may come later for sound that waited for its listener', async () => {
      const artist = await makeArtist(on.store);
      const none = { bpm: null, key: null, scores: [] };
      const { reference } = await on.store.references.add(
        await newReference(on.store, artist, {
          kind: 'audio',
          analysis: { ...none, state: 'waiting', seconds: 60 },
        }),
      );
      expect(reference.state).toBe('waiting');
      expect(await on.store.references.scores(artist.id)).toEqual([]);
      const heard = { state: 'ready', seconds: 60, bpm: 90, key: SCORE.key, scores: [SCORE] } as const;
      expect(await on.store.references.complete(reference.id, heard)).toMatchObject({
        state: 'ready',
        bpm: 90,
      });
    });

    it('reads back as it was written, whatever the scores are', async () => {
      const artist = await makeArtist(on.store);
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyScore({ maxBars: 8, maxEvents: 20 }), { minLength: 1, maxLength: 3 }),
          async (scores) => {
            const analysis = {
              state: 'ready',
              seconds: 1,
              bpm: scores[0]!.bpm,
              key: scores[0]!.key,
              scores,
            } as const;
            const { id } = await makeReference(on.store, artist, { analysis });
            const read = (await on.store.references.scores(artist.id)).find(
              ({ reference }) => reference.id === id,
            );
            expect(read?.scores).toEqual(scores);
          },
        ),
        { numRuns: 10 },
      );
    });

    it('is refused where it is not music', async () => {
      const artist = await makeArtist(on.store);
      const broken: Score = { ...SCORE, bpm: Number.NaN };
      const analysis = { state: 'ready', seconds: 1, bpm: 90, key: SCORE.key, scores: [broken] } as const;
      await expect(makeReference(on.store, artist, { analysis })).rejects.toThrow();
      expect(await on.store.references.list(artist.id)).toEqual([]);
    });
  });

  describe('a reference corrected', () => {
    const corrected = { ...SCORE, bpm: 70.75 };
    const analysis = {
      state: 'ready',
      seconds: 13.6,
      bpm: 70.75,
      key: SCORE.key,
      scores: [corrected],
    } as const;
    const told = (jobId: string) => ({ memberId: '7', jobId, bpm: 70.75 });

    it('is replaced as a whole, once for each job, and remembers by whom', async () => {
      const artist = await makeArtist(on.store);
      const { references } = on.store;
      const { id } = await makeReference(on.store, artist);
      const revise = () => references.revise({ referenceId: id, analysis, correction: told('job') });
      const after = await revise();
      expect(after).toMatchObject({ bpm: 70.75, seconds: 13.6, revision: 1 });
      expect(after.corrections).toMatchObject([{ memberId: '7', jobId: 'job', bpm: 70.75 }]);
      expect(await revise()).toEqual(after);
      expect((await references.scores(artist.id))[0]?.scores).toEqual([corrected]);
      const both = [0, 1].map((i) =>
        references.revise({ referenceId: id, analysis, correction: told(`job ${i}`) }),
      );
      await Promise.all(both);
      expect((await references.get(id))?.corrections).toHaveLength(3);
      await references.remove({ referenceId: id, memberId: '7' });
      await expect(revise()).rejects.toMatchObject({ id: 'reference-gone' });
    });

    it('remembers the last word on each track and pad, and what all were taken for', async () => {
      const artist = await makeArtist(on.store);
      const { references } = on.store;
      const { id, midi: before } = await makeReference(on.store, artist);
      expect(before).toBeNull();
      const pads = [{ pitch: 60, hits: 4, drum: 'leave-out', from: 'told' }] as const;
      const track = {
        index: 0,
        name: 'A\0B',
        channel: 10,
        notes: 4,
        part: 'drums',
        confidence: 1,
        pads,
      } as const;
      const midi = { tempoFrom: 'name', keyFrom: 'nothing', tracks: [track] } as const;
      const tell = (jobId: string, said: Told) =>
        references.revise({
          referenceId: id,
          analysis: { ...analysis, midi },
          correction: { memberId: '7', jobId, ...said },
        });
      await tell('a', { tracks: { 0: 'bass', 2: 'melody' }, pads: { 0: { 60: 'snare' } } });
      await tell('b', { bpm: 70.75 });
      const after = await tell('c', {
        tracks: { 0: 'drums' },
        pads: { 0: { 61: 'clap' }, 1: { 60: 'kick' } },
      });
      expect(after.midi).toEqual({ ...midi, tracks: [{ ...track, name: 'AB' }] });
      expect(await references.get(id)).toEqual(after);
      expect(correctionsOf(after)).toEqual({
        bpm: 70.75,
        tracks: { 0: 'drums', 2: 'melody' },
        pads: { 0: { 60: 'snare', 61: 'clap' }, 1: { 60: 'kick' } },
      });
    });

    it('stays in the generators that learned from it, which have it yet to learn again', async () => {
      const artist = await makeArtist(on.store);
      const { references, generators, artists } = on.store;
      const reference = await makeReference(on.store, artist);
      const first = await makeGenerator(on.store, artist, [reference]);
      expect((await artists.summary(artist.id)).unlearned).toBe(0);
      const message = { channelId: '9', messageId: '8' };
      const train = { after: new Date(0), memberId: artist.ownerId, message };
      await references.revise({ referenceId: reference.id, analysis, correction: told('job'), train });
      expect(await generators.current(artist.id)).toEqual(first);
      expect((await artists.summary(artist.id)).unlearned).toBe(1);
      const jobs = await fileDueJobs(on.store, 'nobody');
      expect(
        jobs.find(({ kind, serverId }) => kind === 'train' && serverId === artist.serverId),
      ).toMatchObject({
        message: { channelId: '9', replyToId: '8' },
      });
      // A training that began before the correction learned what is no longer so.
      const late = await newGenerator(on.store, artist, [reference]);
      await generators.add({ ...late, revisions: { [reference.id]: 0 } });
      expect((await artists.summary(artist.id)).unlearned).toBe(1);
      await generators.add({ ...late, revisions: { [reference.id]: 1 } });
      expect((await artists.summary(artist.id)).unlearned).toBe(0);
    });
  });

  describe('a reference taken back', () => {
    it('is gone with its file and its scores; that consent was given and ended stays', async () => {
      const artist = await makeArtist(on.store);
      const reference = await makeReference(on.store, artist);
      const remove = () => on.store.references.remove({ referenceId: reference.id, memberId: 'bob' });
      expect(await remove()).toEqual({ retired: [] });
      expect(await on.store.references.get(reference.id)).toBeUndefined();
      expect(await on.store.references.list(artist.id)).toEqual([]);
      expect(await on.store.references.scores(artist.id)).toEqual([]);
      expect(await isKept(on.store, reference.sha256)).toBe(false);
      const [consent, ...others] = await consentsOf(on.store, artist.id);
      expect(others).toEqual([]);
      expect(consent).toMatchObject({
        reference_id: reference.id,
        member_id: reference.consent.memberId,
        wording: reference.consent.wording,
        given_at: reference.consent.givenAt,
        withdrawn_at: expect.any(Date),
        withdrawn_by: 'bob',
      });
      expect(await remove()).toEqual({ retired: [] });
      expect(await consentsOf(on.store, artist.id)).toEqual([consent]);
      await expect(
        on.store.references.remove({ referenceId: 'gone', memberId: 'bob' }),
      ).rejects.toMatchObject({ id: 'reference-gone' });
    });

    it('leaves the file that somebody else has handed over too, and may be handed over again', async () => {
      const [mine, theirs] = [await makeArtist(on.store), await makeArtist(on.store)];
      const given = await newReference(on.store, mine);
      const { reference } = await on.store.references.add(given);
      await on.store.references.add({ ...given, artistId: theirs.id });
      await on.store.references.remove({ referenceId: reference.id, memberId: mine.ownerId });
      expect(await isKept(on.store, given.sha256)).toBe(true);
      const again = await on.store.references.add(given);
      expect(again.reference.id).not.toBe(reference.id);
      expect(await consentsOf(on.store, mine.id)).toHaveLength(2);
    });

    it('is not brought back by the job that was reading it', async () => {
      const artist = await makeArtist(on.store);
      const { reference } = await on.store.references.add(await newReference(on.store, artist));
      await on.store.references.remove({ referenceId: reference.id, memberId: artist.ownerId });
      const found = { state: 'ready', seconds: 1, bpm: 90, key: SCORE.key, scores: [SCORE] } as const;
      await expect(on.store.references.complete(reference.id, found)).rejects.toMatchObject({
        id: 'reference-gone',
      });
      expect(await on.store.references.scores(artist.id)).toEqual([]);
    });

    it('retires what learned from it; the newest generator that did not is used instead', async () => {
      const artist = await makeArtist(on.store);
      const { references, generators } = on.store;
      const [first, second] = [await makeReference(on.store, artist), await makeReference(on.store, artist)];
      const clean = await makeGenerator(on.store, artist, [first]);
      const both = await makeGenerator(on.store, artist, [first, second]);
      const tainted = await makeGenerator(on.store, artist, [second]);
      expect(await generators.current(artist.id)).toEqual(tainted);
      const { retired } = await references.remove({ referenceId: second.id, memberId: artist.ownerId });
      expect(retired.map(({ id }) => id)).toEqual([both.id, tainted.id]);
      for (const one of retired) expect(one.retiredAt).toBeInstanceOf(Date);
      expect(await generators.current(artist.id)).toEqual(clean);
      await expect(generators.choose(artist.id, tainted.version)).rejects.toMatchObject({
        id: 'generator-retired',
      });
      await references.remove({ referenceId: first.id, memberId: artist.ownerId });
      expect(await generators.current(artist.id)).toBeUndefined();
      expect((await on.store.artists.get(artist.id))?.generatorId).toBeNull();
      expect((await generators.list(artist.id)).map(({ version }) => version)).toEqual([3, 2, 1]);
    });

    it('never stays in a generator, whichever of training and removal is first', async () => {
      const artist = await makeArtist(on.store);
      const { references, generators } = on.store;
      const rounds = await Promise.all(
        Array.from({ length: 12 }, async () => {
          const reference = await makeReference(on.store, artist);
          return { reference, generator: await newGenerator(on.store, artist, [reference]) };
        }),
      );
      await Promise.all(
        rounds.map(async ({ reference, generator }) => {
          const [trained] = await Promise.allSettled([
            generators.add(generator),
            references.remove({ referenceId: reference.id, memberId: snowflake() }),
          ]);
          if (trained.status === 'rejected')
            expect(trained.reason).toMatchObject({ id: 'reference-removed' });
        }),
      );
      for (const { retiredAt } of await generators.list(artist.id)) expect(retiredAt).toBeInstanceOf(Date);
      expect(await generators.current(artist.id)).toBeUndefined();
    });
  });
}
