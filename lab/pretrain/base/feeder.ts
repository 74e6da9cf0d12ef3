/** Makes batches on a thread of their own, a few ahead of training. */
import { Worker } from 'node:worker_threads';
import type { Batch, BatchShape } from '../../../src/model/net/batch.ts';

export interface FeederOptions {
  readonly shape: BatchShape;
  readonly seed: number;
  /** The folder of the open data sets; without it the grammar feeds alone. */
  readonly data?: string;
  /** Folders of MIDI files, or tables of them, to learn from besides. */
  readonly own?: readonly string[];
}

/** What the thread is asked: the batch of a step. */
export interface FeedRequest {
  readonly step: number;
}
/** What it answers. */
export type FeedAnswer =
  | { readonly step: number; readonly batch: Pick<Batch, 'arrays' | 'steps'> }
  | { readonly failed: unknown };

export interface Feeder {
  /** The batch of a step; the same for the same options, whenever it is asked for. */
  batch(step: number): Promise<Pick<Batch, 'arrays' | 'steps'>>;
  close(): Promise<void>;
}

/** How many batches are made ahead. */
const AHEAD = 3;

export function startFeeder(options: FeederOptions): Feeder {
  const worker = new Worker(new URL('./feed-worker.ts', import.meta.url), {
    workerData: options,
    // Flags of the main thread, such as one that says what kind of text it runs, are not for a file.
    execArgv: [],
  });
  const waiting = new Map<number, PromiseWithResolvers<Pick<Batch, 'arrays' | 'steps'>>>();
  const fail = (error: unknown) => {
    for (const { reject } of waiting.values()) reject(error);
  };
  worker.on('message', (answer: FeedAnswer) => {
    if ('failed' in answer) fail(answer.failed);
    else waiting.get(answer.step)?.resolve(answer.batch);
  });
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('the thread that makes batches has ended')));
  const ask = (step: number) => {
    const known = waiting.get(step);
    if (known) return known.promise;
    const asked = Promise.withResolvers<Pick<Batch, 'arrays' | 'steps'>>();
    // Whoever waits is told; that nobody waits yet is no fault.
    asked.promise.catch(() => {});
    waiting.set(step, asked);
    worker.postMessage({ step } satisfies FeedRequest);
    return asked.promise;
  };
  return {
    async batch(step) {
      for (let ahead = 0; ahead <= AHEAD; ahead++) ask(step + ahead);
      const batch = await ask(step);
      waiting.delete(step);
      return batch;
    },
    async close() {
      await worker.terminate();
    },
  };
}
