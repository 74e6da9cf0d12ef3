/**
 * The product behind the bot, for tests: real services and a real worker on an embedded database. Only the threads are
 * stubs, and there is no queue: a filed job waits until the test has it done.
 */
import { pino } from 'pino';
import { createServices, type Services } from '../../src/services/index.ts';
import { type Job, openStore, type Store } from '../../src/store/index.ts';
import { measureLyrics } from '../../src/threads/index.ts';
import { createWorker } from '../../src/worker/index.ts';
import { testDatabase } from './database.ts';
import { stubPool } from './stub-pool.ts';

export interface Studio {
  readonly store: Store;
  readonly services: Services;
  /** Does a job to its end, as a worker does, and those that it hands its work on to. */
  work(jobId: string): Promise<void>;
  /** Files the jobs whose time has come, as a worker does. */
  due(): Promise<readonly Job[]>;
  close(): Promise<void>;
}

/** Opening a database takes seconds: once a test file, please. */
export async function openStudio(): Promise<Studio> {
  const database = testDatabase('PGlite');
  const store = await openStore(await database.place());
  // A training that starts by itself is due at once.
  const services = createServices({ store, measureLyrics, send: async () => {}, trainAfterMs: 0 });
  const worker = createWorker({ store, pool: stubPool, log: pino({ level: 'silent' }), listener: 'a stub' });
  return {
    store,
    services,
    async work(jobId) {
      const parts = await worker.run(jobId, new AbortController().signal);
      for (const { id } of parts) await worker.run(id, new AbortController().signal);
    },
    due: () => worker.due(),
    async close() {
      await store.close();
      await database.stop();
    },
  };
}
