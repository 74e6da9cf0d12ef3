/** Files that people name. */
import { readFile } from 'node:fs/promises';
import { BeatwrightError } from '../words/index.ts';

/** @throws BeatwrightError `file-unreadable`. */
export async function readNamed(file: string): Promise<Uint8Array> {
  return readFile(file).catch((cause: unknown) => {
    throw new BeatwrightError('file-unreadable', { path: file }, { cause });
  });
}
