/**
 * Blobs: bytes named by their SHA-256 and written before the row that names them. A blob without a row is
 * harmless; a row without a blob must not be, so whoever writes a row holds the blob's lock and looks, and
 * whoever erases a blob holds it too.
 */
import { createHash } from 'node:crypto';
import { arrayBuffer } from 'node:stream/consumers';
import type { Disk, DriveFile } from 'flydrive';
import type { ObjectMetaData } from 'flydrive/types';
import { BeatwrightError } from '../words/index.ts';
import type { Database, Tx } from './database.ts';
import { type BlobDisk, UNFINISHED } from './disk.ts';
import type { Blobs } from './types.ts';

/** Blobs that the database is asked about in one go by a sweep. */
const ASKED_AT_ONCE = 1000;

/** What the rest of the store may do with blobs beyond what everybody may. */
export interface BlobKeeper {
  readonly blobs: Blobs;
  /** To be called in the transaction that writes rows naming these blobs. @throws `blob-missing`. */
  claim(tx: Tx, sha256s: readonly string[]): Promise<void>;
  /** To be called in the transaction that erases rows naming these blobs, so that they are erased even after a crash. */
  spend(tx: Tx, sha256s: readonly string[]): Promise<void>;
  /**
   * To be called after rows naming these blobs were erased: erases those that no row names any more. What
   * cannot be erased now is left to `finishErasing`, or to the sweep.
   */
  release(sha256s: readonly string[]): Promise<void>;
  /** Does what names these blobs; if it fails, they are released: whoever put them there wants them no more. */
  keepIf<T>(sha256s: readonly string[], work: () => Promise<T>): Promise<T>;
}

export function blobKeeper(db: Database, { disk, write }: BlobDisk): BlobKeeper {
  const has = async (sha256: string) => isBlobName(sha256) && disk.exists(keyOf(sha256));

  const eraseUnnamed = (sha256: string) =>
    db.transaction(async (tx) => {
      await lock(tx, sha256);
      const isErased = !(await isNamed(tx, sha256));
      if (isErased) await disk.delete(keyOf(sha256));
      await tx.spentBlob.deleteMany({ where: { sha256 } });
      return isErased;
    });
  const release = async (sha256s: readonly string[]) => {
    await Promise.allSettled(sha256s.map(eraseUnnamed));
  };

  const finishErasing = async () => {
    for (const { sha256 } of await db.prisma.spentBlob.findMany()) await eraseUnnamed(sha256);
  };

  const blobs: Blobs = {
    put: async (bytes) => {
      const sha256 = hash(bytes);
      // Written again even if it is there: that mends a damaged one, and tells `sweep` that it is wanted.
      await write(keyOf(sha256), bytes);
      return sha256;
    },
    size: async (sha256) => {
      if (!(await has(sha256))) throw missing(sha256);
      return (await disk.getMetaData(keyOf(sha256))).contentLength;
    },
    get: async (sha256) => {
      if (!(await has(sha256))) throw missing(sha256);
      // Not `getBytes`, which hands out Node's whole pool for an empty file.
      const bytes = new Uint8Array(await arrayBuffer(await disk.getStream(keyOf(sha256))));
      if (hash(bytes) === sha256) return bytes;
      throw new BeatwrightError('blob-corrupt', { sha256 });
    },
    sweep: async (olderThanMs) => {
      await finishErasing();
      const before = Date.now() - olderThanMs;
      const swept = { blobs: 0, bytes: 0 };
      for await (const files of pagesOf(disk)) {
        // Nearly all have a name, and one question tells which: only the others are locked and looked at again.
        const named = await namedAmong(
          db,
          files.map(({ name }) => name),
        );
        for (const file of files) {
          if (named.has(file.name)) continue;
          const about = await metaData(file);
          if (about === undefined || about.lastModified.getTime() > before) continue;
          if (file.key.startsWith(UNFINISHED)) await disk.delete(file.key);
          else if (!isBlobName(file.name) || !(await eraseUnnamed(file.name))) continue;
          swept.blobs += 1;
          swept.bytes += about.contentLength;
        }
      }
      return swept;
    },
    finishErasing,
  };

  return {
    blobs,
    claim: async (tx, sha256s) => {
      // In one order, so that two claims never wait for each other.
      for (const sha256 of [...new Set(sha256s)].sort()) {
        await lock(tx, sha256);
        if (!(await has(sha256))) throw missing(sha256);
      }
    },
    spend: async (tx, sha256s) => {
      const data = [...new Set(sha256s)].sort().map((sha256) => ({ sha256 }));
      await tx.spentBlob.createMany({ data, skipDuplicates: true });
    },
    release,
    keepIf: async (sha256s, work) => {
      try {
        return await work();
      } catch (error) {
        if (error instanceof BeatwrightError && GONE.has(error.id)) await release(sha256s);
        throw error;
      }
    },
  };
}

