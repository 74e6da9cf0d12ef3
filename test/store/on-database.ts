/** What the store promises is kept on both databases; each has a test file of its own, so that they run side by side. */
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { openStore, type Store } from '../../src/store/index.ts';
import { type DatabaseKind, type Place, testDatabase } from '../support/database.ts';
import type { OnDatabase } from './fixtures.ts';
import { artistPromises } from './promises/artists.ts';
import { batchPromises } from './promises/batches.ts';
import { battlePromises } from './promises/battles.ts';
import { beatPromises } from './promises/beats.ts';
import { blobPromises } from './promises/blobs.ts';
import { jobPromises } from './promises/jobs.ts';
import { lyricsPromises } from './promises/lyrics.ts';
import { referencePromises } from './promises/references.ts';
import { retentionPromises } from './promises/retention.ts';
import { rowPromises } from './promises/rows.ts';
import { tastePromises } from './promises/tastes.ts';
import { trainingPromises } from './promises/trainings.ts';
import { votePromises } from './promises/votes.ts';

export function storePromises(kind: DatabaseKind): void {
  describe(`on ${kind}`, () => {
    const database = testDatabase(kind);
    let store: Store;
    let place: Place;
    beforeAll(async () => {
      if (database.missing !== undefined) return;
      place = await database.place();
      store = await openStore(place);
    });
    beforeEach((ctx) => {
      if (database.missing !== undefined) ctx.skip(database.missing);
    });
    afterAll(async () => {
      await store?.close();
      await database.stop();
    });
    const on: OnDatabase = {
      get store() {
        return store;
      },
      get place() {
        return place;
      },
      reopen: async () => {
        await store.close();
        store = await openStore(place);
      },
    };
    artistPromises(on);
    referencePromises(on);
    batchPromises(on);
    lyricsPromises(on);
    beatPromises(on);
    votePromises(on);
    battlePromises(on);
    tastePromises(on);
    jobPromises(on);
    trainingPromises(on);
    blobPromises(on);
    retentionPromises(on);
    rowPromises(on);
  });
}
