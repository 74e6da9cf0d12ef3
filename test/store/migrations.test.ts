import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyDatabase, missingMigration, writeMigration } from '../../scripts/migrate.ts';
import { openStore } from '../../src/store/index.ts';
import { type Connection, MIGRATIONS, migrate } from '../../src/store/migrations.ts';
import { words } from '../../src/words/index.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';

const PRISMA = fileURLToPath(new URL('../../prisma/', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beatwright-migrations-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A copy of the migrations with more of them. */
async function migrationsWith(name: string, more: Record<string, string>): Promise<string> {
  const copy = join(folder, name);
  await cp(MIGRATIONS, copy, { recursive: true });
  for (const [migration, sql] of Object.entries(more)) {
    await mkdir(join(copy, migration), { recursive: true });
    await writeFile(join(copy, migration, 'migration.sql'), sql);
  }
  return copy;
}

async function tables(connection: Connection): Promise<string[]> {
  const { rows } = await connection.query(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
    [],
  );
  return (rows as { name: string }[]).map(({ name }) => name);
}

/** What holds on any empty database. */
function promises(connect: () => Promise<Connection>) {
  it('are applied to an empty database once, and recorded as Prisma records them', async () => {
    const connection = await connect();
    const applied = await migrate(connection);
    expect(applied.length).toBeGreaterThan(0);
    expect(await migrate(connection)).toEqual([]);
    const { rows } = await connection.query('SELECT * FROM "_prisma_migrations" ORDER BY migration_name', []);
    expect(rows).toEqual(
      applied.map((name) => ({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
        migration_name: name,
        finished_at: expect.any(Date),
        started_at: expect.any(Date),
        rolled_back_at: null,
        logs: null,
        applied_steps_count: 1,
      })),
    );
  });

  it('take beats over for the days that their messages named, and for none where they named none', async () => {
    const connection = await connect();
    const before = await migrationsWith('before', {});
    await rm(join(before, '20261130165900_days_that_beats_are_kept'), { recursive: true });
    for (const name of await readdir(before)) {
      if (name > '20261130165900') await rm(join(before, name), { recursive: true });
    }
    await migrate(connection, before);
    await connection.exec(`
      INSERT INTO servers (id) VALUES ('1');
      INSERT INTO members (server_id, id) VALUES ('1', '2');
      INSERT INTO beats (id, server_id, member_id, style, seed, request, notes, created_at) VALUES
        ('told', '1', '2', 'trap', 1, '{}', '{First.,"${words.notes['beat-kept']({ days: 1000 })}"}', '2026-01-01'),
        ('untold', '1', '2', 'trap', 1, '{}', '{First.}', '2026-01-01');`);
    await migrate(connection);
    const { rows } = await connection.query(
      'SELECT id, kept_until::date - created_at::date AS days FROM beats ORDER BY id',
      [],
    );
    expect(rows).toEqual([
      { id: 'told', days: 1000 },
      { id: 'untold', days: null },
    ]);
  });

  it('that fail say which and why, leave the database as it was, and can be tried again', async () => {
    const connection = await connect();
    await migrate(connection);
    const before = await tables(connection);
    const broken = await migrationsWith('broken', {
      '29990101000000_good': 'CREATE TABLE good (id INT)',
      '29990102000000_bad': 'CREATE TABLE half (id INT); INSERT INTO nowhere VALUES (1);',
    });
    await expect(migrate(connection, broken)).rejects.toMatchObject({
      id: 'migration-failed',
      message: expect.stringMatching(/29990102000000_bad.*nowhere/),
    });
    expect(await tables(connection)).toEqual([...before, 'good'].toSorted());
    await writeFile(join(broken, '29990102000000_bad', 'migration.sql'), 'CREATE TABLE whole (id INT)');
    expect(await migrate(connection, broken)).toEqual(['29990102000000_bad']);
    await expect(migrate(connection)).rejects.toMatchObject({
      id: 'database-newer',
      message: expect.stringContaining('29990101000000_good'),
    });
  });

  it('that were edited after they were applied stop the start', async () => {
    const connection = await connect();
    const [first] = await migrate(connection);
    const edited = await migrationsWith('edited', { [first!]: 'SELECT 1' });
    await expect(migrate(connection, edited)).rejects.toMatchObject({ id: 'migration-edited' });
  });

  it('that another tool began and did not finish stop the start', async () => {
    const connection = await connect();
    await migrate(connection);
    await connection.exec('UPDATE "_prisma_migrations" SET finished_at = NULL');
    await expect(migrate(connection)).rejects.toMatchObject({ id: 'migration-unfinished' });
  });
}

describe('migrations on PGlite', () => {
  const opened: PGlite[] = [];
  afterAll(async () => {
    for (const db of opened) await db.close();
  });
  promises(async () => {
    const db = await emptyDatabase();
    opened.push(db);
    return db;
  });
});

describe('migrations on PostgreSQL', () => {
  let postgres: Postgres | undefined;
  const clients: pg.Client[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(async () => {
    for (const client of clients) await client.end();
    await postgres?.stop();
  });
  beforeEach((ctx) => {
    if (postgres === undefined) ctx.skip('PostgreSQL (initdb) is not installed here');
  });
  let last = 0;
  const create = () => {
    last += 1;
    return postgres!.createDatabase(`m${last}`);
  };
  promises(async () => {
    const client = new pg.Client(await create());
    await client.connect();
    clients.push(client);
    return { query: (sql, values) => client.query(sql, values), exec: (sql) => client.query(sql) };
  });

  it('are applied once by processes that start at once', async () => {
    const databaseUrl = await create();
    const applied: string[] = [];
    const stores = await Promise.all(
      [1, 2, 3].map(() => openStore({ databaseUrl, dataDir: folder, log: (line) => applied.push(line) })),
    );
    expect(applied.length).toBeGreaterThan(0);
    expect(new Set(applied).size).toBe(applied.length);
    for (const store of stores) await store.close();
  });
});

describe('authoring migrations', () => {
  it('finds nothing missing in the repository', async () => {
    expect(await missingMigration(PRISMA)).toBeUndefined();
  });

  it('writes what a change of the schema needs, after which nothing is missing', async () => {
    const copy = join(folder, 'prisma');
    await cp(PRISMA, copy, { recursive: true });
    const schema = join(copy, 'schema.prisma');
    await writeFile(
      schema,
      (await readFile(schema, 'utf8')).replace('model Server {', 'model Server {\n  icon String?'),
    );
    const written = await writeMigration(copy, 'server_icon', new Date('2030-01-02T03:04:05Z'));
    expect(written).toMatch(/20300102030405_server_icon$/);
    expect(await readFile(join(written!, 'migration.sql'), 'utf8')).toMatch(
      /ALTER TABLE "servers" ADD COLUMN\s+"icon" TEXT/,
    );
    expect(await writeMigration(copy, 'nothing')).toBeUndefined();
  });
});
