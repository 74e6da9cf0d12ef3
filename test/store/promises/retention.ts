import { describe, expect, it } from 'vitest';
import {
  makeArtist,
  makeBeat,
  makeGenerator,
  makeReference,
  newJob,
  type OnDatabase,
  snowflake,
  someBytes,
} from '../fixtures.ts';
import { execute } from './rows.ts';

const DAY_MS = 24 * 3600_000;

export function retentionPromises(on: OnDatabase): void {
  /** Makes rows as old as they would be after so many days. */
  const age = (table: string, column: string, id: string, days: number) =>
    execute(on.store, `UPDATE "${table}" SET ${column} = $1 WHERE id = $2`, [
      new Date(Date.now() - days * DAY_MS).toISOString(),
      id,
    ]);
  /** Makes a beat that is so many days old, and whose message said that its takes are kept for 90. */
  const makeOldBeat = async (days: number) => {
    const beat = await makeBeat(on.store, { keepDays: 90 });
    await age('beats', 'kept_until', beat.id, days - 90);
    return beat;
  };
  const isThere = (sha256: string) =>
    on.store.blobs.size(sha256).then(
      () => true,
      () => false,
    );

  describe('what nobody wanted for long', () => {
    it('goes: takes without a vote, a star or a download with their files, and a beat with the last of its takes', async () => {
      const { store } = on;
      const [unwanted, wanted, young] = [await makeOldBeat(91), await makeOldBeat(91), await makeOldBeat(89)];
      const [a, b, c, d] = wanted.takes;
      await store.shelf.star({ takeId: d!.id, memberId: snowflake(), isStarred: true });
      await store.votes.cast({ beatId: wanted.id, takeId: b!.id, memberId: snowflake() });
      await store.beats.addDownload(c!.id, { 'stems.zip': await store.blobs.put(someBytes()) });

      expect(await store.retention.letGo(90)).toMatchObject({ takes: 5, downloads: 0 });
      expect(await store.beats.get(unwanted.id)).toBeUndefined();
      expect((await store.beats.get(young.id))?.takes).toHaveLength(4);
      expect((await store.beats.get(wanted.id))?.takes.map(({ id }) => id)).toEqual([b!.id, c!.id, d!.id]);
      expect((await store.votes.counts(wanted.id)).takes.map(({ votes }) => votes)).toEqual([1, 0, 0]);
      for (const take of [...unwanted.takes, a!]) expect(await isThere(take.files.mp3)).toBe(false);
      for (const take of [...young.takes, b!, c!, d!]) expect(await isThere(take.files.mp3)).toBe(true);
      expect(await store.retention.letGo(90)).toEqual({
        takes: 0,
        downloads: 0,
        generators: 0,
        jobs: 0,
        entries: 0,
      });
    });

    it('stays as long as its message said, whatever was set since; where it said nothing, it says so first', async () => {
      const { store } = on;
      const told = await makeOldBeat(89);
      const untold = await makeBeat(store, { notes: ['first'] });
      await age('beats', 'created_at', untold.id, 400);
      expect(await store.retention.letGo(7)).toMatchObject({ takes: 0 });
      expect(await store.beats.get(told.id)).toMatchObject({ notes: [] });
      const { notes } = (await store.beats.get(untold.id))!;
      expect(notes).toEqual(['first', expect.stringMatching(/deleted after 7 days/)]);
      await age('beats', 'kept_until', untold.id, 1);
      expect(await store.retention.letGo(90)).toMatchObject({ takes: 4 });
      expect(await store.beats.get(untold.id)).toBeUndefined();
      expect(await store.beats.get(told.id)).toBeDefined();
    });

    it('goes: files of downloads, whose take stays and which can be made again', async () => {
      const { store } = on;
      const beat = await makeOldBeat(200);
      const [take] = beat.takes;
      const files = {
        'song.mp3': await store.blobs.put(someBytes()),
        'song.mid': await store.blobs.put(someBytes()),
      };
      await store.beats.addDownload(take!.id, files);
      await age('takes', 'downloaded_at', take!.id, 91);
      expect(await store.retention.letGo(90)).toMatchObject({ takes: 3, downloads: 2 });
      expect(await isThere(files['song.mp3'])).toBe(false);
      expect((await store.beats.get(beat.id))?.takes).toEqual([take]);
      const again = { 'song.mp3': await store.blobs.put(someBytes()) };
      await store.beats.addDownload(take!.id, again);
      expect(await store.retention.letGo(90)).toMatchObject({ takes: 0, downloads: 0 });
      expect((await store.beats.get(beat.id))?.takes[0]?.files).toMatchObject(again);
    });

    it('goes: rows of retired generators, but no version is given twice', async () => {
      const { store } = on;
      const artist = await makeArtist(store);
      const reference = await makeReference(store, artist);
      const [first, second] = [
        await makeGenerator(store, artist, [reference]),
        await makeGenerator(store, artist, [reference]),
      ];
      await store.references.remove({ referenceId: reference.id, memberId: artist.ownerId });
      for (const { id } of [first, second]) await age('generators', 'retired_at', id, 91);
      expect(await store.retention.letGo(90)).toMatchObject({ generators: 1 });
      expect((await store.generators.list(artist.id)).map(({ version }) => version)).toEqual([2]);
      const third = await makeGenerator(store, artist, [await makeReference(store, artist)]);
      expect(third.version).toBe(3);
    });

    it('goes: jobs that have ended, with what was held for them, and none that is open', async () => {
      const { store } = on;
      const [old, open, young] = [
        await store.jobs.create(newJob()),
        await store.jobs.create(newJob()),
        await store.jobs.create(newJob()),
      ];
      const held = await store.blobs.put(someBytes());
      await store.jobs.keepResult(old.id, [held]);
      for (const { id } of [old, young]) await store.jobs.finish(id, {});
      for (const { id } of [old, open]) {
        await execute(
          store,
          `UPDATE jobs SET ended_at = CASE WHEN state = 'done' THEN now() - interval '91 days' END,
             created_at = now() - interval '91 days', updated_at = now() - interval '91 days' WHERE id = $1`,
          [id],
        );
      }
      expect(await store.retention.letGo(90)).toMatchObject({ jobs: 1 });
      expect(await store.jobs.get(old.id)).toBeUndefined();
      expect(await isThere(held)).toBe(false);
      for (const { id } of [open, young]) expect(await store.jobs.get(id)).toBeDefined();
    });
  });
}
