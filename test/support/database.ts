/**
 * Stores for tests, on both databases, each with a folder and a database of its own.
 *
 * Making PGlite's first database takes seconds, so one is made for all test runs, migrated, and copied: it lies in
 * node_modules/.cache under a name made of the migrations, of how the queue is opened and of the packages' versions.
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
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
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
  /** Makes an empty, migrated database and an empty folder; or a copy of another place, which nobody may be using. */
  place(like?: Place): Promise<Place>;
  /** The server crashes and starts again; of an embedded database there is none. */
  restart(): Promise<void>;
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
      place: async (like) => {
        const dataDir = folder();
        cpSync(like?.dataDir ?? (await pgliteTemplate()), dataDir, { recursive: true });
        return { dataDir };
      },
      restart: async () => {},
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
    place: async (like) => {
      server ??= start();
      const template =
        like?.databaseUrl === undefined ? 'migrated' : basename(new URL(like.databaseUrl).pathname);
      const databaseUrl = await (await server).createDatabase(`test_${randomUUID()}`, template);
      const dataDir = folder();
      if (like !== undefined) cpSync(like.dataDir, dataDir, { recursive: true });
      return { dataDir, databaseUrl };
    },
    restart: async () => {
      await (await server)?.restart();
    },
    stop: async () => {
      await (await server)?.stop();
      erase();
    },
  };
}

/** A data folder with a migrated, empty database in it, and the queue's tables, which take a second to make. */
async function pgliteTemplate(): Promise<string> {
  const target = join(ROOT, 'node_modules/.cache/beatwright', `pglite-${templateName()}`);
  if (existsSync(target)) return target;
  const unfinished = `${target}.${randomUUID()}`;
  mkdirSync(unfinished, { recursive: true });
  // Only this wants them, and most tests do without.
  const [{ openQueue }, { pino }] = await Promise.all([import('../../src/worker/index.ts'), import('pino')]);
  const store: Store = await openStore({ dataDir: unfinished });
  const queue = await openQueue(store, pino({ level: 'silent' }));
  await queue.stop(0);
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
  const files = ['prisma/migrations', 'src/worker/kinds'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  );
  const packages = ['@electric-sql/pglite', 'pg-boss'].map((name) => `node_modules/${name}/package.json`);
  for (const path of [...files.sort(), 'src/worker/queue.ts', ...packages]) {
    hash.update(path);
    if (statSync(join(ROOT, path)).isFile()) hash.update(readFileSync(join(ROOT, path)));
  }
  return hash.digest('hex').slice(0, 16);
}
