/**
 * One process at a time on a directory. The lock is SQLite's exclusive lock on a file, which the kernel holds
 * for the process: it works across containers that share the directory, and it is gone when the process is,
 * however that ends. A file that only says who was there would outlive a kill -9.
 */
import { DatabaseSync } from 'node:sqlite';
import { BeatwrightError } from '../music/index.ts';

/** SQLite's result code for a lock that somebody else holds. */
const SQLITE_BUSY = 5;

/**
 * @param file made if it is not there; it stays empty.
 * @returns lets go of the lock.
 * @throws `data-locked` if another process, or this one, holds it; `data-unwritable`.
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
      throw new BeatwrightError(
        'data-locked',
        `Another Beatwright is using this data (it holds ${file}). Stop it first, give this one a folder of its own (DATA_DIR, or --data on the terminal), or let both share a PostgreSQL (DATABASE_URL).`,
        { cause: error },
      );
    }
    throw new BeatwrightError(
      'data-unwritable',
      `The file ${file} cannot be written (${String(error)}). Give a folder that can be written to (DATA_DIR, or --data on the terminal).`,
      { cause: error },
    );
  }
}