/** Why what was made cannot be stored, now or later: what it was made for is not there any more. */
const GONE: ReadonlySet<string> = new Set([
  'artist-gone',
  'battle-full',
  'battle-not-open',
  'battle-unknown',
  'generator-retired',
  'job-unknown',
  'kit-changed',
  'reference-gone',
  'reference-removed',
  'take-unknown',
  'train-cancelled',
]);

/** All files, some at a time. */
async function* pagesOf(disk: Disk): AsyncGenerator<DriveFile[]> {
  let page: { paginationToken?: string } = {};
  do {
    const list = await disk.listAll('', { recursive: true, ...page });
    const files = [...list.objects].filter((object) => object.isFile);
    for (let i = 0; i < files.length; i += ASKED_AT_ONCE) yield files.slice(i, i + ASKED_AT_ONCE);
    page = list.paginationToken === undefined ? {} : { paginationToken: list.paginationToken };
  } while (page.paginationToken !== undefined);
}

/** `undefined`: it has gone meanwhile. */
async function metaData(file: DriveFile): Promise<ObjectMetaData | undefined> {
  try {
    return await file.getMetaData();
  } catch (error) {
    if (await file.exists()) throw error;
    return undefined;
  }
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function isBlobName(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** In 256 folders, so that none gets too long. */
export function keyOf(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256}`;
}

function missing(sha256: string): BeatwrightError {
  return new BeatwrightError('blob-missing', { sha256 });
}

/** Until the transaction ends. */
async function lock(tx: Tx, sha256: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${sha256}, 0))`;
}

/** Of some blobs, those that a row names. */
async function namedAmong({ prisma }: Database, names: readonly string[]): Promise<ReadonlySet<string>> {
  const asked = [...names];
  const rows = await prisma.$queryRaw<{ sha256: string }[]>`
    SELECT asked.sha256 FROM unnest(${asked}::text[]) AS asked(sha256)
    WHERE EXISTS (SELECT 1 FROM "references" r WHERE r.sha256 = asked.sha256)
      OR EXISTS (SELECT 1 FROM "references" r WHERE r.picture = asked.sha256)
      OR EXISTS (SELECT 1 FROM generators g WHERE g.sha256 = asked.sha256)
      OR EXISTS (SELECT 1 FROM generators g WHERE g.picture = asked.sha256)
      OR EXISTS (SELECT 1 FROM generators g WHERE g.habits_picture = asked.sha256)
      OR EXISTS (SELECT 1 FROM kit_sounds k WHERE k.sha256 = asked.sha256)
      OR EXISTS (SELECT 1 FROM take_files f WHERE f.sha256 = asked.sha256)
      OR EXISTS (SELECT 1 FROM battles t WHERE t.sample_sha256 = asked.sha256)
      OR EXISTS (SELECT 1 FROM battle_entries e WHERE e.sha256 = asked.sha256)
      OR EXISTS (SELECT 1 FROM held_files h WHERE h.sha256 = asked.sha256)`;
  return new Set(rows.map(({ sha256 }) => sha256));
}

async function isNamed(tx: Tx, sha256: string): Promise<boolean> {
  const where = { sha256 };
  return (
    (await tx.reference.count({ where: { OR: [where, { picture: sha256 }] } })) > 0 ||
    (await tx.generator.count({ where: { OR: [where, { picture: sha256 }, { habitsPicture: sha256 }] } })) >
      0 ||
    (await tx.kitSound.count({ where })) > 0 ||
    (await tx.takeFile.count({ where })) > 0 ||
    (await tx.battle.count({ where: { sampleSha256: sha256 } })) > 0 ||
    (await tx.battleEntry.count({ where })) > 0 ||
    (await tx.heldFile.count({ where })) > 0
  );
}
