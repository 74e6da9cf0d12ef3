/** Files and folders that people name. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { BeatwrightError } from '../words/index.ts';

/** @throws BeatwrightError `file-unreadable`. */
export async function readNamed(file: string): Promise<Uint8Array> {
  return readFile(file).catch((cause: unknown) => {
    throw new BeatwrightError('file-unreadable', { path: file }, { cause });
  });
}

/** Makes the folder that files are written into. @throws BeatwrightError `out-unwritable`. */
export async function makeFolder(out: string): Promise<void> {
  await mkdir(out, { recursive: true }).catch((cause: unknown) => {
    throw new BeatwrightError('out-unwritable', { path: out }, { cause });
  });
}

/** @throws BeatwrightError `picture-unwritable`. */
export async function writePicture(file: string, bytes: Uint8Array): Promise<void> {
  await writeFile(file, bytes).catch((cause: unknown) => {
    throw new BeatwrightError('picture-unwritable', { path: file }, { cause });
  });
}
