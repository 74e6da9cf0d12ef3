/** Steps spelled as choices, and what an earlier step said at the same place. */
import type { Part } from '../../music/index.ts';
import { OFFSET_BINS, VELOCITY_BINS } from '../core/bins.ts';
import { NO_GLIDE, WRITING_ORDER } from '../core/fields.ts';
import type { Step } from '../core/steps.ts';
import {
  type AttributeField,
  attributeSymbol,
  CHOICES,
  type ChoiceKind,
  END,
  EVENTS,
  eventSymbol,
  offsetSymbol,
  wordsOf,
} from './vocabulary.ts';

/** A choice after an event. */
export interface Choice {
  readonly kind: ChoiceKind;
  /** Attribute words, one for each field of the kind. */
  readonly words: readonly number[];
}

/** An event with all that is said of it. */
export interface Spelled {
  readonly part: Part;
  /** The event word. */
  readonly event: number;
  /** The offset word of a hit; −1 for other events. */
  readonly offset: number;
  /** Where it stands in the order of a step: two steps' events with the same rank answer each other. */
  readonly rank: number;
  readonly choices: readonly Choice[];
}

const RANKS = { drums: 0, chords: 1000, bass: 2000, melody: 3000 } as const satisfies Record<Part, number>;

/** @param times how many events of the part (for hits: of the drum) stand before it in the step. */
export function rankOf(part: Part, times: number, drum = 0): number {
  return RANKS[part] + (part === 'drums' ? drum * 10 : 0) + times;
}

/** The events of a step, of the parts given, in writing order. */
export function spell(step: Step, parts: readonly Part[] = WRITING_ORDER): Spelled[] {
  return WRITING_ORDER.filter((part) => parts.includes(part)).flatMap((part) => spellPart(step, part));
}

function spellPart(step: Step, part: Part): Spelled[] {
  if (part === 'drums') return spellHits(step);
  const spelled = (value: number, times: number, choices: readonly Choice[]): Spelled => ({
    part,
    event: EVENTS[part] + value,
    offset: -1,
    rank: rankOf(part, times),
    choices,
  });
  if (part === 'chords') {
    return step.chords.map((chord, times) =>
      spelled(chord.low, times, [
        ...[...chord.intervals, 0].map((interval) => choice('interval', [interval])),
        choice('chord', [chord.length, chord.velocity, chord.offset]),
      ]),
    );
  }
  if (part === 'melody') {
    return step.melody.map((note, times) =>
      spelled(note.pitch, times, [choice('melody', [note.length, note.velocity, note.offset])]),
    );
  }
  return step.bass.map((note, times) => {
    const slide = note.glide === NO_GLIDE ? [] : [choice('slide', [note.glideStart, note.glideLength])];
    return spelled(note.pitch, times, [
      choice('bass', [note.length, note.velocity, note.offset]),
      choice('glide', [note.glide]),
      ...slide,
    ]);
  });
}

function spellHits({ drums }: Step): Spelled[] {
  let times = 0;
  return drums.map(({ drum, velocity, offset }, i) => {
    times = drums[i - 1]?.drum === drum ? times + 1 : 0;
    return {
      part: 'drums',
      event: EVENTS.drums + drum * VELOCITY_BINS + velocity,
      offset: drum * OFFSET_BINS + offset,
      rank: rankOf('drums', times, drum),
      choices: [],
    };
  });
}

function choice(kind: ChoiceKind, values: readonly number[]): Choice {
  const fields: readonly AttributeField[] = CHOICES[kind];
  return { kind, words: values.map((value, i) => wordsOf(fields[i]!).first + value) };
}

/** What the network reads of an event word and its offset. */
export function eventSymbols(event: number, offset: number): number[] {
  return offset < 0 ? [eventSymbol(event)] : [eventSymbol(event), offsetSymbol(offset)];
}

/** All that the network reads of some events. */
export function symbolsOf(spelled: readonly Spelled[]): number[] {
  return spelled.flatMap(({ event, offset, choices }) => [
    ...eventSymbols(event, offset),
    ...choices.flatMap(({ words }) => words.map(attributeSymbol)),
  ]);
}

/** What an earlier step goes on with after an event of a rank (−1 at the beginning). */
export function nextEvent(earlier: readonly Spelled[] | undefined, rank: number): number[] {
  if (!earlier) return [];
  const next = earlier.find((spelled) => spelled.rank > rank);
  return next ? eventSymbols(next.event, next.offset) : [eventSymbol(END)];
}

/** What an earlier step's event of the same rank says in the place of the next choice. */
export function sameChoice(
  earlier: readonly Spelled[] | undefined,
  rank: number,
  said: readonly Choice[],
  kind: ChoiceKind,
): number[] {
  const twin = earlier?.find((spelled) => spelled.rank === rank);
  if (!twin) return [];
  if (kind !== 'interval') {
    return twin.choices.find((one) => one.kind === kind)?.words.map(attributeSymbol) ?? [];
  }
  // A chord's notes answer each other as long as all below them are the same.
  if (said.some(({ words }, i) => words[0] !== twin.choices[i]?.words[0])) return [];
  const answer = twin.choices[said.length];
  return answer?.kind === 'interval' ? answer.words.map(attributeSymbol) : [];
}
