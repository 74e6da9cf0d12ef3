import { PGlite } from '@electric-sql/pglite';
import { SETTINGS } from './pglite-settings.ts';

/** Opens a database that nobody uses and asks it something, which also finishes what a crash or a copy has left. @throws if it cannot be. */
export async function checkCluster(dir: string): Promise<void> {
  const pglite = await PGlite.create(dir, { postgresqlconf: SETTINGS });
  try {
    await pglite.query('SELECT count(*) FROM "_prisma_migrations"');
    await pglite.query('SELECT count(*) FROM artists');
  } finally {
    await pglite.close();
  }
}
