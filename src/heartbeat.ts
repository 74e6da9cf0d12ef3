/** Says from outside that a process is well: a file whose time is renewed for as long as the database answers. */
import { rm, writeFile } from 'node:fs/promises';
import type { Store } from './store/index.ts';

/** How often, in milliseconds. A check may take it for dead after a minute. */
const EVERY_MS = 10_000;

/**
 * @param file is written before this resolves. @returns ends it, and takes the file away.
 */
export async function startHeartbeat(file: string, store: Pick<Store, 'ping'>): Promise<() => Promise<void>> {
  // What a database that does not answer, or a thread that never rests, leaves is a file that grows old.
  const beat = async () => {
    await store.ping();
    await writeFile(file, `${new Date().toISOString()}\n`);
  };
  await beat();
  const beating = setInterval(() => void beat().catch(() => {}), EVERY_MS);
  return async () => {
    clearInterval(beating);
    await rm(file, { force: true });
  };
}
