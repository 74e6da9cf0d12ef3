/** What is put aside of a database and its files, and the way back. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { create } from 'tar';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Artist, backUp, openStore, restore, type Store } from '../../src/store/index.ts';
import { testDatabase } from '../support/database.ts';
import { PATIENT } from '../support/patience.ts';
import { makeArtist, newReference } from './fixtures.ts';

/** Spoils an embedded database so that it cannot be opened. */
const spoil = (dataDir: string) => rm(join(dataDir, 'db/global/pg_control'));

/** An artist with a reference, whose file is a blob. */
async function withReference(store: Store) {
  const artist = await makeArtist(store);
  const { reference } = await store.references.add(await newReference(store, artist));
  return { artistId: artist.id, referenceId: reference.id, sha256: reference.sha256 };
}

async function expectKept(store: Store, known: Awaited<ReturnType<typeof withReference>>): Promise<void> {
  expect((await store.references.get(known.referenceId))?.artistId).toBe(known.artistId);
  expect((await store.blobs.get(known.sha256)).length).toBeGreaterThan(0);
}

describe('a snapshot', () => {
  const database = testDatabase('PGlite');
  afterAll(() => database.stop());

  it('has all that was acknowledged before, though the database is written to all the while; it is offered where the database does not open', async () => {
    const place = await database.place();
    const store = await openStore(place);
    const known: Artist[] = [];
    let isDone = false;
    // As long as a snapshot takes, but not for ever.
    const writing = (async () => {
      for (; !isDone && known.length < 5000; await setImmediate()) known.push(await makeArtist(store));
    })();
    let before = 0;
    const file = await (async () => {
      await vi.waitFor(() => expect(known.length).toBeGreaterThan(5), { timeout: PATIENT.timeoutMs });
      before = known.length;
      return store.snapshot();
    })().finally(() => {
      // However it ends: a loop that goes on would hold up all tests that follow.
      isDone = true;
    });
    await writing;
    if (file === undefined) throw new Error('no snapshot was taken');
    expect(known.length).toBeGreaterThan(before);
    expect(await readdir(join(file, '..'))).toHaveLength(1);
    await store.close();

    await spoil(place.dataDir);
    await expect(openStore(place)).rejects.toMatchObject({
      id: 'data-unreadable',
      message: expect.stringContaining(`restore ${file}`),
    });
    const restored = await restore(place, file);
    expect(existsSync(restored.before!)).toBe(true);
    const again = await openStore(place);
    for (const { id } of known.slice(0, before)) expect(await again.artists.get(id)).toBeDefined();
    await again.close();
  });

  it('is taken only if something was written since the last, and the last six are kept, and nothing of one that was cut short', async () => {
    const place = await database.place();
    const store = await openStore(place);
    const folder = join(place.dataDir, 'snapshots');
    await mkdir(folder);
    const old = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05', '2026-01-06'];
    for (const day of old) await writeFile(join(folder, `${day}.tar.gz`), '');
    // A process that was killed while it wrote one.
    await writeFile(join(folder, '2026-01-07.tar.gz.unfinished'), 'half');
    await makeArtist(store);
    const file = await store.snapshot();
    expect(await store.snapshot()).toBeUndefined();
    await store.close();
    const kept = [...old.slice(1).map((day) => join(folder, `${day}.tar.gz`)), file];
    expect((await readdir(folder)).map((name) => join(folder, name)).sort()).toEqual(kept);
  });
});

