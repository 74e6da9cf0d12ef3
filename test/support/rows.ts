/** Looks into a store past its interface: at what is kept and what nobody asks it for. */
import { Client } from 'pg';
import type { Store } from '../../src/store/index.ts';

export type Row = Readonly<Record<string, unknown>>;

/** @example await rowsOf(store, 'SELECT name FROM servers WHERE id = $1', [id]) */
export async function rowsOf(
  { database }: Pick<Store, 'database'>,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  if (database.kind === 'pglite') return (await database.pglite.query<Row>(sql, [...values])).rows;
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Every consent given for an artist's references, oldest first, withdrawn ones too. */
export function consentsOf(store: Store, artistId: string): Promise<Row[]> {
  return rowsOf(
    store,
    'SELECT c.* FROM consents c JOIN "references" r ON r.id = c.reference_id WHERE r.artist_id = $1 ORDER BY c.given_at, c.reference_id',
    [artistId],
  );
}

/** Whether a blob is there and whole. */
export async function isKept({ blobs }: Pick<Store, 'blobs'>, sha256: string): Promise<boolean> {
  try {
    await blobs.get(sha256);
    return true;
  } catch (error) {
    if (error instanceof Error && 'id' in error && error.id === 'blob-missing') return false;
    throw error;
  }
}
