/**
 * Opening a ZIP of tracks that a stranger packed. Nothing that it claims is believed: what comes out is counted as it
 * comes, and names are only names, since nothing is written where they say.
 */
import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import type { ReferenceKind } from '../store/index.ts';
import { BeatwrightError } from '../words/index.ts';
import { kindOfFile } from './kinds/file-kind.ts';
import { MAX_FILES, MAX_REFERENCE_BYTES, MAX_UNPACKED_BYTES } from './kinds/limits.ts';

/** A track in a ZIP, or why it cannot be one. */
export type PackedTrack = {
  /** Without its folders. */
  readonly name: string;
  /** With its folders. */
  readonly path: string;
} & (
  | { readonly kind: ReferenceKind; readonly bytes: Uint8Array; readonly size: number }
  | { readonly error: BeatwrightError }
);

export interface Pack {
  /** What lies in it besides tracks. */
  readonly passedOver: readonly string[];
  /**
   * The tracks, one after the other as they are unpacked.
   * @throws BeatwrightError `pack-bomb` once more than `MAX_UNPACKED_BYTES` have come out, `pack-damaged`.
   */
  tracks(signal: AbortSignal): AsyncIterable<PackedTrack>;
}

/** Names of what may be a track; what a file is, its content says. */
const TRACK =
  /\.(?:midi?|rmi|kar|smf|wave?|mp3|mp2|flac|ogg|oga|opus|m4a|mp4|aac|aiff?|aifc|caf|wma|webm|mkv|mov|w64)$/i;
const ARCHIVE = /\.(?:zip|rar|7z|tar|t?gz)$/i;
/** What systems put beside files, and what they hide. */
const HIDDEN = /(?:^|\/)(?:\.(?!\.?\/)|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i;
/** The most that a ZIP may list, whatever it is. */
const MAX_ENTRIES = 10_000;

/** As much of a path as is read: its end, which says what the file is. */
const PATH_LENGTH = 300;

const STORED = 0;
const DEFLATED = 8;

/** Of the paths of what may be tracks, the places of those that are wanted. */
type Choose = (paths: readonly string[]) => readonly number[];

/**
 * Looks into a ZIP.
 * @param choose what is not chosen is passed over; everything is wanted unless told
 * @throws BeatwrightError `pack-damaged`, `pack-encrypted`, `pack-empty`, `pack-too-many`, `pack-bomb`.
 */
export async function openPack(name: string, bytes: Uint8Array, choose?: Choose): Promise<Pack> {
  const damaged = (cause: unknown) => new BeatwrightError('pack-damaged', { name }, { cause });
  const { fromBufferPromise } = await import('yauzl');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let entries: { entry: Entry; path: string }[] = [];
  const passedOver: string[] = [];
  let zip: ZipFile;
  try {
    // Names are decoded here: to refuse one that leads elsewhere would be to refuse the whole pack.
    zip = await fromBufferPromise(buffer, { lazyEntries: true, decodeStrings: false });
    if (zip.entryCount > MAX_ENTRIES) throw tooMany(name, zip.entryCount);
    for await (const entry of zip.eachEntry()) {
      const path = await pathOf(entry);
      if (path.endsWith('/') || HIDDEN.test(path)) continue;
      if (TRACK.test(path) || ARCHIVE.test(path)) entries.push({ entry, path });
      else passedOver.push(nameOf(path));
    }
  } catch (error) {
    if (error instanceof BeatwrightError) throw error;
    if (error instanceof Error && /strong encryption/.test(error.message)) throw encrypted(name, error);
    throw damaged(error);
  }
  if (entries.length === 0) throw new BeatwrightError('pack-empty', { name });
  if (choose !== undefined) {
    const chosen = new Set(choose(entries.map(({ path }) => path)));
    passedOver.push(...entries.flatMap(({ path }, i) => (chosen.has(i) ? [] : [nameOf(path)])));
    entries = entries.filter((_, i) => chosen.has(i));
  }
  if (entries.length > MAX_FILES) throw tooMany(name, entries.length);
  if (entries.some(({ entry }) => entry.isEncrypted())) throw encrypted(name);
  // An honest ZIP that is too large need not be unpacked to be known for it.
  const claimed = entries.map(({ entry }) => Math.min(entry.uncompressedSize, MAX_REFERENCE_BYTES));
  if (claimed.reduce((sum, size) => sum + size, 0) > MAX_UNPACKED_BYTES) throw tooLarge(name);
  return {
    passedOver,
    async *tracks(signal) {
      const budget = { left: MAX_UNPACKED_BYTES };
      for (const { entry, path } of entries) {
        signal.throwIfAborted();
        const track = { name: nameOf(path), path };
        try {
          if (ARCHIVE.test(path)) throw nested(track.name);
          const unpacked = await unpack(zip, entry, track.name, budget);
          const kind = await kindOfFile({ name: track.name, bytes: unpacked });
          if (kind === 'zip') throw nested(track.name);
          yield { ...track, kind, bytes: unpacked, size: unpacked.length };
        } catch (error) {
          if (!(error instanceof BeatwrightError)) throw damaged(error);
          if (budget.left < 0) throw tooLarge(name);
          yield { ...track, error };
        }
      }
    },
  };
}

/**
 * @param budget what may come out of the whole ZIP yet, in bytes; what does is taken off, whatever becomes of it.
 * @throws BeatwrightError `reference-too-big` as soon as too much has come out, `pack-method`, `pack-file-damaged`.
 */
async function unpack(
  zip: ZipFile,
  entry: Entry,
  name: string,
  budget: { left: number },
): Promise<Uint8Array> {
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    throw new BeatwrightError('pack-method', { name });
  }
  const chunks: Buffer[] = [];
  let size = 0;
  let sum = 0;
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      size += chunk.length;
      budget.left -= chunk.length;
      if (size > MAX_REFERENCE_BYTES || budget.left < 0) {
        const bytes = Math.max(size, entry.uncompressedSize);
        throw new BeatwrightError('reference-too-big', { name, bytes, most: MAX_REFERENCE_BYTES });
      }
      sum = crc32(chunk, sum);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof BeatwrightError) throw error;
    throw new BeatwrightError('pack-file-damaged', { name }, { cause: error });
  }
  if (sum !== entry.crc32) throw new BeatwrightError('pack-file-damaged', { name });
  return Buffer.concat(chunks);
}

/**
 * The path of an entry: UTF-8 where it is that, since macOS writes it without saying so; else what the entry says,
 * which is CP437 by default.
 */
async function pathOf(entry: Entry): Promise<string> {
  const { getFileNameLowLevel } = await import('yauzl');
  const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
  let path: string;
  try {
    path = new TextDecoder('utf-8', { fatal: true }).decode(fileNameRaw);
  } catch {
    path = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
  }
  return path.replaceAll('\\', '/').slice(-PATH_LENGTH).toWellFormed();
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/[\p{Cc}\p{Cf}]/gu, ' ');
}

function nested(name: string): BeatwrightError {
  return new BeatwrightError('pack-nested', { name });
}

function encrypted(name: string, cause?: Error): BeatwrightError {
  return new BeatwrightError('pack-encrypted', { name }, { cause });
}

function tooLarge(name: string): BeatwrightError {
  return new BeatwrightError('pack-bomb', { name, most: MAX_UNPACKED_BYTES });
}

function tooMany(name: string, files: number): BeatwrightError {
  return new BeatwrightError('pack-too-many', { name, files, most: MAX_FILES });
}