describe.each(['PGlite', 'PostgreSQL'] as const)('a backup of %s', (kind) => {
  const database = testDatabase(kind);
  beforeEach((ctx) => {
    if (database.missing !== undefined) ctx.skip(database.missing);
  });
  afterAll(() => database.stop());

  it('brings back the database and the files, in another place and in the same', async () => {
    const place = await database.place();
    const file = join(place.dataDir, 'backup.tar.gz');
    const store = await openStore(place);
    const known = await withReference(store);
    await store.close();
    expect(await backUp(place, file)).toEqual({ snapshot: undefined });
    const later = await openStore(place);
    const since = await withReference(later);
    await later.close();

    for (const target of [await database.place(), place]) {
      await restore(target, file);
      const restored = await openStore(target);
      await expectKept(restored, known);
      expect(await restored.references.get(since.referenceId)).toBeUndefined();
      await restored.close();
      expect((await readdir(target.dataDir)).filter((name) => name.includes('unfinished'))).toEqual([]);
    }
  });

  it('of another kind of database, damaged or of somebody else is refused, and nothing changes', async () => {
    const place = await database.place();
    const store = await openStore(place);
    const known = await withReference(store);
    await store.close();
    const at = (name: string) => join(place.dataDir, name);
    const file = at('backup.tar.gz');
    await backUp(place, file);

    const folder = (await database.place()).dataDir;
    const packed = (name: string, contents: Readonly<Record<string, string>>) =>
      (async () => {
        for (const [path, text] of Object.entries(contents)) await writeFile(join(folder, path), text);
        await create({ cwd: folder, file: at(name), gzip: true }, Object.keys(contents));
        return at(name);
      })();
    const bytes = await readFile(file);
    await writeFile(at('half.tar.gz'), bytes.subarray(0, bytes.length / 2));
    const other = kind === 'PGlite' ? 'postgres' : 'pglite';
    for (const [wrong, id] of [
      [at('none'), 'backup-unreadable'],
      [at('half.tar.gz'), 'backup-unreadable'],
      [await packed('strange', { 'notes.txt': 'hello' }), 'backup-unreadable'],
      [
        await packed('other', { 'backup.json': JSON.stringify({ format: 1, database: other }) }),
        'backup-other-database',
      ],
    ] as const) {
      await expect(restore(place, wrong), wrong).rejects.toMatchObject({ id });
    }
    const again = await openStore(place);
    await expectKept(again, known);
    await again.close();
  });
});

describe('a backup of an embedded database', () => {
  const database = testDatabase('PGlite');
  afterAll(() => database.stop());

  it('that is in use is its newest snapshot with all files; that has none yet says when to try again', async () => {
    const place = await database.place();
    const store = await openStore(place);
    const file = join(place.dataDir, 'backup.tar.gz');
    await expect(backUp(place, file)).rejects.toMatchObject({ id: 'backup-in-use' });
    const known = await withReference(store);
    const snapshot = await store.snapshot();
    expect(await backUp(place, file)).toEqual({ snapshot });
    await expect(restore(place, file)).rejects.toMatchObject({ id: 'data-locked' });
    await store.close();
    const target = await database.place();
    await restore(target, file);
    const restored = await openStore(target);
    await expectKept(restored, known);
    await restored.close();
  });

  it('takes no harm from files that go while it is made', async () => {
    const place = await database.place();
    const store = await openStore(place);
    const known = await withReference(store);
    await store.close();
    const blobs = join(place.dataDir, 'blobs');
    // What is listed and then not there: a file that is being written, and one that is being erased.
    await mkdir(join(blobs, 'unfinished'), { recursive: true });
    await symlink('gone', join(blobs, 'unfinished', 'new'));
    await symlink('gone', join(blobs, known.sha256.slice(0, 2), 'f'.repeat(64)));
    const file = join(place.dataDir, 'backup.tar.gz');
    await backUp(place, file);
    const target = await database.place();
    expect((await restore(target, file)).blobs).toBe(1);
    const restored = await openStore(target);
    await expectKept(restored, known);
    await restored.close();
  });

  it('with a file whose bytes have changed is refused', async () => {
    const place = await database.place();
    const store = await openStore(place);
    const { sha256 } = await withReference(store);
    await store.close();
    const file = join(place.dataDir, 'backup.tar.gz');
    await writeFile(join(place.dataDir, 'blobs', sha256.slice(0, 2), sha256), 'something else');
    await backUp(place, file);
    await expect(restore(await database.place(), file)).rejects.toMatchObject({
      id: 'backup-damaged',
      message: expect.stringContaining(sha256),
    });
  });

  it('is made by one at a time: none is packed from what another takes away', async () => {
    const place = await database.place();
    await (await openStore(place)).close();
    const files = ['a', 'b'].map((name) => join(place.dataDir, `${name}.tar.gz`));
    const made = await Promise.allSettled(files.map((file) => backUp(place, file)));
    // Which of them is the first is not said.
    const late = made.findIndex(({ status }) => status === 'rejected');
    expect(made[late]).toMatchObject({ reason: { id: 'backup-running' } });
    expect(made[1 - late]).toMatchObject({ status: 'fulfilled' });
    expect(files.map((file) => existsSync(file))).toEqual(files.map((_, i) => i !== late));
    await backUp(place, files[late]!);
  });

  it('of a folder without one says so', async () => {
    const { dataDir } = await database.place();
    await expect(backUp({ dataDir: join(dataDir, 'empty') }, join(dataDir, 'x'))).rejects.toMatchObject({
      id: 'backup-no-database',
    });
  });
});
