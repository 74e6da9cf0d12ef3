/** The embedded database: PGlite in a directory of its own, held by one process. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { BeatwrightError } from '../words/index.ts';
import { lockFile } from './lock.ts';
import { SETTINGS } from './pglite-settings.ts';

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
    if (!existsSync(dir)) {
      const { makeCluster } = await import('./cluster.ts');
      await makeCluster(dir);
    }
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
