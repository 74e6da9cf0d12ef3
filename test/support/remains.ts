/** What is left of something: looks through every row of every table, the queue's too, and every byte of every blob. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '../../src/store/index.ts';
import { execute } from '../store/promises/rows.ts';

/** @returns where one of the texts occurs: `references: {…}` for a row, a path for a file. */
export async function remainsOf(
  store: Store,
  dataDir: string,
  texts: readonly string[],
): Promise<readonly string[]> {
  return [...(await inRows(store, texts)), ...(await inFiles(join(dataDir, 'blobs'), texts))];
}

async function inRows(store: Store, texts: readonly string[]): Promise<string[]> {
  const tables = (await execute(
    store,
    `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    [],
  )) as { schema: string; name: string }[];
  const found: string[] = [];
  for (const { schema, name } of tables) {
    const rows = (await execute(
      store,
      `SELECT row::text AS text FROM "${schema}"."${name}" AS row
       WHERE EXISTS (SELECT 1 FROM unnest($1::text[]) AS wanted (text) WHERE strpos(row::text, wanted.text) > 0)`,
      [[...texts]],
    )) as { text: string }[];
    found.push(...rows.map(({ text }) => `${schema}.${name}: ${text}`));
  }
  return found;
}

async function inFiles(folder: string, texts: readonly string[]): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    if (texts.some((text) => bytes.includes(text))) found.push(`${path}: ${bytes.toString('latin1', 0, 80)}`);
  }
  return found;
}
