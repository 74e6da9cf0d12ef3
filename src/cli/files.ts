/** Files that people name. */
import { readFile } from 'node:fs/promises';
import { BeatwrightError } from '../music/index.ts';

/** @throws BeatwrightError `file-unreadable`. */
export async function readNamed(file: string): Promise<Uint8Array> {
  return readFile(file).catch((cause: unknown) => {
    throw new BeatwrightError(
      'file-unreadable',
      `${file} cannot be read. Check that it is there and is a file.`,
      { cause },
    );
  });
}
