import { describe, expect, it } from 'vitest';
import { createState } from '../../src/engine/index.ts';
import { OFFSET_BINS } from '../../src/model/core/bins.ts';
import { batchOf, batchShape } from '../../src/model/net/batch.ts';
import { createDecoder } from '../../src/model/net/decoder.ts';
import { initialParameters } from '../../src/model/net/initial.ts';
import { Material, plainPiece } from '../../src/model/net/material.ts';
import { createMeasure } from '../../src/model/net/measure.ts';
import { parametersOf } from '../../src/model/net/network.ts';
import { type Logits, Pen, type PenOptions } from '../../src/model/net/pen.ts';
import { type Piece, type Sheet, sheetOf } from '../../src/model/net/sheet.ts';
import {
  ATTRIBUTE_FIELDS,
  ATTRIBUTE_WORDS,
  EVENT_WORDS,
  OFFSET_WORDS,
  wordsOf,
} from '../../src/model/net/vocabulary.ts';
import { type Part, randomOf } from '../../src/music/index.ts';
import { GRID, song } from './songs.ts';
import { TINY } from './tiny.ts';

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

/** A sheet's choices in writing order: what each is made from, and the words that it should be. */
function rowsOf({ events, attributes }: Sheet) {
  const row = (list: Sheet['events'] | Sheet['attributes'], i: number) => ({
    step: list.step[i]!,
    position: list.position[i]!,
    last: list.last.slice(3 * i, 3 * i + 3),
    before: list.before.slice(9 * i, 9 * i + 9),
  });
  return [
    ...events.event.map((event, i) => ({
      ...row(events, i),
      kind: 0,
      event,
      offset: events.offset[i]!,
      words: [] as readonly number[],
    })),
    ...attributes.words.map((words, i) => ({
      ...row(attributes, i),
      kind: attributes.kind[i]! + 1,
      event: -1,
      offset: -1,
      words,
    })),
  ].sort((a, b) => a.step - b.step || a.position - b.position);
}
type Row = ReturnType<typeof rowsOf>[number];

/** Makes a pen write what a sheet says, whatever the logits; calls back with the logits before each choice. */
function dictate(pen: Pen, sheet: Sheet, hear: (logits: Logits, row: Row) => void = () => {}) {
  const rows = rowsOf(sheet);
  let at = 0;
  const choose = pen.choose.bind(pen);
  pen.choose = (logits) => {
    const row = rows[at++]!;
    const { step, kind, last, before } = row;
    expect({ ...pen.query(), step: pen.step }).toEqual({ step, kind, last, before });
    hear(logits, row);
    const only = (size: number, words: readonly number[]) =>
      Float32Array.from({ length: size }, (_, v) => (words.includes(v) ? 50 : -50));
    choose({
      events: only(EVENT_WORDS, [row.event]),
      offsets: only(OFFSET_WORDS, [row.offset]),
      attributes: only(ATTRIBUTE_WORDS, row.words),
    });
  };
  return () => expect(at).toBe(rows.length);
}
const NO_LOGITS: Logits = { events: [], offsets: [], attributes: [] };

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
        while (pen.isOpen) pen.choose(NO_LOGITS);
        pen.close();
      }
      finish();
      expect(pen.steps.steps).toEqual(piece.steps.steps);
    }
  });

  it.each(['transformer', 'gru'] as const)(
    'gives each word the probability that it has in training (%s)',
    async (core) => {
      const size = { ...TINY, core };
      const network = createState(parametersOf(size), initialParameters(size, randomOf('tiny')));
      const own: Piece[] = pieces.filter(({ steps }) => steps.bars === 4).slice(0, 3);
      const sheets = own.map(sheetOf);
      const shape = batchShape(8, 64);
      const measure = await createMeasure(size, network, shape, 1);
      const decoder = await createDecoder(size, network, 4);
      const heard = own.map(() => [] as number[][]);
      const finishes: (() => void)[] = [];
      const pens = own.map((piece, i) => {
        const pen = penFor(piece);
        const finish = dictate(pen, sheets[i]!, (logits, { event, offset, words }) => {
          const found = words.map((word) => logOf(logits.attributes, word, fieldOf(word)));
          if (event >= 0) found.push(logOf(logits.events, event, { first: 0, size: EVENT_WORDS }));
          const drum = { first: offset - (offset % OFFSET_BINS), size: OFFSET_BINS };
          if (offset >= 0) found.push(logOf(logits.offsets, offset, drum));
          heard[i]!.push(found);
        });
        finishes.push(finish);
        return pen;
      });
      await decoder.write(pens);
      for (const finish of finishes) finish();
      const batch = batchOf(sheets, shape);
      expect(batch.sheets).toHaveLength(own.length);
      const logs = await measure.logs(batch);
      const at = { event: 0, choice: 0 };
      sheets.forEach((sheet, i) => {
        rowsOf(sheet).forEach(({ kind, event, offset, words }, nth) => {
          // Choices lie in the batch by sort, each in writing order.
          const expected = words.map((word) => logs.attributes[at.choice * ATTRIBUTE_WORDS + word]!);
          if (event >= 0) expected.push(logs.events[at.event * EVENT_WORDS + event]!);
          if (offset >= 0) expected.push(logs.offsets[at.event * OFFSET_WORDS + offset]!);
          if (kind === 0) at.event += 1;
          else at.choice += 1;
          expect(heard[i]![nth]!.length).toBe(expected.length);
          for (const [k, log] of heard[i]![nth]!.entries())
            expect(Math.abs(log - expected[k]!)).toBeLessThan(2e-3);
        });
      });
      await decoder.release();
      await measure.release();
    },
  );
});

/** The log-probability of a word among those of its range. */
function logOf(
  logits: ArrayLike<number>,
  word: number,
  { first, size }: { first: number; size: number },
): number {
  const values = Array.from({ length: size }, (_, i) => logits[first + i]!);
  const most = Math.max(...values);
  return logits[word]! - most - Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
}

function fieldOf(word: number): { first: number; size: number } {
  const field = ATTRIBUTE_FIELDS.find((name) => {
    const { first, size } = wordsOf(name);
    return word >= first && word < first + size;
  });
  return wordsOf(field!);
}

it('is shown each source as often as it should be', () => {
  const alone = (part: Part) => ({
    ...song(GRID, 1),
    drums: [],
    bass: [],
    chords: [],
    melody: [],
    [part]: song(GRID, 1)[part],
  });
  const example = (source: string, part: Part) => ({
    score: alone(part),
    source,
    song: 'a',
    parts: [part],
    tempoIsKnown: true,
  });
  const material = new Material(
    [example('groove', 'drums'), example('free-midi-chords', 'chords'), example('mine', 'bass')],
    1,
  );
  const shares = { drums: 0, bass: 0, chords: 0, melody: 0, all: 0 };
  for (let n = 0; n < 300; n++) {
    const { parts } = material.piece(n).steps;
    shares[parts.length === 1 ? parts[0]! : 'all'] += 1 / 300;
  }
  expect(shares.bass).toBeGreaterThan(0.18);
  expect(shares.drums).toBeLessThan(0.18);
  expect(shares.chords).toBeLessThan(0.1);
  expect(shares.all).toBeGreaterThan(0.5);
});
