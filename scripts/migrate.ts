/**
 * Authors migrations from prisma/schema.prisma, with Prisma's schema engine as WebAssembly and PGlite in
 * memory: no database has to run and nothing is downloaded.
 *
 *     npm run migrate -- new NAME     writes prisma/migrations/TIME_NAME/migration.sql, to be read and kept
 *     npm run migrate -- check        says whether the migrations lead to the schema
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import { pgliteAdapter } from '../src/store/adapter.ts';

/** As much of it as is used here; its types come with browsers' otherwise. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Readonly<Record<string, object>>,
  ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};

const PRISMA = fileURLToPath(new URL('../prisma/', import.meta.url));

/**
 * The SQL that leads from where the migrations in a folder end to where its `schema.prisma` is;
 * `undefined`: they agree.
 */
export async function missingMigration(prisma: string): Promise<string | undefined> {
  const db = await emptyDatabase();
  try {
    const path = join(prisma, 'schema.prisma');
    const content = readFileSync(path, 'utf8');
    const { SchemaEngine } = await loadEngine();
    const engine = await SchemaEngine.new(
      { datamodels: [[path, content]] },
      () => {},
      bindMigrationAwareSqlAdapterFactory(pgliteAdapter(db, emptyDatabase)),
    );
    const { stdout, exitCode } = await engine.diff({
      from: { tag: 'migrations', ...readMigrations(join(prisma, 'migrations')) },
      to: { tag: 'schemaDatamodel', files: [{ path, content }] },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return exitCode === 0 ? undefined : (stdout ?? '');
  } finally {
    await db.close();
  }
}

/** Writes the missing migration under a name. @returns its folder; `undefined`: nothing is missing. */
export async function writeMigration(
  prisma: string,
  name: string,
  now = new Date(),
): Promise<string | undefined> {
  const sql = await missingMigration(prisma);
  if (sql === undefined) return undefined;
  const time = now.toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(prisma, 'migrations', `${time}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'migration.sql'), sql);
  return folder;
}

let cluster: Promise<Blob> | undefined;

/** A new one in memory: made once and copied, which takes a fifth of the time. */
export async function emptyDatabase(): Promise<PGlite> {
  cluster ??= (async () => {
    const first = await PGlite.create();
    const files = await first.dumpDataDir('none');
    await first.close();
    return files;
  })();
  return PGlite.create({ loadDataDir: await cluster });
}

let loaded: Promise<typeof engineModule> | undefined;

/** Once: the module holds one instance. */
function loadEngine(): Promise<typeof engineModule> {
  loaded ??= (async () => {
    // The package is made for bundlers, which would instantiate the WebAssembly and hand it over themselves.
    const url = new URL('schema_engine_bg.wasm', import.meta.resolve('@prisma/schema-engine-wasm'));
    const { instance } = await WebAssembly.instantiate(await readFile(url), {
      './schema_engine_bg.js': engineModule,
    });
    (engineModule as unknown as { __wbg_set_wasm(exports: object): void }).__wbg_set_wasm(instance.exports);
    instance.exports.__wbindgen_start();
    return engineModule;
  })();
  return loaded;
}

function readMigrations(baseDir: string) {
  const folders = existsSync(baseDir) ? readdirSync(baseDir, { withFileTypes: true }) : [];
  return {
    baseDir,
    shadowDbInitScript: '',
    // What Prisma's own command would have written beside the first migration.
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    migrationDirectories: folders
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
      .map((path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: readFileSync(join(baseDir, path, 'migration.sql'), 'utf8'),
          },
        },
      })),
  };
}

async function main([command, name]: readonly string[]): Promise<number> {
  if (command === 'new' && name !== undefined && /^[a-z0-9_]+$/.test(name)) {
    const folder = await writeMigration(PRISMA, name);
    console.log(
      folder === undefined ? 'Nothing is missing.' : `Read and keep ${join(folder, 'migration.sql')}`,
    );
    return 0;
  }
  if (command === 'check') {
    const sql = await missingMigration(PRISMA);
    if (sql === undefined) {
      console.log('The migrations lead to the schema.');
      return 0;
    }
    console.error(`The migrations lack this: npm run migrate -- new NAME\n\n${sql}`);
    return 1;
  }
  console.error('npm run migrate -- new name_in_small_letters\nnpm run migrate -- check');
  return 2;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
