/** The notes of a track: all from the mix, or each part from a stem of its own, where nothing has to be told apart. */
import { PARTS, type Part } from '../music/index.ts';
import type { Pitched, PitchListener, PitchOptions } from './pitch/index.ts';
import type { Tracks } from './tracks.ts';
import type { HeardNote, Rhythm, TonalPart } from './types.ts';

/** By so much of what it lacks a note is surer that was heard in its part's own stem. */
const OWN_STEM = 0.5;

/** Without a listener, none. */
export async function notesIn(
  { mix, parts }: Tracks,
  rhythm: Rhythm,
  pitch: Pick<PitchListener, 'notesOf'> | undefined,
  o: PitchOptions,
): Promise<Pitched> {
  if (pitch === undefined) return { notes: [], harmony: [] };
  const own = PARTS.filter(isTonal).filter((part) => parts.has(part));
  const rounds = own.length + 1;
  const listen = (samples: Float32Array, round: number) =>
    pitch.notesOf(samples, rhythm, {
      ...o,
      onProgress: (done) => o.onProgress?.((round + done) / rounds),
    });
  const { notes, harmony } = await listen(mix, 0);
  const heard: HeardNote[] = notes.filter(({ part }) => !own.includes(part));
  for (const [i, part] of own.entries()) {
    const alone = await listen(parts.get(part)!, i + 1);
    heard.push(...notesOfPart(part, alone.notes));
  }
  return { notes: heard, harmony };
}

function isTonal(part: Part): part is TonalPart {
  return part !== 'drums';
}

/** Of what was heard in a stem, what is its part's: of a bass its bass, else all above, whatever it was taken for. */
function notesOfPart(part: TonalPart, notes: readonly HeardNote[]): HeardNote[] {
  const ofPart = notes.filter((note) => note.part === part);
  const others = part === 'bass' ? [] : notes.filter((note) => note.part !== part && note.part !== 'bass');
  const all = part === 'melody' || ofPart.length === 0 ? [...ofPart, ...others] : ofPart;
  return all
    .map((note) => ({ ...note, part, confidence: 1 - OWN_STEM * (1 - note.confidence) }))
    .sort((a, b) => a.time - b.time || a.pitch - b.pitch);
}
