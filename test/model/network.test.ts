import { describe, expect, it } from 'vitest';
import { createState } from '../../src/engine/index.ts';
import { batchOf, batchShape } from '../../src/model/net/batch.ts';
import { createDecoder } from '../../src/model/net/decoder.ts';
import { initialParameters } from '../../src/model/net/initial.ts';
import { Material, plainPiece } from '../../src/model/net/material.ts';
import { createMeasure } from '../../src/model/net/measure.ts';
import { parametersOf } from '../../src/model/net/network.ts';
import { Pen, type PenOptions } from '../../src/model/net/pen.ts';
import { type Piece, type Predictions, type Sheet, sheetOf } from '../../src/model/net/sheet.ts';
import { ATTRIBUTE_FIELDS, ATTRIBUTE_WORDS, EVENT_WORDS, wordsOf } from '../../src/model/net/vocabulary.ts';
import { randomOf } from '../../src/music/index.ts';
import { GRID, song } from './songs.ts';
import { TINY } from './tiny.ts';

const parameters = parametersOf(TINY);
const network = createState(parameters, initialParameters(TINY, randomOf('tiny')) as never);
/** Every pitch may sound, so that a pen can write whatever a piece holds. */
const anything = {
  key: { tonic: 0, mode: 'minor' },
  classes: new Set(Array.from({ length: 12 }, (_, i) => i)),
} as const;
const all = <T>(value: T) => ({ drums: value, bass: value, chords: value, melody: value });
const plain = { temperature: all(1), minP: all(1e-6) };

function penFor(piece: Piece, more: Partial<PenOptions> = {}): Pen {
  const given = piece.conditions.given ?? [];
  return new Pen({
    bars: piece.steps.bars,
    parts: piece.steps.parts.filter((part) => !given.includes(part)),
    ...(given.length > 0 && { given: { ...piece.steps, parts: given } }),
    conditions: piece.conditions,
    ...(piece.firstBar !== undefined && { firstBar: piece.firstBar }),
    language: anything,
    drawing: plain,
    random: randomOf('pen'),
    ...more,
  });
}

/** The rows of a sheet's predictions, each as what it is made from and what it should be. */
function rowsOf(sheet: Sheet) {
  const rows = (list: Predictions, isEvent: boolean) =>
    list.target.map((target, i) => ({
      step: list.step[i]!,
      position: list.position[i]!,
      last: list.last[i]!,
      before: list.before.slice(3 * i, 3 * i + 3),
      field: isEvent ? 0 : list.field[i]! + 1,
      target,
    }));
  return [...rows(sheet.events, true), ...rows(sheet.attributes, false)].sort(
    (a, b) => a.step - b.step || a.position - b.position,
  );
}

/** Makes a pen write what a sheet says, whatever the logits; calls back with the logits before each word. */
function dictate(
  pen: Pen,
  sheet: Sheet,
  hear: (logits: ArrayLike<number>, target: number, field: number) => void = () => {},
) {
  const rows = rowsOf(sheet);
  let at = 0;
  const choose = pen.choose.bind(pen);
  pen.choose = (logits) => {
    const { field, last, before } = pen.query();
    expect({ field, last, before, step: pen.step }).toEqual({
      field: rows[at]!.field,
      last: rows[at]!.last,
      before: rows[at]!.before,
      step: rows[at]!.step,
    });
    const { target } = rows[at++]!;
    hear(logits, target, field);
    choose(Float32Array.from({ length: logits.length }, (_, v) => (v === target ? 50 : -50)));
  };
  return () => expect(at).toBe(rows.length);
}

describe('writing', () => {
  const material = new Material([], 5);
  const pieces: Piece[] = [
    plainPiece({ score: song(GRID, 1) }),
    ...Array.from({ length: 12 }, (_, n) => material.piece(n)),
  ];

  it('knows before every word what it knew in training, and writes the same piece from the same words', () => {
    for (const piece of pieces) {
      const sheet = sheetOf(piece);
      const pen = penFor(piece);
      const finish = dictate(pen, sheet);
      while (!pen.done) {
        pen.open();
        expect(pen.marks).toEqual(sheet.marks[pen.step]);
        while (pen.isOpen) pen.choose(new Float32Array(Math.max(EVENT_WORDS, ATTRIBUTE_WORDS)));
        pen.close();
      }
      finish();
      expect(pen.steps.steps).toEqual(piece.steps.steps);
    }
  });

  it('gives each word the probability that it has in training, step by step through a ring of memory', async () => {
    const own: Piece[] = pieces.filter(({ steps }) => steps.bars === 4).slice(0, 3);
    const sheets = own.map(sheetOf);
    const shape = batchShape(3, 64);
    const measure = await createMeasure(TINY, network, shape, 1);
    const decoder = await createDecoder(TINY, network, 4);
    const heard = own.map(() => [] as number[]);
    const pens = own.map((piece, i) => {
      const pen = penFor(piece);
      dictate(pen, sheets[i]!, (logits, target, field) => heard[i]!.push(logOf(logits, target, field)));
      return pen;
    });
    await decoder.write(pens);
    const batch = batchOf(sheets, shape);
    expect(batch.sheets).toHaveLength(own.length);
    const { events, attributes } = await measure.logs(batch);
    const row = { event: 0, attribute: 0 };
    sheets.forEach((sheet, i) => {
      // Predictions lie in the batch by kind, each in writing order.
      rowsOf(sheet).forEach(({ field, target }, at) => {
        const expected =
          field === 0
            ? events[row.event++ * EVENT_WORDS + target]!
            : attributes[row.attribute++ * ATTRIBUTE_WORDS + target]!;
        expect(Math.abs(heard[i]![at]! - expected)).toBeLessThan(2e-3);
      });
    });
    await decoder.release();
    await measure.release();
  });
});

/** The log-probability of a word among all events, or among the words of an attribute's field. */
function logOf(logits: ArrayLike<number>, target: number, field: number): number {
  const name = ATTRIBUTE_FIELDS[field - 1];
  const { first, size } = name ? wordsOf(name) : { first: 0, size: EVENT_WORDS };
  const values = Array.from({ length: size }, (_, i) => logits[first + i]!);
  const most = Math.max(...values);
  return logits[target]! - most - Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
}
