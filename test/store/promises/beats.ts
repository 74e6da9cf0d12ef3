import { describe, expect, it } from 'vitest';
import { isKept } from '../../support/rows.ts';
import {
  makeArtist,
  makeBeat,
  makeGenerator,
  makeReference,
  newBeat,
  newGenerator,
  newJob,
  type OnDatabase,
  SCORE,
  someBytes,
} from '../fixtures.ts';

export function beatPromises(on: OnDatabase): void {
  describe('a generator', () => {
    it('is kept with its figures, its lineage and a version of its own', async () => {
      const artist = await makeArtist(on.store);
      const reference = await makeReference(on.store, artist);
      const given = await Promise.all(
        Array.from({ length: 8 }, () => newGenerator(on.store, artist, [reference])),
      );
      const all = await Promise.all(given.map((one) => on.store.generators.add(one)));
      expect(all.map(({ version }) => version).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      const newest = all.find(({ version }) => version === 8)!;
      expect(newest).toMatchObject({
        kind: 'ngram',
        figures: { heldOut: { before: 7.25, after: 5.5 }, scores: 3, seconds: 1.5 },
        lineage: { seed: 7, settings: { order: 4 } },
        referenceIds: [reference.id],
        retiredAt: null,
      });
      expect(await on.store.generators.current(artist.id)).toEqual(newest);
      expect(await on.store.generators.get(newest.id)).toEqual(newest);
    });

    it('is stored once by a job that runs twice, also at the same time', async () => {
      const artist = await makeArtist(on.store);
      const reference = await makeReference(on.store, artist);
      const { id: job } = await on.store.jobs.create(newJob());
      expect(await on.store.generators.ofJob(job)).toBeUndefined();
      const [one, two] = await Promise.all(
        [0, 1].map(() => makeGenerator(on.store, artist, [reference], job)),
      );
      expect(two).toEqual(one);
      expect(await makeGenerator(on.store, artist, [reference], job)).toEqual(one);
      expect(await on.store.generators.ofJob(job)).toEqual(one);
      expect(await on.store.generators.list(artist.id)).toEqual([one]);
    });

    it('can be put back in use', async () => {
      const artist = await makeArtist(on.store);
      const references = [await makeReference(on.store, artist)];
      const old = await makeGenerator(on.store, artist, references);
      await makeGenerator(on.store, artist, references);
      expect(await on.store.generators.choose(artist.id, 1)).toEqual(old);
      expect(await on.store.generators.current(artist.id)).toEqual(old);
      await expect(on.store.generators.choose(artist.id, 9)).rejects.toMatchObject({
        id: 'generator-unknown',
      });
    });

    it('learns only from references of its own artist', async () => {
      const [artist, other] = [await makeArtist(on.store), await makeArtist(on.store)];
      const foreign = await makeReference(on.store, other);
      await expect(makeGenerator(on.store, artist, [foreign])).rejects.toMatchObject({
        id: 'reference-removed',
      });
    });
  });

  describe('a beat', () => {
    it('is kept whole: its request, its seed, its takes in order and their scores', async () => {
      const artist = await makeArtist(on.store);
      const generator = await makeGenerator(on.store, artist, [await makeReference(on.store, artist)]);
      const given = await newBeat(on.store, {
        serverId: artist.serverId,
        artistId: artist.id,
        generatorId: generator.id,
        notes: ['The key is the one most of the references have.'],
        seed: Number.MAX_SAFE_INTEGER,
      });
      const beat = await on.store.beats.add({ ...given, takes: given.takes.toReversed() });
      expect(beat).toMatchObject({
        serverId: artist.serverId,
        artistId: artist.id,
        generatorId: generator.id,
        style: 'uk-drill',
        seed: Number.MAX_SAFE_INTEGER,
        request: { style: 'uk-drill', bars: 4 },
        notes: given.notes,
      });
      expect(beat.takes.map(({ name, files, facts }) => ({ name, files, facts }))).toEqual(
        given.takes.map(({ name, files, facts }) => ({ name, files, facts })),
      );
      expect(await on.store.beats.get(beat.id)).toEqual(beat);
      expect(await on.store.beats.ofTake(beat.takes[2]!.id)).toEqual(beat);
      expect(await on.store.beats.score(beat.takes[2]!.id)).toEqual(SCORE);
      expect(await on.store.beats.ofTake('gone')).toBeUndefined();
      await expect(on.store.beats.score('gone')).rejects.toMatchObject({ id: 'take-unknown' });
    });

    it('is stored once by a job that runs twice, also at the same time', async () => {
      const { id: jobId } = await on.store.jobs.create(newJob());
      const given = await newBeat(on.store, { jobId });
      const beats = await Promise.all([0, 1, 2].map(() => on.store.beats.add(given)));
      expect(new Set(beats.map(({ id }) => id)).size).toBe(1);
      expect(await on.store.beats.add(given)).toEqual(beats[0]);
      expect(await on.store.beats.ofJob(given.jobId!)).toEqual(beats[0]);
    });

    it('is not stored when one of its files is missing', async () => {
      const { id: jobId } = await on.store.jobs.create(newJob());
      const given = await newBeat(on.store, { jobId });
      const files = { midi: 'cd'.repeat(32), mp3: given.takes[3]!.files.mp3 };
      const takes = [...given.takes.slice(0, 3), { ...given.takes[3]!, files }];
      await expect(on.store.beats.add({ ...given, takes })).rejects.toMatchObject({ id: 'blob-missing' });
      expect(await on.store.beats.ofJob(given.jobId!)).toBeUndefined();
    });

    it('does not come from a generator that was retired while it was made', async () => {
      const artist = await makeArtist(on.store);
      const reference = await makeReference(on.store, artist);
      const { id: generatorId } = await makeGenerator(on.store, artist, [reference]);
      const given = await newBeat(on.store, { artistId: artist.id, generatorId });
      await on.store.references.remove({ referenceId: reference.id, memberId: artist.ownerId });
      await expect(on.store.beats.add(given)).rejects.toMatchObject({ id: 'generator-retired' });
    });

    it('keeps its files through a sweep', async () => {
      const beat = await makeBeat(on.store);
      const orphan = await on.store.blobs.put(someBytes());
      await on.store.blobs.sweep(-1000);
      expect(await isKept(on.store, orphan)).toBe(false);
      for (const { files } of beat.takes) {
        expect(await isKept(on.store, files.midi)).toBe(true);
        expect(await isKept(on.store, files.mp3)).toBe(true);
      }
    });
  });
}
