/** How right heard notes are, counted so that tracks can be pooled. */
import type { HeardNote } from '../../../src/listen/index.ts';
import { matchTimes } from '../../pretrain/drums/index.ts';
import type { TrueNotes } from '../../pretrain/pitch/index.ts';
import { noteMatches } from '../listening/measures.ts';

/** How many were heard, how many are there, and how many of both are the same. */
export interface Counts {
  readonly right: number;
  readonly heard: number;
  readonly there: number;
}

/** What is counted: notes by pitch and onset, slides by goal and start, strikes by onset, keys by half bar. */
export const PITCH_COUNTS = ['bass', 'slides', 'strikes', 'keys', 'chords', 'melody', 'notes'] as const;
export type PitchCount = (typeof PITCH_COUNTS)[number];
export type PitchCounts = Readonly<Record<PitchCount, Counts>>;

/** Tolerances in seconds: of onsets, and of where a slide begins. */
const ONSET = 0.05;
const SLIDE = 0.1;
/** Notes of a chord are struck together within this. */
const TOGETHER = 0.03;
/** A key is a half bar's if it sounds for this share of it. */
const SHARE = 0.25;

type Note = Pick<HeardNote, 'time' | 'duration' | 'pitch' | 'glide'>;

/** @param heard of all parts */
export function pitchCounts(heard: readonly HeardNote[], truth: TrueNotes): PitchCounts {
  const of = (part: HeardNote['part']) => heard.filter((note) => note.part === part);
  const [bass, chords, melody] = [of('bass'), of('chords'), of('melody')];
  return {
    bass: countNotes(bass, truth.bass),
    slides: countSlides(bass, truth.bass),
    strikes: countTimes(strikesIn(chords), strikesIn(truth.chords)),
    keys: countKeys(chords, truth.chords, truth.grid.beats),
    chords: countNotes(chords, truth.chords),
    melody: countNotes(melody, truth.melody),
    notes: countNotes([...chords, ...melody], [...truth.chords, ...truth.melody]),
  };
}

export function countNotes(heard: readonly Note[], there: readonly Note[]): Counts {
  return { right: noteMatches(heard, there), heard: heard.length, there: there.length };
}

function countTimes(heard: readonly number[], there: readonly number[]): Counts {
  return {
    right: matchTimes(heard, there, ONSET).pairs.length,
    heard: heard.length,
    there: there.length,
  };
}

/** A slide is right if its note begins where one does that slides to the same pitch at the same time. */
function countSlides(heard: readonly Note[], there: readonly Note[]): Counts {
  const [found, played] = [heard, there].map((notes) => notes.filter(({ glide }) => glide !== undefined));
  const right = found!.filter(({ time, glide }) =>
    played!.some(
      (note) =>
        note.glide!.pitch === glide!.pitch &&
        Math.abs(note.time - time) <= ONSET &&
        Math.abs(note.glide!.time - glide!.time) <= SLIDE,
    ),
  ).length;
  return { right, heard: found!.length, there: played!.length };
}

function strikesIn(notes: readonly Note[]): number[] {
  const times: number[] = [];
  for (const { time } of notes.toSorted((a, b) => a.time - b.time)) {
    if (times.length === 0 || time - times.at(-1)! > TOGETHER) times.push(time);
  }
  return times;
}

function countKeys(heard: readonly Note[], there: readonly Note[], beats: readonly number[]): Counts {
  let [right, found, played] = [0, 0, 0];
  for (let i = 0; i + 2 < beats.length; i += 2) {
    const [from, to] = [beats[i]!, beats[i + 2]!];
    const keysOf = (notes: readonly Note[]) =>
      new Set(
        notes
          .filter(
            ({ time, duration }) =>
              Math.min(time + duration, to) - Math.max(time, from) >= SHARE * (to - from),
          )
          .map(({ pitch }) => pitch),
      );
    const [a, b] = [keysOf(heard), keysOf(there)];
    found += a.size;
    played += b.size;
    for (const key of a) if (b.has(key)) right++;
  }
  return { right, heard: found, there: played };
}

export function pooled(counts: readonly Counts[]): Counts {
  const sum = (key: keyof Counts) => counts.reduce((total, one) => total + one[key], 0);
  return { right: sum('right'), heard: sum('heard'), there: sum('there') };
}

/** Undefined where nothing is there and nothing was heard. */
export function fOf({ right, heard, there }: Counts): number | undefined {
  return heard + there === 0 ? undefined : (2 * right) / (heard + there);
}
