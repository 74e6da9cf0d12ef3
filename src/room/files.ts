/** The CDN's files: what was uploaded, behind addresses that are signed and expire as Discord's do. */
import { createHmac, randomBytes } from 'node:crypto';
import type { RoomClock } from './clock.ts';
import type { RoomMemory, StoredFile } from './memory.ts';

export interface Files {
  /** Stores a file under a path such as `/attachments/CHANNEL/ID/beat.mp3`; returns its signed address. */
  put(folder: string, name: string, file: StoredFile): string;
  /** A new signature for an address that `put` gave. */
  sign(url: string): string;
  /** What a request for this path and query gets; undefined if it is gone, forged or expired. */
  get(path: string, query: URLSearchParams): StoredFile | undefined;
  vanish(url: string): void;
}

/**
 * @param livesMs how long an address is good for.
 * @param memory keeps the files of messages beyond the room's end. What is handed to a command is not kept.
 */
export function createFiles(
  clock: RoomClock,
  base: () => string,
  livesMs: number,
  memory?: { readonly store: RoomMemory; readonly isKept: (folder: string) => boolean },
): Files {
  const stored = new Map<string, StoredFile>();
  const secret = randomBytes(32);
  const seal = (path: string, ex: string, is: string) =>
    createHmac('sha256', secret).update(`${path}|${ex}|${is}`).digest('hex');

  function signed(path: string): string {
    const is = Math.floor(clock.now() / 1000).toString(16);
    const ex = Math.floor((clock.now() + livesMs) / 1000).toString(16);
    return `${base()}${path}?ex=${ex}&is=${is}&hm=${seal(path, ex, is)}&`;
  }

  return {
    put(folder, name, file) {
      const path = `${folder}/${encodeURIComponent(name)}`;
      if (memory?.isKept(folder)) memory.store.putFile(path, file);
      else stored.set(path, file);
      return signed(path);
    },
    sign: (url) => signed(new URL(url).pathname),
    get(path, query) {
      const [ex, is, hm] = ['ex', 'is', 'hm'].map((key) => query.get(key) ?? '') as [string, string, string];
      if (seal(path, ex, is) !== hm || clock.now() > Number.parseInt(ex, 16) * 1000) return undefined;
      return stored.get(path) ?? memory?.store.file(path);
    },
    vanish(url) {
      const path = new URL(url).pathname;
      stored.delete(path);
      memory?.store.dropFile(path);
    },
  };
}

/** As Discord's uploader cleans names: spaces and anything unusual become underscores. */
export function cleanName(name: string): string {
  const clean = name.replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^[._]+(?=.)/, '');
  return clean === '' ? 'unknown' : clean;
}

const TYPES: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  m4a: 'audio/mp4',
  mid: 'audio/midi',
  midi: 'audio/midi',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  mp4: 'video/mp4',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
  zip: 'application/zip',
  pdf: 'application/pdf',
};

/** Discord goes by the name's ending. */
export function typeOf(name: string): string {
  return TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}
