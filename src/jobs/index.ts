/**
 * What is done in the background, and the services that commands and the terminal call. Here the other
 * folders meet: a service writes a row and files a job, the queue brings the job to a worker, a thread does
 * the heavy part, and the store keeps what came of it. Nothing here knows of Discord.
 */
export { createServices, type ServiceOptions } from './create-services.ts';
export { openQueue, type Queue, type QueueHandlers } from './queue.ts';
export * from './services.ts';
export { tagsOf } from './tags.ts';
export { trainingKey } from './train.ts';
export type { Tasks } from './work/messages.ts';
export { openPool, type Pool } from './work/pool.ts';
export { createWorker } from './worker.ts';
