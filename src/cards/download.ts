/** What is told of a download: a file of a take that was made because somebody wanted it. */
import type { Download, Store, TakeBlobs } from '../store/index.ts';
import { type BeatCard, beatCard, type TakeCard } from './beat.ts';

/** A download that is there. */
export interface DownloadCard {
  readonly beat: BeatCard;
  readonly take: TakeCard;
  readonly download: Download;
}

export interface DownloadedFile {
  /** Such as `zip`, `wav`, `mid`. */
  readonly ending: string;
  readonly bytes: Uint8Array;
}

/** What there is of a download, or nothing. */
export async function downloadCard(
  store: Store,
  takeId: string,
  download: Download,
): Promise<DownloadCard | undefined> {
  const beat = await store.beats.ofTake(takeId);
  const files = beat?.takes.find(({ id }) => id === takeId)?.files;
  if (beat === undefined || files === undefined || filesOfDownload(files, download).length === 0)
    return undefined;
  const card = await beatCard(store, beat);
  return { beat: card, take: card.takes.find(({ id }) => id === takeId)!, download };
}

/** The files of a download among those of a take: ending and blob, MIDI last. */
export function filesOfDownload(files: TakeBlobs, download: Download): [ending: string, sha256: string][] {
  return Object.entries(files)
    .filter(([kind]) => kind.startsWith(`${download}.`))
    .map(([kind, sha256]): [string, string] => [kind.slice(download.length + 1), sha256])
    .sort(([a], [b]) => Number(a === 'mid') - Number(b === 'mid'));
}
