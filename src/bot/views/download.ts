/** The menu of what can be had of a beat's takes besides its message, and what comes of a pick. */
import { STYLE_FACTS, takeFileName } from '../../music/index.ts';
import {
  type BeatCard,
  DOWNLOADS,
  type Download,
  type DownloadCard,
  type DownloadedFile,
  type DownloadWish,
  type TakeCard,
} from '../../services/index.ts';
import { words } from '../../words/index.ts';
import type { View } from '../command.ts';
import { pickOf, takeMenuRow } from './take-menu.ts';
import { bold, lines, member, plain, small } from './words.ts';

/** The prefix of the menu's `custom_id`. */
export const DOWNLOAD_PREFIX = 'files';

/** Sixteen things to pick from, take by take. */
export const downloadRow = (beatId: string, takes: readonly TakeCard[]) =>
  takeMenuRow(
    {
      prefix: DOWNLOAD_PREFIX,
      placeholder: words.views.download.placeholder,
      names: DOWNLOADS,
      words: words.views.download.options,
    },
    beatId,
    takes,
  );

/** What was picked from the menu; `undefined` for what no menu of ours holds. */
export function wishOf(value: string): DownloadWish | undefined {
  const pick = pickOf(DOWNLOADS, value);
  return pick && { download: pick.name, takeId: pick.takeId };
}

/** The files that were wanted. */
export function downloadView(
  { beat, take, download }: DownloadCard,
  requestedById: string,
  files: readonly DownloadedFile[],
): View {
  const name = words.views.download.options[download].label;
  const isFlac = download === 'wav' && files.some(({ ending }) => ending === 'flac');
  return {
    content: lines(
      words.views.download.title({
        sound: soundOf(beat),
        take: take.name,
        name: bold(name),
        member: member(requestedById),
      }),
      small(isFlac ? words.views.download.flac : words.views.download.notes[download]),
    ),
    embeds: [],
    components: [],
    files: files.map(({ ending, bytes }) => ({
      name: fileName(beat, take, download, ending),
      bytes,
      description: words.views.download.alt({
        take: take.name,
        sound: beat.artist ?? STYLE_FACTS[beat.style].label,
        name,
        format: ending.toUpperCase(),
      }),
    })),
  };
}

/** Whose sound a beat is in: `**Night Shift** · trap`, or `**trap**` of a style alone. */
export function soundOf({ artist, style }: Pick<BeatCard, 'artist' | 'style'>): string {
  const { label } = STYLE_FACTS[style];
  return artist === undefined ? bold(label) : `${bold(plain(artist))} · ${label}`;
}

/** A loop is called by its take alone; what is more than the loop says so. */
function fileName(beat: BeatCard, take: TakeCard, download: Download, ending: string): string {
  const base = takeFileName({ ...beat, take: take.name });
  return download === 'stems' || download === 'song' ? `${base}_${download}.${ending}` : `${base}.${ending}`;
}
