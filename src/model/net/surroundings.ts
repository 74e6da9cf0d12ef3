/** What is known before a step is written: its place, the harmony, the last notes, what still sounds. */
import { STEPS_PER_BAR, TICKS_PER_STEP } from '../../music/index.ts';
import { lengthOf, offsetOf } from '../core/bins.ts';
import { BASS_RANGE, CHORD_RANGE, MELODY_RANGE } from '../core/fields.ts';
import type { ChordEvent, Step } from '../core/steps.ts';

const FAR = STEPS_PER_BAR;
/** Bars of a phrase that are told apart, and bars left that are counted. */
const BARS = 8;

const sizes = {
  place: STEPS_PER_BAR,
  bar: BARS,
  left: BARS + 1,
  bassPitch: BASS_RANGE.size + 1,
  melodyPitch: MELODY_RANGE.size + 1,
  harmony: 12,
  root: 13,
  sinceChord: FAR + 1,
  sinceBass: FAR + 1,
  sinceMelody: FAR + 1,
  sounding: 3,
} as const;
type Mark = keyof typeof sizes;
const firsts = {} as Record<Mark, number>;
let end = 1;
for (const mark of Object.keys(sizes) as Mark[]) {
  firsts[mark] = end;
  end += sizes[mark];
}
/** Number of marks; mark 0 stands for none. */
export const MARKS = end;

/** The range of the marks of a kind. */
export function marksOf(name: Mark): { readonly first: number; readonly size: number } {
  return { first: firsts[name], size: sizes[name] };
}

/** Follows a piece step by step. */
export class Surroundings {
  private readonly bars: number;
  private readonly firstBar: number;
  private chord: ChordEvent | undefined;
  private bass: number | undefined;
  private melody: number | undefined;
  private readonly last = { chords: -FAR, bass: -FAR, melody: -FAR };
  private readonly until = { chords: 0, bass: 0, melody: 0 };

  /** @param firstBar the bar of the piece's form that writing begins in (bars are written from there, around). */
  constructor(bars: number, firstBar = 0) {
    this.bars = bars;
    this.firstBar = firstBar;
  }

  /** The marks of the step that is next. */
  marks(step: number): number[] {
    const bar = (Math.floor(step / STEPS_PER_BAR) + this.firstBar) % this.bars;
    const mark = (name: Mark, value: number) => firsts[name] + value;
    const since = (part: 'chords' | 'bass' | 'melody') => Math.min(FAR, step - this.last[part]);
    const marks = [
      mark('place', step % STEPS_PER_BAR),
      mark('bar', bar % BARS),
      mark('left', Math.min(BARS, this.bars - 1 - bar)),
      mark('bassPitch', this.bass === undefined ? BASS_RANGE.size : this.bass),
      mark('melodyPitch', this.melody === undefined ? MELODY_RANGE.size : this.melody),
      mark('root', this.chord ? (this.chord.low + CHORD_RANGE.low) % 12 : 12),
      mark('sinceChord', since('chords')),
      mark('sinceBass', since('bass')),
      mark('sinceMelody', since('melody')),
    ];
    const line = step * TICKS_PER_STEP + TICKS_PER_STEP / 4;
    (['chords', 'bass', 'melody'] as const).forEach((part, i) => {
      if (this.until[part] > line) marks.push(mark('sounding', i));
    });
    if (this.chord) {
      const classes = new Set<number>();
      let pitch = this.chord.low + CHORD_RANGE.low;
      for (const interval of [0, ...this.chord.intervals]) {
        pitch += interval;
        classes.add(pitch % 12);
      }
      for (const pitchClass of classes) marks.push(mark('harmony', pitchClass));
    }
    return marks;
  }

  /** Takes in what a step holds. */
  pass(step: number, events: Step): void {
    const ends = (event: { offset: number; length: number }) =>
      step * TICKS_PER_STEP + offsetOf(event.offset) + lengthOf(event.length);
    for (const part of ['chords', 'bass', 'melody'] as const) {
      for (const event of events[part]) this.until[part] = ends(event);
      if (events[part].length > 0) this.last[part] = step;
    }
    this.chord = events.chords.at(-1) ?? this.chord;
    this.bass = events.bass.at(-1)?.pitch ?? this.bass;
    this.melody = events.melody.at(-1)?.pitch ?? this.melody;
  }
}
