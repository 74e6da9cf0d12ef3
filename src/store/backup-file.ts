/**
 * The file of a snapshot or a backup: a gzipped tar of `backup.json`, the database (`db/` of PGlite, or `database.dump` by
 * `pg_dump`), and for a backup the blobs.
 */
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { create, extract } from 'tar';
import { z } from 'zod';
import { syncFolder } from './disk.ts';

const ABOUT = 'backup.json';
const FORMAT = 1;
const about = z.object({ format: z.literal(FORMAT), database: z.enum(['pglite', 'postgres']) });

export type BackedUp = z.infer<typeof about>['database'];

/** What a file may hold; whatever else is in one is left there. */
const CONTENTS = /^(backup\.json|database\.dump|db(\/.*)?|blobs(\/.*)?)$/;
/** What the name of a file ends with until it is whole. */
export const UNFINISHED = '.unfinished';
const PARTS = ['db', 'database.dump', 'blobs'];

/**
 * Packs a folder. The file is there whole and lasting once this resolves, and not there before.
 * @param folder holds some of `db`, `database.dump` and `blobs`.
 */
export async function packBackup(folder: string, file: string, database: BackedUp): Promise<void> {
  await writeFile(join(folder, ABOUT), JSON.stringify({ format: FORMAT, database }));
  const unfinished = `${file}${UNFINISHED}`;
  const parts = await Promise.all(
    PARTS.map(async (name) => ((await isThere(join(folder, name))) ? [name] : [])),
  );
  try {
    await create({ cwd: folder, file: unfinished, gzip: { level: 1 }, portable: true, strict: true }, [
      ABOUT,
      ...parts.flat(),
    ]);
    const packed = await open(unfinished, 'r+');
    await packed.sync();
    await packed.close();
    await rename(unfinished, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Unpacks a file into a folder, which is made. @throws if it is none of ours, or damaged. */
export async function unpackBackup(file: string, folder: string): Promise<BackedUp> {
  await mkdir(folder, { recursive: true });
  await extract({
    file,
    cwd: folder,
    strict: true,
    filter: (path, entry) =>
      CONTENTS.test(path.replace(/\/$/, '')) &&
      'type' in entry &&
      (entry.type === 'File' || entry.type === 'Directory'),
  });
  return about.parse(JSON.parse(await readFile(join(folder, ABOUT), 'utf8'))).database;
}

async function isThere(path: string): Promise<boolean> {
  try {
    await (await open(path, 'r')).close();
    return true;
  } catch {
    return false;
  }
}
