/**
 * The network's words. A step is spelled event by event: a word says what begins (a drum and how hard, the lowest
 * note of a chord, a bass or melody note), words after it say the rest (when, how long, which notes above), and
 * one word ends the step. Two kinds of words are predicted by two softmaxes: events, and attributes by field.
 */
import { DRUMS, type Part } from '../../music/index.ts';
import { OFFSET_BINS, VELOCITY_BINS } from '../bins.ts';
import { FIELD_SIZES, type Field } from '../fields.ts';

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

/** The fields of attribute words, in the order of their places. */
export const ATTRIBUTE_FIELDS = [
  'hitOffset',
  'chordInterval',
  'chordLength',
  'chordVelocity',
  'chordOffset',
  'bassLength',
  'bassVelocity',
  'bassOffset',
  'bassGlide',
  'glideStart',
  'glideLength',
  'melodyLength',
  'melodyVelocity',
  'melodyOffset',
] as const satisfies readonly Field[];
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

/** The part that an event word begins something in; undefined for the end of the step. */
export function partOf(event: number): Part | undefined {
  if (event < EVENTS.chords) return 'drums';
  if (event < EVENTS.bass) return 'chords';
  if (event < EVENTS.melody) return 'bass';
  return event < END ? 'melody' : undefined;
}

/**
 * Symbols are what the network reads: nothing, the beginning of a step, every event, every attribute, and the
 * offsets of hits for each drum, since when a drum is played belongs to that drum.
 */
export const NOTHING = 0;
export const BEGINNING = 1;
const FIRST_EVENT = 2;
const FIRST_ATTRIBUTE = FIRST_EVENT + EVENT_WORDS;
const FIRST_HIT_OFFSET = FIRST_ATTRIBUTE + ATTRIBUTE_WORDS;
export const SYMBOLS = FIRST_HIT_OFFSET + DRUMS.length * OFFSET_BINS;

export const eventSymbol = (event: number): number => FIRST_EVENT + event;
/** @param drum the drum whose offset it is; matters for `hitOffset` only. */
export function attributeSymbol(field: AttributeField, value: number, drum = 0): number {
  if (field === 'hitOffset') return FIRST_HIT_OFFSET + drum * OFFSET_BINS + value;
  return FIRST_ATTRIBUTE + wordsOf(field).first + value;
}
