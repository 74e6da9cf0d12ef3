/** Steps spelled as words, and what an earlier step said at the same place. */

import type { Part } from '../../music/index.ts';
import { VELOCITY_BINS } from '../bins.ts';
import { NO_GLIDE, WRITING_ORDER } from '../fields.ts';
import type { BassEvent, ChordEvent, HitEvent, MelodyEvent, Step } from '../steps.ts';
import { type AttributeField, attributeSymbol, END, EVENTS, eventSymbol, NOTHING } from './vocabulary.ts';

/** An attribute word: the value of a field. */
export interface Attribute {
  readonly field: AttributeField;
  readonly value: number;
  readonly symbol: number;
}

/** An event with all that is said of it. */
export interface Spelled {
  readonly part: Part;
  /** The event word. */
  readonly event: number;
  /** Where it stands in the order of a step: two steps' events with the same rank answer each other. */
  readonly rank: number;
  readonly attributes: readonly Attribute[];
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
  switch (part) {
    case 'drums': {
      let times = 0;
      return step.drums.map((hit, i) => {
        times = step.drums[i - 1]?.drum === hit.drum ? times + 1 : 0;
        return spellHit(hit, times);
      });
    }
    case 'chords':
      return step.chords.map(spellChord);
    case 'bass':
      return step.bass.map(spellBass);
    case 'melody':
      return step.melody.map(spellMelody);
  }
}

function attribute(field: AttributeField, value: number, drum = 0): Attribute {
  return { field, value, symbol: attributeSymbol(field, value, drum) };
}

/** @param times how many hits of the same drum stand before it in the step. */
function spellHit(hit: HitEvent, times: number): Spelled {
  const event = EVENTS.drums + hit.drum * VELOCITY_BINS + hit.velocity;
  const attributes = [attribute('hitOffset', hit.offset, hit.drum)];
  return { part: 'drums', event, rank: rankOf('drums', times, hit.drum), attributes };
}

function spellChord(chord: ChordEvent, times: number): Spelled {
  const attributes = [
    ...chord.intervals.map((interval) => attribute('chordInterval', interval)),
    attribute('chordInterval', 0),
    attribute('chordLength', chord.length),
    attribute('chordVelocity', chord.velocity),
    attribute('chordOffset', chord.offset),
  ];
  return { part: 'chords', event: EVENTS.chords + chord.low, rank: rankOf('chords', times), attributes };
}

function spellBass(note: BassEvent, times: number): Spelled {
  const attributes = [
    attribute('bassLength', note.length),
    attribute('bassVelocity', note.velocity),
    attribute('bassOffset', note.offset),
    attribute('bassGlide', note.glide),
  ];
  if (note.glide !== NO_GLIDE) {
    attributes.push(attribute('glideStart', note.glideStart), attribute('glideLength', note.glideLength));
  }
  return { part: 'bass', event: EVENTS.bass + note.pitch, rank: rankOf('bass', times), attributes };
}

function spellMelody(note: MelodyEvent, times: number): Spelled {
  const attributes = [
    attribute('melodyLength', note.length),
    attribute('melodyVelocity', note.velocity),
    attribute('melodyOffset', note.offset),
  ];
  return { part: 'melody', event: EVENTS.melody + note.pitch, rank: rankOf('melody', times), attributes };
}

/** What an earlier step goes on with after an event of a rank (−1 at the beginning), as a symbol. */
export function nextEvent(earlier: readonly Spelled[] | undefined, rank: number): number {
  if (!earlier) return NOTHING;
  const next = earlier.find((spelled) => spelled.rank > rank);
  return eventSymbol(next ? next.event : END);
}

/** What an earlier step's event of the same rank says in the place of the next attribute, as a symbol. */
export function sameAttribute(
  earlier: readonly Spelled[] | undefined,
  rank: number,
  said: readonly Attribute[],
  field: AttributeField,
): number {
  const twin = earlier?.find((spelled) => spelled.rank === rank);
  if (!twin) return NOTHING;
  if (field !== 'chordInterval') return twin.attributes.find((one) => one.field === field)?.symbol ?? NOTHING;
  // A chord's pitches answer each other as long as all below them are the same.
  if (said.some((one, i) => one.symbol !== twin.attributes[i]?.symbol)) return NOTHING;
  const one = twin.attributes[said.length];
  return one?.field === 'chordInterval' ? one.symbol : NOTHING;
}
