/** The networks of a thread: the base that Beatwright comes with, and the artists' that were asked for last. */
import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { LRUCache } from 'lru-cache';
import { BASE_FILE, type OpenBase, openBase } from '../model/index.ts';
import { BeatwrightError } from '../words/index.ts';

let file: Promise<Uint8Array> | undefined;

/** The base network's file, read once. @throws BeatwrightError `base-missing` */
export function baseFile(): Promise<Uint8Array> {
  file ??= readFile(BASE_FILE).catch((cause: unknown) => {
    throw new BeatwrightError('base-missing', { path: fileURLToPath(BASE_FILE) }, { cause });
  });
  // Whoever comes next may find the file in its place.
  file.catch(() => {
    file = undefined;
  });
  return file;
}

let base: Promise<OpenBase> | undefined;

/** The base network. */
export function openedBase(): Promise<OpenBase> {
  base ??= baseFile().then((bytes) => openBase(bytes));
  base.catch(() => {
    base = undefined;
  });
  return base;
}

/** By the hash of their adapters; few, as what each holds is about as large as the base. */
const artists = new LRUCache<string, Promise<OpenBase>>({
  max: 2,
  // One that could not be opened has nothing to release.
  dispose: (network) => void network.then((one) => one.release()).catch(() => {}),
});

/**
 * The base network with an artist's adapter.
 * @throws BeatwrightError `generator-damaged`, `generator-newer` or `generator-other-base`.
 */
export async function openedArtist(adapter: Uint8Array): Promise<OpenBase> {
  const name = hash('sha256', adapter, 'hex');
  const known = artists.get(name);
  if (known) return known;
  const opened = baseFile().then((bytes) => openBase(bytes, { adapter }));
  artists.set(name, opened);
  // Whoever comes next may have more luck.
  opened.catch(() => artists.delete(name));
  return opened;
}
