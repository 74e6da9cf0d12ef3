/**
 * What is done in the background, and the services that commands and the terminal call. Here the other
 * folders meet: a service writes a row and files a job, the queue brings the job to a worker, a thread does
 * the heavy part, and the store keeps what came of it. Nothing here knows of Discord.
 */
export { createServices, type ServiceOptions } from './create-services.ts';
export { openQueue, type Queue, type QueueHandlers } from '../worker/queue.ts';
export * from './services.ts';
export { tagsOf } from '../threads/tags.ts';
export { trainingKey } from '../worker/kinds/train.handler.ts';
export type { Tasks } from '../threads/messages.ts';
export { openPool, type Pool } from '../threads/pool.ts';
export { createWorker } from '../worker/worker.ts';
