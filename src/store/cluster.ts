/**
 * New databases for PGlite. To make one takes PostgreSQL's `initdb` seconds and a gigabyte of memory, and it is always
 * the same one. So it is made once, with the migrations of the day, and its folder is kept as an image; whoever needs
 * a new database unpacks that. Migrations that came later are applied at the start, as to any other database.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';
import { writeFile } from 'atomically';
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { z } from 'zod';
import { syncFolder, syncTree } from './disk.ts';
import { MIGRATIONS, type Migration, migrate, readMigrations } from './migrations.ts';
import { SETTINGS } from './pglite-settings.ts';

export interface ClusterOptions {
  /** Where images lie: beside the packages that they were made with, and gone with them, unless told. */
  readonly images?: string;
  /** The folder of migrations; this version's unless told. */
  readonly migrations?: string;
}

const IMAGES = fileURLToPath(new URL('../../node_modules/.cache/beatwright/', import.meta.url));
/** Raised whenever images of before cannot be unpacked any more. */
const FORMAT = 1;
/** What makes a database: from other files comes another image. */
const MAKERS = ['pglite.wasm', 'pglite.data', 'initdb.wasm'];
/** Nearly as small as the smallest, in a third of the time. */
const LEVEL = 3;
/** The one entry of an image that is no file of the database: the migrations that it has. */
const MANIFEST = 'migrations.json';
const manifest = z.array(z.object({ name: z.string(), checksum: z.string() }));

interface Image {
  /** By their names in the folder; folders end with a slash. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly migrations: z.infer<typeof manifest>;
}

/**
 * Makes a database where there is none, from the image if one fits; else an image is left for the next. The database
 * has another name until it is whole: a process that is killed meanwhile leaves no half database behind.
 * @param dir is not there yet; whoever calls holds the lock on it.
 */
export async function makeCluster(dir: string, options: ClusterOptions = {}): Promise<void> {
  const { images = IMAGES, migrations = MIGRATIONS } = options;
  const unfinished = `${dir}.unfinished`;
  await emptyFolder(unfinished);
  const path = await imagePath(images);
  const image = await readImage(path);
  if (image !== undefined && (await fits(image, migrations))) unpack(image, unfinished);
  else {
    await initdb(unfinished, migrations);
    // Where the folder of the packages cannot be written to, every new database takes its time.
    await keepImage(path, unfinished, migrations).catch(() => {});
  }
  // A name that outlives a cut of power must not stand for files that do not.
  await syncTree(unfinished);
  await rename(unfinished, dir);
  await syncFolder(dirname(dir));
}

/**
 * Makes the image of this version's database, unless it is there.
 * @returns where it lies, and whether it was made now.
 */
export async function makeImage(options: ClusterOptions = {}): Promise<{ path: string; isNew: boolean }> {
  const { images = IMAGES, migrations = MIGRATIONS } = options;
  const path = await imagePath(images);
  const image = await readImage(path);
  const all = await readMigrations(migrations);
  if (image?.migrations.length === all.length && (await fits(image, migrations))) {
    return { path, isNew: false };
  }
  const scratch = await mkdtemp(join(tmpdir(), 'beatwright-database-'));
  try {
    await initdb(scratch, migrations);
    await keepImage(path, scratch, migrations);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return { path, isNew: true };
}

async function initdb(dir: string, migrations: string): Promise<void> {
  const db = await PGlite.create(dir, { postgresqlconf: SETTINGS });
  try {
    await migrate(db, migrations);
  } finally {
    await db.close();
  }
}

/** Named by what it is made with: an image of another PGlite is not even found. */
async function imagePath(images: string): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([FORMAT, SETTINGS]));
  const pglite = import.meta.resolve('@electric-sql/pglite');
  for (const name of MAKERS) hash.update(await readFile(new URL(name, pglite)));
  return join(images, `database-${hash.digest('hex').slice(0, 16)}.gz`);
}

/** Whether all that was done to an image's database is known here, so that `migrate` can go on from there. */
async function fits({ migrations }: Image, directory: string): Promise<boolean> {
  const known = new Map((await readMigrations(directory)).map(({ name, checksum }) => [name, checksum]));
  return migrations.every(({ name, checksum }) => known.get(name) === checksum);
}

/** A ZIP that is not compressed inside a gzip: it is read whole, or its checksum refuses it. */
async function keepImage(path: string, dir: string, directory: string): Promise<void> {
  const migrations = (await readMigrations(directory)).map(({ name, checksum }: Migration) => ({
    name,
    checksum,
  }));
  const entries: Zippable = { [MANIFEST]: strToU8(JSON.stringify(migrations)) };
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const name = file.slice(dir.length + 1).replaceAll('\\', '/');
    if (entry.isFile()) entries[name] = await readFile(file);
    else entries[`${name}/`] = new Uint8Array();
  }
  await writeFile(path, await promisify(gzip)(zipSync(entries, { level: 0 }), { level: LEVEL }));
}

/** `undefined` where there is none, or none that can be read: it will be made again. */
async function readImage(path: string): Promise<Image | undefined> {
  try {
    const { [MANIFEST]: told, ...files } = unzipSync(await promisify(gunzip)(await readFile(path)));
    return { files, migrations: manifest.parse(JSON.parse(strFromU8(told!))) };
  } catch {
    return undefined;
  }
}

/** A thousand small files: one after the other they are written far faster than as so many promises. */
function unpack({ files }: Image, dir: string): void {
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(dir, name);
    if (name.endsWith('/')) mkdirSync(path, { recursive: true });
    else writeFileSync(path, bytes);
  }
}

async function emptyFolder(dir: string): Promise<void> {
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
}
