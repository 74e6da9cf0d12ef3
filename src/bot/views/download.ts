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
import type { View } from '../command.ts';
import { pickOf, takeMenuRow } from './take-menu.ts';
import { lines, member, plain, small } from './words.ts';

/** The prefix of the menu's `custom_id`. */
export const DOWNLOAD_PREFIX = 'files';

/** How a download is called, what the menu says of it, and what goes with it. */
const WORDS: Readonly<Record<Download, { name: string; promise: string; note: string }>> = {
  stems: {
    name: 'Stems',
    promise: 'a ZIP: each part as FLAC, and MIDI',
    note: 'All parts start at bar 1 and together are the mix before the master.',
  },
  wav: {
    name: 'WAV',
    promise: 'the whole loop, 24 bit',
    note: 'It loops without a gap; tempo and key are in the file.',
  },
  ogg: {
    name: 'Ogg',
    promise: 'the whole loop, small',
    note: 'It loops without a gap; tempo and key are in the file.',
  },
  song: {
    name: 'Song',
    promise: 'intro, verses, hooks and outro, and MIDI',
    note: 'Intro, verse, hook, verse, hook and outro are marked as chapters.',
  },
};
const FLAC = 'As FLAC, which loses nothing either: a WAV of this length would not fit into a message.';

/** Sixteen things to pick from, take by take. */
export const downloadRow = (beatId: string, takes: readonly TakeCard[]) =>
  takeMenuRow(
    {
      prefix: DOWNLOAD_PREFIX,
      placeholder: 'Get files: stems, WAV, Ogg, a song',
      names: DOWNLOADS,
      words: WORDS,
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
  const { name, note } = WORDS[download];
  const style = STYLE_FACTS[beat.style].label;
  const sound = beat.artist === undefined ? `**${style}**` : `**${plain(beat.artist)}** · ${style}`;
  const isFlac = download === 'wav' && files.some(({ ending }) => ending === 'flac');
  return {
    content: lines(
      `${sound} · take ${take.name}: **${name}** for ${member(requestedById)}`,
      small(isFlac ? FLAC : note),
    ),
    embeds: [],
    components: [],
    files: files.map(({ ending, bytes }) => ({
      name: fileName(beat, take, download, ending),
      bytes,
      description: `Take ${take.name} of ${beat.artist ?? style}: ${name}, ${ending.toUpperCase()}`,
    })),
  };
}

/** A loop is called by its take alone; what is more than the loop says so. */
function fileName(beat: BeatCard, take: TakeCard, download: Download, ending: string): string {
  const base = takeFileName({ ...beat, take: take.name });
  return download === 'stems' || download === 'song' ? `${base}_${download}.${ending}` : `${base}.${ending}`;
}
