import pg from 'pg';
import { afterAll, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.ts';
import { testDatabase } from '../support/database.ts';
import { makeArtist, newJob } from './fixtures.ts';
import { storePromises } from './on-database.ts';

storePromises('PostgreSQL');

const database = testDatabase('PostgreSQL');
afterAll(() => database.stop());

it('a transaction that PostgreSQL ends to solve a deadlock is done again', async (ctx) => {
  if (database.missing !== undefined) return ctx.skip(database.missing);
  const place = await database.place();
  const store = await openStore(place);
  const other = new pg.Client({ connectionString: place.databaseUrl });
  await other.connect();
  const artist = await makeArtist(store);
  const job = await store.jobs.create(
    newJob({ serverId: artist.serverId, payload: { artistId: artist.id, artist: artist.name } }),
  );
  await other.query('BEGIN');
  await other.query('SELECT 1 FROM jobs WHERE id = $1 FOR UPDATE', [job.id]);
  const waiting = `SELECT count(*)::int AS count FROM pg_stat_activity WHERE wait_event_type = 'Lock'`;
  // Holds the artist, and waits for the job.
  const erased = store.erasure.artist(artist.id);
  await expect.poll(async () => (await other.query(waiting)).rows[0]?.count).toBe(1);
  await other.query(`SET LOCAL deadlock_timeout = '1min'`);
  await other.query('UPDATE artists SET style = style WHERE id = $1', [artist.id]);
  await other.query('COMMIT');
  expect((await erased).counts).toMatchObject({ artists: 1, jobs: 1 });
  await other.end();
  await store.close();
});
