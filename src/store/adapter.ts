/**
 * Prisma's adapter for PGlite, mended. As published (0.7.2) a script is neither awaited nor are its errors
 * seen, and a COMMIT that fails, on a full disk say, is reported as done.
 */
import { PGlite, type PGliteInterface, type Transaction as PGliteTransaction } from '@electric-sql/pglite';
import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  Transaction,
} from '@prisma/driver-adapter-utils';
import { PrismaPGlite } from 'pglite-prisma-adapter';

/** Queries of a transaction go to it; the published adapter only asks for `query` there. */
type Connection = PGliteInterface | PGliteTransaction;

/**
 * @param shadow opens an empty database in memory, which authoring migrations needs and serving does not.
 */
export function pgliteAdapter(
  db: PGlite,
  shadow: () => Promise<PGlite> = () => PGlite.create(),
): SqlMigrationAwareDriverAdapterFactory {
  const { provider, adapterName } = new PrismaPGlite(db);
  return {
    provider,
    adapterName,
    connect: () => mended(db),
    connectToShadowDb: async () => {
      const empty = await shadow();
      return { ...(await mended(empty)), dispose: () => empty.close() };
    },
  };
}

async function mended(db: PGlite): Promise<SqlDriverAdapter> {
  const published = await publishedAdapter(db);
  return {
    provider: published.provider,
    adapterName: published.adapterName,
    queryRaw: (query) => published.queryRaw(query),
    executeRaw: (query) => published.executeRaw(query),
    getConnectionInfo: () => ({ supportsRelationJoins: true }),
    executeScript: async (script) => {
      await db.exec(script);
    },
    startTransaction: () => startTransaction(db),
    dispose: async () => {},
  };
}

/** PGlite keeps every other query waiting until the transaction has ended. */
async function startTransaction(db: PGlite): Promise<Transaction> {
  const started = Promise.withResolvers<PGliteTransaction>();
  const over = Promise.withResolvers<void>();
  const ended = db.transaction(async (tx) => {
    started.resolve(tx);
    await over.promise;
  });
  ended.catch(started.reject);
  const tx = await started.promise;
  const published = await publishedAdapter(tx);
  return {
    provider: published.provider,
    adapterName: published.adapterName,
    // Prisma need not send BEGIN and COMMIT itself.
    options: { usePhantomQuery: true },
    queryRaw: (query) => published.queryRaw(query),
    executeRaw: (query) => published.executeRaw(query),
    commit: async () => {
      over.resolve();
      await ended;
    },
    rollback: async () => {
      await tx.rollback();
      over.resolve();
      await ended;
    },
  };
}

function publishedAdapter(connection: Connection): Promise<SqlDriverAdapter> {
  return new PrismaPGlite(connection as PGlite).connect();
}
