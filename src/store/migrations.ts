/**
 * Brings a database to this version's schema at start, on PGlite and PostgreSQL alike, without Prisma's
 * engine. What was applied is written where and as that engine writes it, so that `prisma migrate` can take
 * over a database at any time.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { BeatwrightError } from '../words/index.ts';

/** Where this version's migrations lie, a folder each. */
export const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations/', import.meta.url));

/** One connection. */
export interface Connection {
  query(sql: string, values: unknown[]): Promise<{ rows: unknown[] }>;
  /** Several statements at once. */
  exec(sql: string): Promise<unknown>;
}

/** The engine's own key, so that neither applies migrations while the other does. */
const ADVISORY_LOCK = 72_707_369;

const TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

const appliedRow = z.object({ name: z.string(), checksum: z.string(), finished: z.boolean() });

export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of `sql`, in hex. */
  readonly checksum: string;
}

/**
 * Applies what is missing, in the order of the names, each with its record in one transaction: a migration
 * has happened whole or not at all, whatever becomes of the process. Processes that start at once wait for
 * each other.
 * @returns the names applied now.
 * @throws `migration-failed`, `migration-unfinished`, `migration-edited`, `database-newer`.
 */
export async function migrate(connection: Connection, directory = MIGRATIONS): Promise<string[]> {
  const migrations = await readMigrations(directory);
  const applied: string[] = [];
  for (;;) {
    await connection.exec('BEGIN');
    try {
      // Until the transaction ends; whoever waited here reads what the other has done.
      await connection.query(`SELECT pg_advisory_xact_lock(${ADVISORY_LOCK})`, []);
      await connection.exec(TABLE);
      const next = await firstMissing(connection, migrations);
      if (next !== undefined) await apply(connection, next);
      await connection.exec('COMMIT');
      if (next === undefined) return applied;
      applied.push(next.name);
    } catch (error) {
      // Where the connection is gone, the transaction is too.
      await connection.exec('ROLLBACK').catch(() => {});
      throw error;
    }
  }
}

/** In the order in which they are applied. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(directory, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function firstMissing(
  connection: Connection,
  migrations: readonly Migration[],
): Promise<Migration | undefined> {
  const { rows } = await connection.query(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
    [],
  );
  const applied = new Map(
    z
      .array(appliedRow)
      .parse(rows)
      .map((row) => [row.name, row]),
  );
  for (const row of applied.values()) {
    const migration = row.name;
    if (!row.finished) throw new BeatwrightError('migration-unfinished', { migration });
    const known = migrations.find(({ name }) => name === migration);
    if (known === undefined) throw new BeatwrightError('database-newer', { migration });
    if (known.checksum !== row.checksum) throw new BeatwrightError('migration-edited', { migration });
  }
  return migrations.find(({ name }) => !applied.has(name));
}

async function apply(connection: Connection, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await connection.exec(sql);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BeatwrightError('migration-failed', { migration: name, why }, { cause: error });
  }
  await connection.query(
    `INSERT INTO "_prisma_migrations"
       ("id", "checksum", "finished_at", "migration_name", "started_at", "applied_steps_count")
     VALUES ($1, $2, clock_timestamp(), $3, now(), 1)`,
    [randomUUID(), checksum, name],
  );
}
