/** Kills at random moments of everything at once; `scripts/storm.ts` does it for longer. */
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { storm } from './storm.ts';

describe.each(['PGlite', 'PostgreSQL'] as const)('a process on %s that is killed again and again', (kind) => {
  const database = testDatabase(kind);
  afterAll(() => database.stop());

  it('loses no upload, training, beat, vote, download or erasure that was acknowledged, and does none twice', async (ctx) => {
    if (database.missing !== undefined) return ctx.skip(database.missing);
    const { acknowledged, lost, doubled } = await storm(await database.place(), { each: 1, most: 2 });
    expect({ lost, doubled }).toEqual({ lost: [], doubled: [] });
    expect(acknowledged['ingest']).toBeGreaterThan(0);
  });
});
