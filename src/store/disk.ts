/** Where blobs lie: a flydrive disk, here a folder, and a way to write that leaves nothing half-written. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import pLimit from 'p-limit';

/** Files that are open at once while a folder is brought to the disk. */
const IN_TURN = pLimit(32);

/** Unfinished writes lie under this prefix. */
export const UNFINISHED = 'unfinished/';

export interface BlobDisk {
  /** Reads, lists and deletes. */
  readonly disk: Disk;
  /** Whole and lasting once the promise resolves, and not there before. */
  write(key: string, bytes: Uint8Array): Promise<void>;
}

/**
 * Blobs in a folder. (An object store writes whole objects by itself: there `write` is the disk's own `put`.)
 */
export function folderDisk(root: string): BlobDisk {
  return {
    disk: new Disk(new FSDriver({ location: root, visibility: 'private' })),
    write: async (key, bytes) => {
      const target = join(root, key);
      const unfinished = join(root, UNFINISHED, randomUUID());
      await mkdir(dirname(unfinished), { recursive: true });
      try {
        const file = await open(unfinished, 'wx');
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await mkdir(dirname(target), { recursive: true });
        await rename(unfinished, target);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
      await syncFolder(dirname(target));
      await syncFolder(root);
    },
  };
}

/** Brings everything in a folder to the disk. */
export async function syncTree(root: string): Promise<void> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => ({
    path: join(entry.parentPath, entry.name),
    isFile: entry.isFile(),
  }));
  await Promise.all(
    paths.map(({ path, isFile }) => IN_TURN(() => (isFile ? syncFile(path) : syncFolder(path)))),
  );
  await syncFolder(root);
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A name lasts only once its folder is on the disk; Windows neither needs nor allows that. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
