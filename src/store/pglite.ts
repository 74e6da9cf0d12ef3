/** The embedded database: PGlite in a directory of its own, held by one process. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { BeatwrightError } from '../words/index.ts';
import { lockFile } from './lock.ts';

/** PostgreSQL's own defaults are for a server: a small cache and a short log do for one process. */
const SETTINGS = ['shared_buffers=16MB', 'min_wal_size=32MB', 'max_wal_size=64MB', 'timezone=UTC'];

/**
 * Opens `dataDir/db`, made if it is not there.
 *
 * A process that is killed loses nothing that was acknowledged. A machine that loses power may: PGlite does
 * not wait for the disk.
 * @throws `data-locked`, `data-unreadable`.
 */
export async function openPGlite(dataDir: string): Promise<{ pglite: PGlite; close(): Promise<void> }> {
  const dir = join(dataDir, 'db');
  const unlock = lockFile(join(dataDir, 'db.lock'));
  try {
    if (!existsSync(dir)) await makeCluster(dir);
    const pglite = await PGlite.create(dir, { postgresqlconf: SETTINGS });
    return {
      pglite,
      close: async () => {
        try {
          if (!pglite.closed) await pglite.close();
        } finally {
          unlock();
        }
      },
    };
  } catch (error) {
    unlock();
    throw new BeatwrightError('data-unreadable', { folder: dir, why: String(error) }, { cause: error });
  }
}

/** Under another name until it is whole: a process killed meanwhile must not leave half a database behind. */
async function makeCluster(dir: string): Promise<void> {
  const unfinished = `${dir}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const db = await PGlite.create(unfinished, { postgresqlconf: SETTINGS });
  await db.close();
  await rename(unfinished, dir);
}
