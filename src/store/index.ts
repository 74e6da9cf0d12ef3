/**
 * What outlives a process: rows in PostgreSQL (or PGlite, PostgreSQL inside the process) and blobs beside
 * them. The only caller of Prisma; everything else asks the `Store`.
 */
import type { BackupMade, Restored } from './backup.ts';
import type { Store, StoreOptions } from './types.ts';

export { correctionsOf, withMore } from './corrections.ts';
export { newId } from './ids.ts';
export { keyJson, trackCorrectionsJson } from './json.ts';
export * from './rows.ts';
export * from './types.ts';

/**
 * Opens the database, brings it up to date and finds the blobs. Prisma and PGlite are loaded only then, so that whoever
 * wants no more than the words of this folder waits for neither.
 * @throws as the `openStore` of `open.ts`.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const store = await import('./open.ts');
  return store.openStore(options);
}

/** @throws as the `backUp` of `backup.ts`. */
export async function backUp(place: StoreOptions, file: string): Promise<BackupMade> {
  const backup = await import('./backup.ts');
  return backup.backUp(place, file);
}

/** @throws as the `restore` of `backup.ts`. */
export async function restore(place: StoreOptions, file: string): Promise<Restored> {
  const backup = await import('./backup.ts');
  return backup.restore(place, file);
}
