/** The tracks of a MIDI file in a message: what each was taken for, the most uncertain and the biggest first. */
import { noteName } from '../../music/index.ts';
import type { MidiCard, PadCard, TrackCard } from '../../services/index.ts';
import { words } from '../../words/index.ts';
import { bold, plain } from './words.ts';

/** The most tracks that a message tells, and pads of each: more than fit on a phone nobody reads. */
const MOST_TRACKS = 6;
const MOST_PADS = 4;
const NAME_LENGTH = 40;

const DOUBT: readonly TrackCard['surely'][] = ['unsure', 'probably'];

/** A line for each track that is told, and how many more there are. */
export function trackLines({ tracks }: MidiCard): string[] {
  const told = new Set(byDoubt(tracks).slice(0, MOST_TRACKS));
  const more = tracks.length - told.size;
  return [
    ...tracks.filter((track) => told.has(track)).map((track) => `• ${lineOf(track)}`),
    ...(more > 0 ? [words.views.tracks.more({ tracks: more })] : []),
  ];
}

/** Whether somebody should have a look: a track or a pad is no more than a guess. */
export function isUnsure({ tracks }: MidiCard): boolean {
  return tracks.some(
    ({ surely, pads }) => surely === 'unsure' || pads.some(({ from }) => from === 'unknown'),
  );
}

/** Those that are least sure first, then those with most notes. */
export function byDoubt(tracks: readonly TrackCard[]): TrackCard[] {
  const doubt = ({ surely, confidence }: TrackCard) => (DOUBT.includes(surely) ? 1 - confidence : 0);
  return [...tracks].sort((a, b) => doubt(b) - doubt(a) || b.notes - a.notes);
}

/** What a track is called, for menus, which know no markup. */
export function trackName({ index, name }: TrackCard): string {
  return name.replace(/\s+/g, ' ').trim() || words.views.tracks.unnamed({ number: index + 1 });
}

/** What a track is called, in text. */
export function boldName(track: TrackCard): string {
  return bold(plain(trackName(track), NAME_LENGTH));
}

export function surelyOf({ surely, confidence: share }: TrackCard): string {
  return words.views.tracks.surely({ surely, share });
}

function lineOf(track: TrackCard): string {
  const { part, hasTwoHands, pads } = track;
  const odd = pads
    .filter(({ isUsual }) => !isUsual)
    .sort((a, b) => guessed(b) - guessed(a) || b.hits - a.hits);
  const more = odd.length - MOST_PADS;
  return words.views.tracks.line({
    name: boldName(track),
    part: words.views.tracks.part[part],
    surely: surelyOf(track),
    hands: hasTwoHands ?? false,
    pads: [
      ...odd.slice(0, MOST_PADS).map(padOf),
      ...(more > 0 ? [words.views.tracks.morePads({ pads: more })] : []),
    ],
  });
}

const guessed = ({ from }: PadCard) => ['rhythm', 'unknown'].indexOf(from);

function padOf({ pitch, drum, from }: PadCard): string {
  return words.views.tracks.pad({ note: noteName(pitch), pitch, drum: words.views.tracks.drum[drum], from });
}
