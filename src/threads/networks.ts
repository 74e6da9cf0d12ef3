/** The networks of a thread: the base that Beatwright comes with, and the artists' that were asked for last. */
import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { BASE_FILE, type OpenBase, openBase } from '../model/index.ts';
import { BeatwrightError } from '../music/index.ts';

/** Artists that stay open: what each holds is about as large as the base. */
const ARTISTS = 2;

let file: Promise<Uint8Array> | undefined;

/** The base network's file, read once. @throws BeatwrightError `base-missing` */
export function baseFile(): Promise<Uint8Array> {
  file ??= readFile(BASE_FILE).catch((cause: unknown) => {
    throw new BeatwrightError(
      'base-missing',
      `The base network, ${fileURLToPath(BASE_FILE)}, cannot be read. Install Beatwright again.`,
      { cause },
    );
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

/** By the hash of their adapters, the one that was asked for last at the end. */
const artists = new Map<string, Promise<OpenBase>>();

/**
 * The base network with an artist's adapter.
 * @throws BeatwrightError `generator-damaged`, `generator-newer` or `generator-other-base`.
 */
export async function openedArtist(adapter: Uint8Array): Promise<OpenBase> {
  const name = hash('sha256', adapter, 'hex');
  const known = artists.get(name);
  const opened = known ?? baseFile().then((bytes) => openBase(bytes, { adapter }));
  artists.delete(name);
  artists.set(name, opened);
  opened.catch(() => artists.delete(name));
  if (artists.size > ARTISTS) {
    const [oldest, network] = artists.entries().next().value!;
    artists.delete(oldest);
    await network.then((one) => one.release()).catch(() => {});
  }
  return opened;
}
