/**
 * One process at a time on a directory. The lock is SQLite's exclusive lock on a file, which the kernel holds
 * for the process: it works across containers that share the directory, and it is gone when the process is,
 * however that ends. A file that only says who was there would outlive a kill -9.
 */
import { DatabaseSync } from 'node:sqlite';
import { BeatwrightError } from '../words/index.ts';

/** SQLite's result code for a lock that somebody else holds. */
const SQLITE_BUSY = 5;

/**
 * @param file made if it is not there; it stays empty.
 * @returns lets go of the lock.
 * @throws `data-locked` if another process, or this one, holds it; `data-folder`.
 */
export function lockFile(file: string): () => void {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(file, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    const held = lock;
    return () => held.close();
  } catch (error) {
    lock?.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) {
      throw new BeatwrightError('data-locked', { file }, { cause: error });
    }
    throw new BeatwrightError('data-folder', { path: file, why: String(error) }, { cause: error });
  }
}
