import { expect, it } from 'vitest';
import { stepsOf } from '../../src/model/core/steps.ts';
import { faultsOf } from '../../src/model/net/faults.ts';
import { Pen } from '../../src/model/net/pen.ts';
import { ATTRIBUTE_WORDS, EVENT_WORDS, EVENTS, OFFSET_WORDS } from '../../src/model/net/vocabulary.ts';
import { type Part, randomOf, type Score } from '../../src/music/index.ts';

const all = <T>(value: T) => ({ drums: value, bass: value, chords: value, melody: value });
const BARS = 8;
const BEAT_4 = Array.from({ length: BARS * 16 }, (_, step) => step).filter((step) => step % 16 >= 12);

/** Melody notes of a pen that finds a melody note anywhere `louder` nats likelier than none. */
function written(rests: readonly number[], louder: number): { within: number; without: number } {
  const pen = new Pen({
    bars: BARS,
    parts: ['melody'],
    conditions: { parts: ['melody'] },
    rests: new Set(rests),
    language: { key: { tonic: 0, mode: 'minor' }, classes: new Set([0, 2, 3, 5, 7, 8, 10]) },
    drawing: { temperature: all(1), minP: all(1e-6) },
    random: randomOf('pen'),
  });
  const events = new Float32Array(EVENT_WORDS);
  events[EVENTS.melody + 12] = 10 + louder;
  const logits = {
    events: events.map((value, word) => value + (word === EVENT_WORDS - 1 ? 10 : 0)),
    offsets: new Float32Array(OFFSET_WORDS),
    attributes: new Float32Array(ATTRIBUTE_WORDS),
  };
  while (!pen.done) {
    pen.open();
    while (pen.isOpen) pen.choose(logits);
    pen.close();
  }
  const notes = pen.steps.steps.map(({ melody }) => melody.length);
  const count = (isRest: boolean) =>
    notes.reduce((sum, n, step) => sum + (rests.includes(step) === isRest ? n : 0), 0);
  return { within: count(true), without: count(false) };
}

it('a melody rests where it is asked to, but for notes that it cannot do without', () => {
  // As likely as silence: about half of the steps without a wish, one in twenty with one.
  const free = written([], 0);
  expect(free.without).toBeGreaterThan(0.3 * BARS * 16);
  const asked = written(BEAT_4, 0);
  expect(asked.without).toBeGreaterThan(0.3 * BARS * 12);
  expect(asked.within).toBeLessThan(0.2 * BEAT_4.length);
  expect(written(BEAT_4, 8).within).toBeGreaterThan(0.6 * BEAT_4.length);
});

it('of two takes the one that rests is preferred', () => {
  const score = (ticks: readonly number[]): Score => ({
    bpm: 90,
    key: { tonic: 0, mode: 'minor' },
    bars: 1,
    drums: [],
    bass: [],
    chords: [],
    melody: ticks.map((tick) => ({ tick, duration: 120, pitch: 72, velocity: 90 })),
  });
  const parts: readonly Part[] = ['melody'];
  const faults = (ticks: readonly number[]) =>
    faultsOf(stepsOf(score(ticks)), { parts, space: [12, 13, 14, 15] });
  expect(faults([0, 480, 1440])).toBeGreaterThan(faults([0, 480, 960]));
  expect(faults([1440])).toBeGreaterThan(faults([0, 480, 1440]));
});
