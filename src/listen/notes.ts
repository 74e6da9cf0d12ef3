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
  pitch: Pick<PitchListener, 'notesOf' | 'rawNotesOf'> | undefined,
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
    const stem = parts.get(part)!;
    const alone = (await listen(stem, i + 1)).notes;
    const ofPart = part === 'melody' ? lineOf(alone, await pitch.rawNotesOf(stem)) : notesOfPart(part, alone);
    heard.push(...ofPart.map((note) => ({ ...note, part, confidence: raised(note.confidence) })));
  }
  return { notes: heard, harmony };
}

const raised = (confidence: number) => 1 - OWN_STEM * (1 - confidence);

function isTonal(part: Part): part is TonalPart {
  return part !== 'drums';
}

/** Of what was heard in the stem of a bass or of chords, what is theirs; chords that were all taken for a tune are chords. */
function notesOfPart(part: TonalPart, notes: readonly HeardNote[]): readonly HeardNote[] {
  const ofPart = notes.filter((note) => note.part === part);
  return part === 'bass' || ofPart.length > 0 ? ofPart : notes.filter((note) => note.part !== 'bass');
}

/** Notes of a tune that begin within this, in seconds, are one and its overtones. */
const TOGETHER = 0.06;

/** One note at a time, as a stem of a tune has: what was taken for a tune, else the surest of those that begin together. */
function lineOf(read: readonly HeardNote[], raw: readonly HeardNote[]): HeardNote[] {
  const tune = read.filter(({ part }) => part === 'melody');
  const others = [...read.filter(({ part }) => part === 'chords'), ...raw];
  const isFree = ({ time }: HeardNote) => tune.every((note) => Math.abs(note.time - time) > TOGETHER);
  return [...surest(tune), ...surest(others.filter(isFree))].sort((a, b) => a.time - b.time);
}

function surest(notes: readonly HeardNote[]): HeardNote[] {
  const line: HeardNote[] = [];
  for (const note of notes.toSorted((a, b) => a.time - b.time)) {
    const last = line.at(-1);
    if (last === undefined || note.time - last.time > TOGETHER) line.push(note);
    else if (note.confidence > last.confidence) line[line.length - 1] = note;
  }
  return line;
}
