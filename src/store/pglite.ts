/** The embedded database: PGlite in a directory of its own, held by one process. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { BeatwrightError } from '../words/index.ts';
import { lockFile } from './lock.ts';
import { SETTINGS } from './pglite-settings.ts';
import { listSnapshots } from './snapshots.ts';
import { lasting } from './synced-folder.ts';

/**
 * Opens `dataDir/db`, made if it is not there.
 *
 * Neither a process that is killed nor a machine that loses power loses what was acknowledged: each transaction waits for
 * the disk. That takes this thread some milliseconds.
 * @throws `data-locked`, `data-unreadable`.
 */
export async function openPGlite(dataDir: string): Promise<{ pglite: PGlite; close(): Promise<void> }> {
  const dir = join(dataDir, 'db');
  const unlock = lockFile(join(dataDir, 'db.lock'));
  try {
    if (!existsSync(dir)) {
      const { makeCluster } = await import('./cluster.ts');
      await makeCluster(dir);
    }
    const pglite = await PGlite.create({ ...lasting(dir), postgresqlconf: SETTINGS });
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
    const [snapshot] = await listSnapshots(dataDir);
    const facts = { folder: dir, why: String(error), snapshot };
    throw new BeatwrightError('data-unreadable', facts, { cause: error });
  }
}
