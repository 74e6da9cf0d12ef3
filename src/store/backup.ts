/** A backup of everything: the database and all files in one; and the way back. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BeatwrightError } from '../words/index.ts';
import { type BackedUp, packBackup, unpackBackup } from './backup-file.ts';
import { isBlobName, keyOf } from './blobs.ts';
import { checkCluster } from './cluster-check.ts';
import { syncFolder, syncTree } from './disk.ts';
import { lockFile } from './lock.ts';
import { openPGlite } from './pglite.ts';
import { dumpPostgres, restorePostgres } from './postgres-dump.ts';
import { listSnapshots, snapshots, stamp } from './snapshots.ts';
import type { StoreOptions } from './types.ts';

export interface BackupMade {
  /** Where the embedded database is in use, its newest snapshot stands for it. */
  readonly snapshot: string | undefined;
}

/**
 * Writes a backup of the database and the blobs; nothing has to be stopped for it.
 * @throws `backup-no-database`, `backup-in-use` (the embedded database is in use and has no snapshot yet),
 * `backup-program`, `backup-running`; `data-unreadable`
 */
export async function backUp({ dataDir, databaseUrl }: StoreOptions, file: string): Promise<BackupMade> {
  return inScratch(dataDir, 'backup', async (scratch) => {
    let snapshot: string | undefined;
    let database: BackedUp = 'pglite';
    if (databaseUrl !== undefined) {
      database = 'postgres';
      await dumpPostgres(databaseUrl, join(scratch, 'database.dump'));
    } else snapshot = await copyEmbedded(dataDir, scratch);
    // What the database names was there before it was copied; what came later does no harm.
    await holdBlobs(join(dataDir, 'blobs'), join(scratch, 'blobs'));
    await packBackup(scratch, resolve(file), database);
    return { snapshot };
  });
}

/** A second name for each file, so that one that is erased while it is packed stays for as long as that takes. */
async function holdBlobs(from: string, to: string): Promise<void> {
  if (!existsSync(from)) return;
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !isBlobName(entry.name)) continue;
    const [source, target] = [join(entry.parentPath, entry.name), join(to, keyOf(entry.name))];
    await mkdir(dirname(target), { recursive: true });
    try {
      // Not every disk has second names.
      await link(source, target).catch(() => copyFile(source, target));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
}

/** @returns the snapshot that was taken instead, if the database is in use. */
async function copyEmbedded(dataDir: string, scratch: string): Promise<string | undefined> {
  const db = join(dataDir, 'db');
  if (!existsSync(db)) throw new BeatwrightError('backup-no-database', { folder: dataDir });
  try {
    const { pglite, close } = await openPGlite(dataDir);
    try {
      await mkdir(join(scratch, 'db'));
      await snapshots(pglite, dataDir).copyTo(join(scratch, 'db'));
    } finally {
      await close();
    }
    await checkCluster(join(scratch, 'db'));
    return undefined;
  } catch (error) {
    if (!(error instanceof BeatwrightError && error.id === 'data-locked')) throw error;
    const [snapshot] = await listSnapshots(dataDir);
    if (snapshot === undefined) throw new BeatwrightError('backup-in-use', { cause: error });
    await unpackBackup(snapshot, scratch);
    return snapshot;
  }
}

export interface Restored {
  /** Where the embedded database of before lies now, if there was one. */
  readonly before: string | undefined;
  readonly blobs: number;
}

/**
 * Puts a backup, or a snapshot, in the place of what there is. An embedded database of before is kept beside; files that
 * are there already stay.
 * @throws `backup-unreadable`, `backup-damaged`, `backup-other-database`, `backup-program`, `backup-running`; `data-locked`
 */
export async function restore({ dataDir, databaseUrl }: StoreOptions, file: string): Promise<Restored> {
  await mkdir(dataDir, { recursive: true });
  const unlock = databaseUrl === undefined ? lockFile(join(dataDir, 'db.lock')) : () => {};
  try {
    return await inScratch(dataDir, 'restore', async (scratch) => {
      const database = await unpackBackup(file, scratch).catch((cause: unknown) => {
        throw new BeatwrightError('backup-unreadable', { file, why: String(cause) }, { cause });
      });
      if ((database === 'postgres') !== (databaseUrl !== undefined)) {
        throw new BeatwrightError('backup-other-database', { isPostgres: database === 'postgres' });
      }
      const blobs = await takeBlobs(join(scratch, 'blobs'), join(dataDir, 'blobs'));
      if (databaseUrl !== undefined) {
        await restorePostgres(databaseUrl, join(scratch, 'database.dump'));
        return { before: undefined, blobs };
      }
      return { before: await takeEmbedded(join(scratch, 'db'), dataDir), blobs };
    });
  } finally {
    unlock();
  }
}

async function takeEmbedded(copy: string, dataDir: string): Promise<string | undefined> {
  await checkCluster(copy).catch((cause: unknown) => {
    throw new BeatwrightError('backup-damaged', { what: 'its database', why: String(cause) }, { cause });
  });
  await syncTree(copy);
  const db = join(dataDir, 'db');
  const before = existsSync(db) ? `${db}.before-${stamp()}` : undefined;
  if (before !== undefined) await rename(db, before);
  await rename(copy, db);
  await syncFolder(dataDir);
  return before;
}

/** Each file by the name that its bytes give it. @returns how many were not there. */
async function takeBlobs(from: string, to: string): Promise<number> {
  if (!existsSync(from)) return 0;
  let taken = 0;
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !isBlobName(entry.name)) continue;
    const target = join(to, keyOf(entry.name));
    if (existsSync(target)) continue;
    const source = join(entry.parentPath, entry.name);
    const hash = createHash('sha256');
    await pipeline(createReadStream(source), hash);
    if (hash.digest('hex') !== entry.name) {
      throw new BeatwrightError('backup-damaged', {
        what: `the file ${entry.name}`,
        why: 'its bytes have changed',
      });
    }
    await mkdir(join(target, '..'), { recursive: true });
    await rename(source, target);
    taken++;
  }
  if (taken > 0) await syncTree(to);
  return taken;
}

/**
 * A folder on the disk of the data, so that what is in it can be moved; gone in the end.
 * @throws `backup-running`
 */
async function inScratch<T>(dataDir: string, name: string, work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(dataDir, { recursive: true });
  const unlock = lockBackups(dataDir);
  const scratch = join(dataDir, `${name}.unfinished`);
  try {
    await rm(scratch, { recursive: true, force: true });
    await mkdir(scratch);
    return await work(scratch);
  } finally {
    // What has failed in the middle may still be writing.
    await rm(scratch, { recursive: true, force: true, maxRetries: 10 });
    unlock();
  }
}

/** A second one would take away what the first is about to pack. */
function lockBackups(dataDir: string): () => void {
  try {
    return lockFile(join(dataDir, 'backup.lock'));
  } catch (error) {
    if (!(error instanceof BeatwrightError && error.id === 'data-locked')) throw error;
    throw new BeatwrightError('backup-running', { cause: error });
  }
}
