/**
 * The network's words. A step is spelled in choices: an event (a drum and how hard, the lowest note of a chord, a
 * bass or melody note, or the end of the step; with a drum goes how early or late it is), and after an event of
 * pitch some more: the notes above, the length with velocity and offset, a glide. What goes into one choice is
 * predicted at once, each word by a softmax over its field.
 */
import { DRUMS, type Part } from '../../music/index.ts';
import { OFFSET_BINS, VELOCITY_BINS } from '../core/bins.ts';
import { FIELD_SIZES, type Field } from '../core/fields.ts';

/** What can begin, by part, in writing order: the place of each part's first event word. */
export const EVENTS = {
  drums: 0,
  chords: DRUMS.length * VELOCITY_BINS,
  bass: DRUMS.length * VELOCITY_BINS + FIELD_SIZES.chordLow,
  melody: DRUMS.length * VELOCITY_BINS + FIELD_SIZES.chordLow + FIELD_SIZES.bassPitch,
} as const satisfies Record<Part, number>;
/** The event word that ends a step. */
export const END = EVENTS.melody + FIELD_SIZES.melodyPitch;
export const EVENT_WORDS = END + 1;
/** Offset words of hits: every drum has its own. */
export const OFFSET_WORDS = DRUMS.length * OFFSET_BINS;

/** The choices after an event, by kind, and the fields of the words that go into each. */
export const CHOICES = {
  interval: ['chordInterval'],
  chord: ['chordLength', 'chordVelocity', 'chordOffset'],
  bass: ['bassLength', 'bassVelocity', 'bassOffset'],
  glide: ['bassGlide'],
  slide: ['glideStart', 'glideLength'],
  melody: ['melodyLength', 'melodyVelocity', 'melodyOffset'],
} as const satisfies Record<string, readonly Field[]>;
export type ChoiceKind = keyof typeof CHOICES;
export const CHOICE_KINDS = Object.keys(CHOICES) as readonly ChoiceKind[];
/** The most words of a choice, events (with their offset) included. */
export const MOST_WORDS = 3;

/** The fields of attribute words, in the order of their places. */
export const ATTRIBUTE_FIELDS = CHOICE_KINDS.flatMap((kind) => [...CHOICES[kind]]);
export type AttributeField = (typeof ATTRIBUTE_FIELDS)[number];

const places: number[] = [];
let end = 0;
for (const field of ATTRIBUTE_FIELDS) {
  places.push(end);
  end += FIELD_SIZES[field];
}
export const ATTRIBUTE_WORDS = end;

/** The range of a field's words among the attribute words. */
export function wordsOf(field: AttributeField): { readonly first: number; readonly size: number } {
  return { first: places[ATTRIBUTE_FIELDS.indexOf(field)]!, size: FIELD_SIZES[field] };
}

/**
 * Attribute words that are guessed where a score was heard and not written: how long, how hard and how exactly in time
 * notes are played. Whoever hears them is sure of what begins when, and of what chords are made of.
 */
export const IS_GUESSED: readonly boolean[] = ATTRIBUTE_FIELDS.flatMap((field) =>
  Array.from({ length: FIELD_SIZES[field] }, () => field !== 'chordInterval' && field !== 'bassGlide'),
);

/** The part that an event word begins something in; undefined for the end of the step. */
export function partOf(event: number): Part | undefined {
  if (event < EVENTS.chords) return 'drums';
  if (event < EVENTS.bass) return 'chords';
  if (event < EVENTS.melody) return 'bass';
  return event < END ? 'melody' : undefined;
}

/** Symbols are what the network reads: nothing, the beginning of a step, and every word. */
export const NOTHING = 0;
export const BEGINNING = 1;
const FIRST_EVENT = 2;
const FIRST_OFFSET = FIRST_EVENT + EVENT_WORDS;
const FIRST_ATTRIBUTE = FIRST_OFFSET + OFFSET_WORDS;
export const SYMBOLS = FIRST_ATTRIBUTE + ATTRIBUTE_WORDS;

export const eventSymbol = (event: number): number => FIRST_EVENT + event;
export const offsetSymbol = (word: number): number => FIRST_OFFSET + word;
export const attributeSymbol = (word: number): number => FIRST_ATTRIBUTE + word;
