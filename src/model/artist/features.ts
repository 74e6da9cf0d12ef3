/** What an artist can be told by, as numbered features of the words of a sheet. */
import { DRUMS, type Part, STEPS_PER_BAR } from '../../music/index.ts';
import { VELOCITY_BINS } from '../core/bins.ts';
import { BASS_RANGE, CHORD_RANGE, MELODY_RANGE } from '../core/fields.ts';
import type { Sheet } from '../net/sheet.ts';
import { ATTRIBUTE_FIELDS, END, EVENTS, partOf, wordsOf } from '../net/vocabulary.ts';

/** Event words without their velocities: a drum, a chord's, bass' or melody's pitch, or the end of the step. */
export const EVENT_CLASSES = END - EVENTS.chords + DRUMS.length + 1;

export function classOf(event: number): number {
  return event < EVENTS.chords ? Math.floor(event / VELOCITY_BINS) : event - EVENTS.chords + DRUMS.length;
}

type Pitched = 'chords' | 'bass' | 'melody';
const PITCHED = ['chords', 'bass', 'melody'] as const satisfies readonly Part[];
const LOWEST = { chords: CHORD_RANGE.low, bass: BASS_RANGE.low, melody: MELODY_RANGE.low };
/** Semitones up and down that moves are told apart by; farther ones count as these. */
const FAR = 12;
const MOVES = 2 * FAR + 1;

interface ClassFacts {
  /** A drum's number, or the part's after all drums. */
  readonly group: number;
  readonly part: Part;
  /** Of a pitched class: counted from the bottom of its range, and above the tonic. */
  readonly pitch: number;
  readonly degree: number;
}
/** Undefined for the end of a step. */
const CLASSES: readonly (ClassFacts | undefined)[] = Array.from({ length: EVENT_CLASSES }, (_, value) => {
  if (value < DRUMS.length) return { group: value, part: 'drums', pitch: 0, degree: 0 };
  const event = value - DRUMS.length + EVENTS.chords;
  const part = partOf(event) as Pitched | undefined;
  if (part === undefined) return undefined;
  const pitch = event - EVENTS[part];
  const group = DRUMS.length + PITCHED.indexOf(part);
  return { group, part, pitch, degree: (pitch + LOWEST[part]) % 12 };
});

/** Families of features, with the number of each. */
const SIZES = {
  /** What begins at which 16th of the bar. */
  place: (DRUMS.length + PITCHED.length) * STEPS_PER_BAR,
  /** By how much a line, or a chord's lowest note, moves from the one before. */
  move: PITCHED.length * MOVES,
  /** Pitch classes above the tonic, by part. */
  degree: PITCHED.length * 12,
  /** A drum again within the same 16th. */
  roll: DRUMS.length,
} as const;
type Family = keyof typeof SIZES;
const STARTS = { place: 0, move: 0, degree: 0, roll: 0 } satisfies Record<Family, number>;
let end = 0;
for (const family of Object.keys(SIZES) as Family[]) {
  STARTS[family] = end;
  end += SIZES[family];
}
/** Number of features of event classes. */
export const EVENT_FEATURES = end;
/** The ranges of features that can stand for each other. */
export const FAMILIES = (Object.keys(SIZES) as Family[]).map((family) => ({
  first: STARTS[family],
  size: SIZES[family],
}));

/** The part that moves and pitch classes are of; undefined of features that go by the place in the bar. */
export function partOfFeature(feature: number): Part | undefined {
  if (feature < STARTS.move || feature >= STARTS.roll) return undefined;
  const which = feature < STARTS.degree ? (feature - STARTS.move) / MOVES : (feature - STARTS.degree) / 12;
  return PITCHED[Math.floor(which)];
}

/** What is known before an event. */
export interface EventContext {
  /** The 16th of the bar, from 0. */
  readonly place: number;
  /** The class that was said before in this step; −1 at its beginning. */
  readonly before: number;
  /** The last pitch of each part; −1 if there was none. */
  readonly last: Readonly<Record<Pitched, number>>;
}

/** Calls back with every event choice of a sheet, in order. */
export function eachEvent(
  { events }: Sheet,
  visit: (i: number, event: number, context: EventContext) => void,
): void {
  const last = { chords: -1, bass: -1, melody: -1 };
  let step = -1;
  let before = -1;
  events.event.forEach((event, i) => {
    if (events.step[i] !== step) before = -1;
    step = events.step[i]!;
    visit(i, event, { place: step % STEPS_PER_BAR, before, last });
    before = classOf(event);
    const facts = CLASSES[before];
    if (facts && facts.part !== 'drums') last[facts.part] = facts.pitch;
  });
}

/** Calls back with the features that a class of events has in a context; the end of a step has none. */
export function eachFeature(
  value: number,
  { place, before, last }: EventContext,
  visit: (feature: number) => void,
): void {
  const facts = CLASSES[value];
  if (!facts) return;
  const { group, part, pitch, degree } = facts;
  visit(STARTS.place + group * STEPS_PER_BAR + place);
  if (part === 'drums') {
    if (before === value) visit(STARTS.roll + value);
    return;
  }
  const which = group - DRUMS.length;
  visit(STARTS.degree + which * 12 + degree);
  if (last[part] < 0) return;
  const move = Math.max(-FAR, Math.min(FAR, pitch - last[part]));
  visit(STARTS.move + which * MOVES + move + FAR);
}

/** Attribute fields that are felt rather than told apart: velocities and offsets of chords, bass and melody. */
export const FELT = ATTRIBUTE_FIELDS.filter((field) => /Velocity|Offset/.test(field));
/** For each attribute word the place of its field in `FELT`; −1 for what is told apart word by word. */
export const FELT_OF_WORD: readonly number[] = ATTRIBUTE_FIELDS.flatMap((field) =>
  Array.from({ length: wordsOf(field).size }, () => FELT.indexOf(field)),
);
/** The range of the words of the same field, for each attribute word. */
export const RANGE_OF_WORD = ATTRIBUTE_FIELDS.flatMap((field) =>
  Array.from({ length: wordsOf(field).size }, () => wordsOf(field)),
);
