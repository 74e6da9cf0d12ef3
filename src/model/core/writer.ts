/**
 * The grammar of a score: which choice comes next, and which values of it are possible at all. Models choose,
 * the writer keeps the book; reading a score is writing it with the choices already known.
 */
import { type Part, STEPS_PER_BAR } from '../../music/index.ts';
import { OFFSET_BINS } from './bins.ts';
import {
  FIELD_SIZES,
  type Field,
  MOST_EVENTS,
  MOST_PITCHES,
  NO_GLIDE,
  NO_MORE_DRUMS,
  WRITING_ORDER,
} from './fields.ts';
import { emptyStep, type MelodyEvent, type Step, type Steps } from './steps.ts';

/** The last offset after which another event of the same kind can follow in the same step. */
const LAST_OFFSET = OFFSET_BINS - 1;

/** The choice that opens a part's step, and asks for another event or none. */
export const FIRST: Readonly<Record<Part, Field>> = {
  drums: 'drum',
  chords: 'chordOnset',
  bass: 'bassOnset',
  melody: 'melodyOnset',
};

/** The choices that only fill in an attribute of the event at hand, and what is chosen after them. */
export const ATTRIBUTES: Partial<Record<Field, { readonly name: string; readonly next: Field }>> = {
  hitVelocity: { name: 'velocity', next: 'hitOffset' },
  hitOffset: { name: 'offset', next: 'drum' },
  chordLow: { name: 'low', next: 'chordInterval' },
  chordLength: { name: 'length', next: 'chordVelocity' },
  chordVelocity: { name: 'velocity', next: 'chordOffset' },
  chordOffset: { name: 'offset', next: 'chordOnset' },
  bassPitch: { name: 'pitch', next: 'bassLength' },
  bassLength: { name: 'length', next: 'bassVelocity' },
  bassVelocity: { name: 'velocity', next: 'bassOffset' },
  bassOffset: { name: 'offset', next: 'bassGlide' },
  bassGlide: { name: 'glide', next: 'glideStart' },
  glideStart: { name: 'glideStart', next: 'glideLength' },
  glideLength: { name: 'glideLength', next: 'bassOnset' },
  melodyPitch: { name: 'pitch', next: 'melodyLength' },
  melodyLength: { name: 'length', next: 'melodyVelocity' },
  melodyVelocity: { name: 'velocity', next: 'melodyOffset' },
  melodyOffset: { name: 'offset', next: 'melodyOnset' },
};

export class Writer {
  readonly bars: number;
  /** The parts that are written, in writing order; parts that are given are not among them. */
  readonly parts: readonly Part[];
  /** What has been written, and what was given, so far; the event at hand is in it as far as it has come. */
  readonly steps: readonly Step[];
  /** The step at hand, 0 to 16 × bars − 1; one more when all is written. */
  step = 0;
  /** The part at hand. */
  part: Part;
  /** The choice at hand. */
  field: Field;
  /** The choices made in this step for this part so far. */
  chosen: number[] = [];
  private turn = 0;

  /** @param given parts that are not written but known beforehand, as steps (their other parts are ignored). */
  constructor(frame: { bars: number; parts: readonly Part[]; given?: Steps }) {
    this.bars = frame.bars;
    const given = frame.given?.parts.filter((part) => !frame.parts.includes(part)) ?? [];
    this.parts = WRITING_ORDER.filter((part) => frame.parts.includes(part));
    this.steps = Array.from({ length: frame.bars * STEPS_PER_BAR }, (_, i) => {
      const known = frame.given?.steps[i];
      const step = emptyStep();
      return known ? { ...step, ...Object.fromEntries(given.map((part) => [part, known[part]])) } : step;
    });
    this.part = this.parts[0] ?? 'drums';
    this.field = FIRST[this.part];
    if (this.parts.length === 0) this.step = this.steps.length;
  }

  get done(): boolean {
    return this.step >= this.steps.length;
  }

  /** The step being written. */
  get current(): Step {
    return this.steps[this.step]!;
  }

