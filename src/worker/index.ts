/**
 * Where jobs are done: the queue brings a job to a worker, its handler has threads do the heavy part, and the store keeps
 * what came of it. `kinds/` says which kinds of job there are.
 */
export { openQueue, type Queue, type QueueHandlers } from './queue.ts';
export { createWorker, type WorkerOptions } from './worker.ts';
