/**
 * Stores for tests, on both databases, each with a folder and a database of its own.
 *
 * Making PGlite's first database takes seconds, so one is made for all test runs, migrated, and copied: it
 * lies in node_modules/.cache under a name made of the migrations and of PGlite's version.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore, type Store } from '../../src/store/index.ts';
import { findPostgres, type Postgres, startPostgres } from './postgres.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export type DatabaseKind = 'PGlite' | 'PostgreSQL';

/** Where a store lies: what `openStore` is given, again and again if need be. */
export interface Place {
  readonly dataDir: string;
  readonly databaseUrl?: string;
}

export interface TestDatabase {
  readonly kind: DatabaseKind;
  /** Why it cannot be used here, to skip with a message. */
  readonly missing: string | undefined;
  /** Makes an empty, migrated database and an empty folder. */
  place(): Promise<Place>;
  /** Stops the server, if there is one, and erases every place. */
  stop(): Promise<void>;
}

/** @example const database = testDatabase('PGlite'); const store = await openStore(await database.place()); */
export function testDatabase(kind: DatabaseKind): TestDatabase {
  const folders: string[] = [];
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'beatwright-store-'));
    folders.push(made);
    return made;
  };
  const erase = () => {
    for (const made of folders) rmSync(made, { recursive: true, force: true });
  };

  if (kind === 'PGlite') {
    return {
      kind,
      missing: undefined,
      place: async () => {
        const dataDir = folder();
        cpSync(join(await pgliteTemplate(), 'db'), join(dataDir, 'db'), { recursive: true });
        return { dataDir };
      },
      stop: async () => erase(),
    };
  }

  let server: Promise<Postgres> | undefined;
  const start = async () => {
    const started = await startPostgres();
    if (started === undefined) throw new Error('skip this test: see `missing`');
    const databaseUrl = await started.createDatabase('migrated');
    await (await openStore({ dataDir: folder(), databaseUrl })).close();
    return started;
  };
  return {
    kind,
    missing: findPostgres() === undefined ? 'PostgreSQL (initdb) is not installed here' : undefined,
    place: async () => {
      server ??= start();
      const databaseUrl = await (await server).createDatabase(`test_${randomUUID()}`, 'migrated');
      return { dataDir: folder(), databaseUrl };
    },
    stop: async () => {
      await (await server)?.stop();
      erase();
    },
  };
}

/** A folder with a migrated, empty `db` in it. */
async function pgliteTemplate(): Promise<string> {
  const target = join(ROOT, 'node_modules/.cache/beatwright', `pglite-${templateName()}`);
  if (existsSync(target)) return target;
  const unfinished = `${target}.${randomUUID()}`;
  mkdirSync(unfinished, { recursive: true });
  const store: Store = await openStore({ dataDir: unfinished });
  await store.close();
  try {
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another test file was faster.
    if (!existsSync(target)) throw error;
  }
  return target;
}

function templateName(): string {
  const hash = createHash('sha256');
  const migrations = join(ROOT, 'prisma/migrations');
  for (const path of readdirSync(migrations, { recursive: true, encoding: 'utf8' }).sort()) {
    hash.update(path);
    if (path.endsWith('.sql')) hash.update(readFileSync(join(migrations, path)));
  }
  hash.update(readFileSync(join(ROOT, 'node_modules/@electric-sql/pglite/package.json')));
  return hash.digest('hex').slice(0, 16);
}
