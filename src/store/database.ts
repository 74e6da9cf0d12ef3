/** Prisma over PGlite or PostgreSQL, of which only one is loaded: opened, brought up to date, and asked in transactions. */
import { mkdir } from 'node:fs/promises';
import { BeatwrightError } from '../words/index.ts';
import { isConflict } from './errors.ts';
import { migrate } from './migrations.ts';
import { type Prisma, PrismaClient } from './prisma/client.ts';
import type { StoreDatabase, StoreOptions } from './types.ts';

// Prisma's client leaves a global `__dirname`, by which other modules would take themselves for CommonJS.
Reflect.deleteProperty(globalThis, '__dirname');

/** Prisma inside a transaction. Only this may be asked there: PGlite would wait for itself otherwise. */
export type Tx = Prisma.TransactionClient;

export interface Database {
  /** For single reads. */
  readonly prisma: PrismaClient;
  /** All of it or nothing; tried again where PostgreSQL picked it to end a deadlock. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  readonly shared: StoreDatabase;
  /** As `Store.snapshot`. */
  snapshot(): Promise<string | undefined>;
  close(): Promise<void>;
}

/** How long a transaction may wait for its turn, and take, in milliseconds. */
const PATIENCE = 60_000;
const ATTEMPTS = 5;

/** @throws as `openStore`. */
export async function openDatabase(options: StoreOptions): Promise<Database> {
  await makeFolder(options.dataDir);
  return options.databaseUrl === undefined
    ? embedded(options)
    : server({ ...options, databaseUrl: options.databaseUrl });
}

async function makeFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
  } catch (error) {
    throw new BeatwrightError('data-folder', { path: dir, why: String(error) }, { cause: error });
  }
}

async function embedded({ dataDir, log }: StoreOptions): Promise<Database> {
  const { openPGlite } = await import('./pglite.ts');
  const { pgliteAdapter } = await import('./adapter.ts');
  const { snapshots } = await import('./snapshots.ts');
  const { pglite, close } = await openPGlite(dataDir);
  try {
    report(await migrate(pglite), log);
    const prisma = clientOf(pgliteAdapter(pglite));
    return {
      prisma,
      transaction: transactionOf(prisma),
      shared: { kind: 'pglite', pglite },
      snapshot: snapshots(pglite, dataDir).take,
      close: async () => {
        await prisma.$disconnect();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function server({
  databaseUrl: url,
  log,
}: StoreOptions & { readonly databaseUrl: string }): Promise<Database> {
  const { PrismaPg } = await import('@prisma/adapter-pg');
  const { openPostgres } = await import('./postgres.ts');
  const pool = await openPostgres(url);
  try {
    const connection = await pool.connect();
    // A connection that breaks rejects the query under way; without a listener it would end the process too.
    connection.on('error', () => {});
    try {
      const exec = (sql: string) => connection.query(sql);
      report(await migrate({ query: (sql, values) => connection.query(sql, values), exec }), log);
    } finally {
      connection.release();
    }
    const prisma = clientOf(new PrismaPg(pool));
    return {
      prisma,
      transaction: transactionOf(prisma),
      shared: { kind: 'postgres', url },
      snapshot: async () => undefined,
      close: async () => {
        await prisma.$disconnect();
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

function clientOf(adapter: NonNullable<Prisma.PrismaClientOptions['adapter']>): PrismaClient {
  return new PrismaClient({
    adapter,
    errorFormat: 'minimal',
    transactionOptions: { maxWait: PATIENCE, timeout: PATIENCE },
  });
}

function transactionOf(prisma: PrismaClient): Database['transaction'] {
  return async (work) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await prisma.$transaction(work);
      } catch (error) {
        if (attempt === ATTEMPTS || !isConflict(error)) throw error;
      }
    }
  };
}

function report(applied: readonly string[], log: StoreOptions['log']): void {
  for (const name of applied) log?.(`applied the migration ${name}`);
}
