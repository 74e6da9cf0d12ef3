/** A piece as the network reads it: its symbols in a row, and for every choice what it is made from. */
import { type Part, STEPS_PER_BAR } from '../../music/index.ts';
import { WRITING_ORDER } from '../core/fields.ts';
import type { Step, Steps } from '../core/steps.ts';
import { type Conditions, wishesOf } from './conditions.ts';
import { Repetition } from './repetition.ts';
import { eventSymbols, nextEvent, type Spelled, sameChoice, spell, symbolsOf } from './spelling.ts';
import { Surroundings } from './surroundings.ts';
import { attributeSymbol, BEGINNING, CHOICE_KINDS, END, MOST_WORDS, NOTHING } from './vocabulary.ts';

/** How many steps back the network is shown what stood there: one, two and four bars. */
export const LAGS = [16, 32, 64] as const;

/** Choices of one sort, in writing order, with what each is made from. */
interface Predictions {
  readonly step: number[];
  /** How many symbols of the sheet have been written before. */
  readonly position: number[];
  /** The symbols of the last choice in this step, `MOST_WORDS` a row. */
  readonly last: number[];
  /** For each lag the symbols that stood in this place then, `MOST_WORDS` each. */
  readonly before: number[];
}
export interface EventPredictions extends Predictions {
  readonly event: number[];
  /** The offset word that goes with the event; −1 if none does. */
  readonly offset: number[];
}
export interface AttributePredictions extends Predictions {
  /** Index into `CHOICE_KINDS`. */
  readonly kind: number[];
  readonly words: (readonly number[])[];
}

export interface Sheet {
  readonly length: number;
  /** Heard in a sound: words that are guessed then (`IS_GUESSED`) are read, but weigh nothing. */
  readonly isHeard: boolean;
  /** The parts that are written. */
  readonly parts: readonly Part[];
  /** Symbols written, and for each step how many stand before it (one entry more than steps). */
  readonly written: number[];
  readonly starts: number[];
  /** The same for what is given. */
  readonly given: number[];
  readonly givenStarts: number[];
  readonly marks: number[][];
  readonly wishes: number[];
  readonly events: EventPredictions;
  readonly attributes: AttributePredictions;
}

/** A piece to be written (or read) under conditions. */
export interface Piece {
  readonly steps: Steps;
  readonly conditions: Conditions;
  /** The bar that is written first; the others follow around the loop. */
  readonly firstBar?: number;
  readonly isHeard?: boolean;
}

export function sheetOf({ steps, conditions, firstBar = 0, isHeard = false }: Piece): Sheet {
  const given = conditions.given ?? [];
  const own = WRITING_ORDER.filter((part) => steps.parts.includes(part) && !given.includes(part));
  const ordered = rotated(steps.steps, firstBar);
  const surroundings = new Surroundings(steps.bars, firstBar);
  const repetition = new Repetition();
  const lists = () => ({ step: [], position: [], last: [], before: [] });
  const sheet: Sheet = {
    length: ordered.length,
    isHeard,
    parts: own,
    written: [],
    starts: [0],
    given: [],
    givenStarts: [0],
    marks: [],
    wishes: wishesOf(conditions),
    events: { ...lists(), event: [], offset: [] },
    attributes: { ...lists(), kind: [], words: [] },
  };
  const past: Spelled[][] = [];
  ordered.forEach((step, at) => {
    sheet.marks.push([...surroundings.marks(at), ...repetition.marks()]);
    sheet.given.push(...symbolsOf(spell(step, given)));
    sheet.givenStarts.push(sheet.given.length);
    const spelled = spell(step, own);
    addStep(sheet, at, spelled, past);
    sheet.starts.push(sheet.written.length);
    past.push(spelled);
    surroundings.pass(at, step);
    repetition.pass(step);
  });
  return sheet;
}

/** Steps in the order in which they are written if a bar is written first. */
export function rotated(steps: readonly Step[], firstBar: number): readonly Step[] {
  const first = firstBar * STEPS_PER_BAR;
  return first === 0 ? steps : [...steps.slice(first), ...steps.slice(0, first)];
}

function addStep(sheet: Sheet, at: number, spelled: readonly Spelled[], past: readonly Spelled[][]): void {
  let last: readonly number[] = [BEGINNING];
  let rank = -1;
  const earlier = LAGS.map((lag) => past[at - lag]);
  const add = (list: Predictions, before: readonly (readonly number[])[]) => {
    list.step.push(at);
    list.position.push(sheet.written.length);
    list.last.push(...padded(last));
    list.before.push(...before.flatMap(padded));
  };
  const say = (symbols: readonly number[]) => {
    last = symbols;
    sheet.written.push(...symbols);
  };
  const addEvent = (event: number, offset: number) => {
    add(
      sheet.events,
      earlier.map((step) => nextEvent(step, rank)),
    );
    sheet.events.event.push(event);
    sheet.events.offset.push(offset);
  };
  for (const one of spelled) {
    addEvent(one.event, one.offset);
    say(eventSymbols(one.event, one.offset));
    rank = one.rank;
    one.choices.forEach(({ kind, words }, i) => {
      const said = one.choices.slice(0, i);
      add(
        sheet.attributes,
        earlier.map((step) => sameChoice(step, one.rank, said, kind)),
      );
      sheet.attributes.kind.push(CHOICE_KINDS.indexOf(kind));
      sheet.attributes.words.push(words);
      say(words.map(attributeSymbol));
    });
  }
  addEvent(END, -1);
}

/** The symbols of a choice with nothings after them, always as many. */
export function padded(symbols: readonly number[]): number[] {
  const all = symbols.slice(0, MOST_WORDS);
  while (all.length < MOST_WORDS) all.push(NOTHING);
  return all;
}