  /** Whether a value of the field at hand can be chosen at all. At least one always can. */
  allows(value: number): boolean {
    const { drums, bass, melody, chords } = this.current;
    switch (this.field) {
      case 'drum': {
        const last = drums.at(-1);
        if (!last || value > last.drum) return true;
        return value === last.drum && last.offset < LAST_OFFSET && this.sameDrum() < MOST_EVENTS.sameDrum;
      }
      case 'hitOffset': {
        const before = drums.at(-2);
        return before?.drum !== drums.at(-1)!.drum || value > before.offset;
      }
      case 'chordOnset':
        return value === 0 || hasRoom(chords, MOST_EVENTS.chords);
      case 'bassOnset':
        return value === 0 || hasRoom(bass, MOST_EVENTS.bass);
      case 'melodyOnset': {
        const last = melody.at(-1);
        if (value === 0 || !last) return true;
        const top = last.pitch === FIELD_SIZES.melodyPitch - 1 && last.offset === LAST_OFFSET;
        return melody.length < MOST_EVENTS.melody && !top;
      }
      case 'chordInterval':
        return value === 0 || chords.at(-1)!.intervals.length < MOST_PITCHES - 1;
      case 'chordOffset':
        return value > (chords.at(-2)?.offset ?? -1);
      case 'bassOffset':
        return value > (bass.at(-2)?.offset ?? -1);
      case 'melodyPitch': {
        const before = melody.at(-2);
        return !before || value > before.pitch || (value === before.pitch && before.offset < LAST_OFFSET);
      }
      case 'melodyOffset': {
        const before = melody.at(-2);
        return before?.pitch !== melody.at(-1)!.pitch || value > before.offset;
      }
      default:
        return true;
    }
  }

  /** Makes the choice at hand. */
  push(value: number): void {
    const events = this.current[this.part];
    const attribute = ATTRIBUTES[this.field];
    this.chosen.push(value);
    if (value === (this.field === 'drum' ? NO_MORE_DRUMS : 0) && FIRST[this.part] === this.field) {
      this.nextPart();
    } else if (attribute) {
      Object.assign(events.at(-1)!, { [attribute.name]: value });
      this.field = this.field === 'bassGlide' && value === NO_GLIDE ? 'bassOnset' : attribute.next;
    } else if (this.field === 'drum') {
      this.current.drums.push({ drum: value, velocity: 0, offset: 0 });
      this.field = 'hitVelocity';
    } else if (this.field === 'chordOnset') {
      this.current.chords.push({ low: 0, intervals: [], length: 0, velocity: 0, offset: 0 });
      this.field = 'chordLow';
    } else if (this.field === 'chordInterval') {
      if (value === 0) this.field = 'chordLength';
      else this.current.chords.at(-1)!.intervals.push(value);
    } else if (this.field === 'bassOnset') {
      this.current.bass.push({ ...newNote(), glide: NO_GLIDE, glideStart: 0, glideLength: 0 });
      this.field = 'bassPitch';
    } else {
      this.current.melody.push(newNote());
      this.field = 'melodyPitch';
    }
  }

  private sameDrum(): number {
    const last = this.current.drums.at(-1)!;
    return this.current.drums.filter((hit) => hit.drum === last.drum).length;
  }

  private nextPart(): void {
    this.chosen = [];
    this.turn += 1;
    if (this.turn === this.parts.length) {
      this.turn = 0;
      this.step += 1;
    }
    this.part = this.parts[this.turn]!;
    this.field = FIRST[this.part];
  }
}

function newNote(): MelodyEvent {
  return { pitch: 0, length: 0, velocity: 0, offset: 0 };
}

function hasRoom(events: readonly { offset: number }[], most: number): boolean {
  return events.length < most && (events.at(-1)?.offset ?? -1) < LAST_OFFSET;
}

/** The choices that write a part of a step. */
export function choicesOf(step: Step, part: Part): number[] {
  switch (part) {
    case 'drums':
      return [...step.drums.flatMap((hit) => [hit.drum, hit.velocity, hit.offset]), NO_MORE_DRUMS];
    case 'chords':
      return [
        ...step.chords.flatMap((c) => [1, c.low, ...c.intervals, 0, c.length, c.velocity, c.offset]),
        0,
      ];
    case 'bass':
      return [
        ...step.bass.flatMap((note) => {
          const slide = note.glide === NO_GLIDE ? [] : [note.glideStart, note.glideLength];
          return [1, note.pitch, note.length, note.velocity, note.offset, note.glide, ...slide];
        }),
        0,
      ];
    case 'melody':
      return [...step.melody.flatMap((note) => [1, note.pitch, note.length, note.velocity, note.offset]), 0];
  }
}

/** Every choice that writes a score, in writing order. */
export function* readChoices(steps: Steps): Generator<number, void, void> {
  const parts = WRITING_ORDER.filter((part) => steps.parts.includes(part));
  for (const step of steps.steps) for (const part of parts) yield* choicesOf(step, part);
}
