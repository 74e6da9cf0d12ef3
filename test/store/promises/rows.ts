import pg from 'pg';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/store/index.ts';
import type { OnDatabase } from '../fixtures.ts';
import { makeArtist, makeBeat, makeGenerator, makeReference } from '../fixtures.ts';

export function rowPromises(on: OnDatabase): void {
  describe('a row that another version of Beatwright wrote differently', () => {
    it('is named to whoever reads it, and keeps nobody from the others', async () => {
      const { store } = on;
      const artist = await makeArtist(store);
      const [odd, plain] = [await makeReference(store, artist), await makeReference(store, artist)];
      const generator = await makeGenerator(store, artist, [odd, plain]);
      const [oddBeat, beat] = [await makeBeat(store), await makeBeat(store)];
      const write = (table: string, column: string, id: string, value: object) =>
        execute(store, `UPDATE "${table}" SET ${column} = $1 WHERE id = $2`, [JSON.stringify(value), id]);
      await write('references', 'analysis', odd.id, { bpm: 'fast' });
      await write('generators', 'figures', generator.id, { scores: -1 });
      await write('takes', 'score', oddBeat.takes[1]!.id, { bpm: 90, drums: 'none' });

      const invalid = (what: string) => ({
        id: 'row-invalid',
        facts: { what: expect.anything(), why: expect.stringContaining(what) },
      });
      await expect(store.references.get(odd.id)).rejects.toMatchObject(invalid('bpm'));
      await expect(store.generators.get(generator.id)).rejects.toMatchObject(invalid('scores'));
      await expect(store.beats.score(oddBeat.takes[1]!.id)).rejects.toMatchObject(invalid('drums'));

      expect(await store.references.get(plain.id)).toEqual(plain);
      expect(await store.beats.get(beat.id)).toEqual(beat);
      // And it can be mended, since nothing of it was thrown away.
      await write('references', 'analysis', odd.id, { bpm: 90, key: null, warnings: [] });
      expect(await store.references.get(odd.id)).toMatchObject({ id: odd.id, bpm: 90 });
    });
  });
}

/** Runs SQL past the store, as another program does. @returns the rows. */
export async function execute({ database }: Store, sql: string, values: unknown[]): Promise<unknown[]> {
  if (database.kind === 'pglite') return (await database.pglite.query(sql, values)).rows;
  const client = new pg.Client(database.url);
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}
