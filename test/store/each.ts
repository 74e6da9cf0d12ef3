/** Every promise of the store is kept on both databases, so every test of it runs on both. */
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { openStore, type Store } from '../../src/store/index.ts';
import { type Place, type TestDatabase, testDatabase } from '../support/database.ts';

export interface OnDatabase {
  readonly database: TestDatabase;
  /** One store for all tests of the file; each test uses a server of its own. */
  readonly store: Store;
  readonly place: Place;
  /** Closes the store and opens it again, as a restart does. */
  reopen(): Promise<void>;
}

export function onEachDatabase(tests: (on: OnDatabase) => void): void {
  describe.each(['PGlite', 'PostgreSQL'] as const)('on %s', (kind) => {
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
    tests({
      database,
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
    });
  });
}
