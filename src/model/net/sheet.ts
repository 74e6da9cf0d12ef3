/** A piece as the network reads it: its words in a row, and for every prediction what it is made from. */
import type { Part } from '../../music/index.ts';
import { WRITING_ORDER } from '../fields.ts';
import type { Step, Steps } from '../steps.ts';
import { type Conditions, wishesOf } from './conditions.ts';
import { Repetition } from './repetition.ts';
import { nextEvent, type Spelled, sameAttribute, spell } from './spelling.ts';
import { Surroundings } from './surroundings.ts';
import { ATTRIBUTE_FIELDS, BEGINNING, END, eventSymbol, wordsOf } from './vocabulary.ts';

/** How many steps back the network is shown what stood there: one, two and four bars. */
export const LAGS = [16, 32, 64] as const;

/** Predictions of one kind, in writing order. */
export interface Predictions {
  readonly step: number[];
  /** How many symbols of the sheet have been written before. */
  readonly position: number[];
  /** The symbol written last in this step. */
  readonly last: number[];
  /** For each lag, the symbol that stood in this place then. */
  readonly before: number[];
  /** The number of an attribute's field; 0 for events. */
  readonly field: number[];
  readonly target: number[];
}

export interface Sheet {
  readonly length: number;
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
  readonly events: Predictions;
  readonly attributes: Predictions;
}

/** A piece to be written (or read) under conditions. */
export interface Piece {
  readonly steps: Steps;
  readonly conditions: Conditions;
  /** The bar that is written first; the others follow around the loop. */
  readonly firstBar?: number;
}

const predictions = (): Predictions => ({
  step: [],
  position: [],
  last: [],
  before: [],
  field: [],
  target: [],
});

export function sheetOf({ steps, conditions, firstBar = 0 }: Piece): Sheet {
  const given = conditions.given ?? [];
  const own = WRITING_ORDER.filter((part) => steps.parts.includes(part) && !given.includes(part));
  const ordered = rotated(steps.steps, firstBar);
  const surroundings = new Surroundings(steps.bars, firstBar);
  const repetition = new Repetition();
  const sheet = {
    length: ordered.length,
    parts: own,
    written: [] as number[],
    starts: [0],
    given: [] as number[],
    givenStarts: [0],
    marks: [] as number[][],
    wishes: wishesOf(conditions),
    events: predictions(),
    attributes: predictions(),
  };
  const past: Spelled[][] = [];
  ordered.forEach((step, at) => {
    sheet.marks.push([...surroundings.marks(at), ...repetition.marks()]);
    for (const { event, attributes } of spell(step, given)) {
      sheet.given.push(eventSymbol(event), ...attributes.map((one) => one.symbol));
    }
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

export function rotated(steps: readonly Step[], firstBar: number): readonly Step[] {
  return firstBar === 0 ? steps : [...steps.slice(firstBar * 16), ...steps.slice(0, firstBar * 16)];
}

function addStep(sheet: Sheet, at: number, spelled: readonly Spelled[], past: readonly Spelled[][]): void {
  let last = BEGINNING;
  let rank = -1;
  const add = (list: Predictions, before: readonly number[], field: number, target: number) => {
    list.step.push(at);
    list.position.push(sheet.written.length);
    list.last.push(last);
    list.before.push(...before);
    list.field.push(field);
    list.target.push(target);
  };
  const earlier = LAGS.map((lag) => past[at - lag]);
  for (const one of spelled) {
    add(
      sheet.events,
      earlier.map((step) => nextEvent(step, rank)),
      0,
      one.event,
    );
    last = eventSymbol(one.event);
    sheet.written.push(last);
    rank = one.rank;
    one.attributes.forEach(({ field, value, symbol }, i) => {
      const said = one.attributes.slice(0, i);
      const before = earlier.map((step) => sameAttribute(step, one.rank, said, field));
      add(sheet.attributes, before, ATTRIBUTE_FIELDS.indexOf(field), wordsOf(field).first + value);
      last = symbol;
      sheet.written.push(last);
    });
  }
  add(
    sheet.events,
    earlier.map((step) => nextEvent(step, rank)),
    0,
    END,
  );
}
