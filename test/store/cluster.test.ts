import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCluster, makeImage } from '../../src/store/cluster.ts';
import { openStore } from '../../src/store/index.ts';
import { MIGRATIONS, migrate } from '../../src/store/migrations.ts';
import { makeArtist } from './fixtures.ts';

/** A file that PostgreSQL does not know: who finds it in a new database knows that it was unpacked. */
const MARK = 'unpacked';

let folder: string;
/** The image that databases are unpacked from here. */
let image: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beatwright-cluster-'));
  image = (await makeImage()).path;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A folder of images with one in it, changed. */
async function imagesWith(name: string, change: (bytes: Buffer) => Uint8Array): Promise<string> {
  const images = join(folder, name, 'images');
  await mkdir(images, { recursive: true });
  await writeFile(join(images, basename(image)), change(await readFile(image)));
  return images;
}

/** An image with a mark in it, and its list of migrations changed. */
const marked =
  (migrations: (list: string) => string = (list) => list) =>
  (bytes: Buffer) => {
    const files = unzipSync(gunzipSync(bytes));
    const list = strToU8(migrations(strFromU8(files['migrations.json']!)));
    return gzipSync(zipSync({ ...files, 'migrations.json': list, [MARK]: new Uint8Array() }, { level: 0 }));
  };

/** Applies this version's migrations to a database, or others. @returns those that it lacked. */
async function missing(dir: string, migrations = MIGRATIONS): Promise<string[]> {
  const db = await PGlite.create(dir);
  try {
    return await migrate(db, migrations);
  } finally {
    await db.close();
  }
}

describe('a new database', () => {
  it('is unpacked from the image, whole and up to date', async () => {
    const images = await imagesWith('current', marked());
    const dir = join(folder, 'current', 'db');
    await makeCluster(dir, { images });
    expect(existsSync(join(dir, MARK))).toBe(true);
    expect(existsSync(join(dir, 'migrations.json'))).toBe(false);
    expect(existsSync(`${dir}.unfinished`)).toBe(false);
    expect(await missing(dir)).toEqual([]);
    expect(await makeImage({ images })).toEqual({ path: join(images, basename(image)), isNew: false });
  });

  it('gets the migrations that came after its image', async () => {
    const images = await imagesWith('older', marked());
    const migrations = join(folder, 'older', 'migrations');
    await cp(MIGRATIONS, migrations, { recursive: true });
    await mkdir(join(migrations, '29990101000000_later'));
    await writeFile(join(migrations, '29990101000000_later', 'migration.sql'), 'CREATE TABLE later (id INT)');
    const dir = join(folder, 'older', 'db');
    await makeCluster(dir, { images, migrations });
    expect(existsSync(join(dir, MARK))).toBe(true);
    expect(await missing(dir, migrations)).toEqual(['29990101000000_later']);
  });

  it.each([
    [
      'has a migration that is not known here',
      marked((list) => list.replace('_first_tables', '_other_tables')),
    ],
    ['is cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ])('is made without an image that %s, which is replaced', async (name, change) => {
    const images = await imagesWith(name, change);
    const dir = join(folder, name, 'db');
    await makeCluster(dir, { images });
    expect(existsSync(join(dir, MARK))).toBe(false);
    expect(await missing(dir)).toEqual([]);
    expect(await makeImage({ images })).toMatchObject({ isNew: false });
  });

  it('is not there at all if the process is killed while it unpacks it, and is made by the next', async () => {
    const dataDir = join(folder, 'killed');
    const script = fileURLToPath(new URL('child-killed.ts', import.meta.url));
    const child = spawn(process.execPath, [script, dataDir, '500'], { stdio: 'inherit' });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect(existsSync(join(dataDir, 'db'))).toBe(false);
    expect(readdirSync(join(dataDir, 'db.unfinished')).length).toBeGreaterThan(0);
    const store = await openStore({ dataDir });
    const artist = await makeArtist(store);
    expect(await store.artists.get(artist.id)).toEqual(artist);
    await store.close();
    expect(existsSync(join(dataDir, 'db.unfinished'))).toBe(false);
  });
});
