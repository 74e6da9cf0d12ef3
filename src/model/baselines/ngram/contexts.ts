/**
 * What an n-gram looks at before a choice: for every field a list of contexts, from the most general to the
 * most particular. Time in music repeats by the bar, so that what stood one, two and four bars ago, and how
 * well those bars have been repeated so far, tells more than the last few steps do.
 */
import { DRUMS, MODES, type Mode, type Part, STEPS_PER_BAR } from '../../../music/index.ts';
import { CHORD_RANGE, FIELDS, type Field, NO_MORE_DRUMS } from '../../core/fields.ts';
import { hash, shapeOf } from '../../core/shape.ts';
import type { ChordEvent } from '../../core/steps.ts';
import { ATTRIBUTES, type Writer } from '../../core/writer.ts';
import { keyOf } from './table.ts';

/** How far back repetition is looked for, in steps. */
const LAGS = [16, 32, 64] as const;
const NOTHING = -1;
const KICK = DRUMS.indexOf('kick');
const FIELD_NUMBERS = new Map(FIELDS.map((field, i) => [field, i]));

/** How well a part has repeated what stood a lag ago: 0 not at all, up to 4 for a whole bar or more. */
function repeated(run: number): number {
  return run === 0 ? 0 : run < 4 ? 1 : run < 8 ? 2 : run < STEPS_PER_BAR ? 3 : 4;
}

/** Follows a writer through a score and says, before each choice, in which contexts it is made. */
export class Contexts {
  private readonly writer: Writer;
  private readonly mode: number;
  private readonly shapes: Record<Part, (number | undefined)[]>;
  private readonly runs: Record<Part, number[]>;
  private readonly runsTo: Record<Part, number>;
  private harmony = { step: -1, chord: undefined as ChordEvent | undefined };

  constructor(writer: Writer, mode: Mode) {
    this.writer = writer;
    this.mode = MODES.indexOf(mode);
    const each = <T>(make: () => T): Record<Part, T> => ({
      drums: make(),
      chords: make(),
      bass: make(),
      melody: make(),
    });
    this.shapes = each(() => []);
    this.runs = each(() => LAGS.map(() => 0));
    this.runsTo = each(() => 0);
  }

  /** The contexts of the choice at hand as keys, the most general first. */
  keys(): number[] {
    const field = FIELD_NUMBERS.get(this.writer.field)!;
    return this.levels().map((level, depth) => keyOf(field, depth, level));
  }

  private levels(): number[][] {
    const { writer } = this;
    const { step, part, field, bars } = writer;
    this.followTo(step);
    const at = step % STEPS_PER_BAR;
    const bar = Math.floor(step / STEPS_PER_BAR);
    // Which bar of its phrase of four, the loop's last apart: there things change.
    const phrase = bar === bars - 1 ? 4 : bar % 4;
    const so = hash(writer.chosen);
    const [one, two, four] = LAGS.map((lag) => this.chosenAt(step - lag)) as [number, number, number];
    const [runOne, runTwo, runFour] = this.runs[part].map(repeated) as [number, number, number];
    const repetition = [one, runOne, two, runTwo];
    const further = [...repetition, four, runFour];
    const chord = this.chordNow();
    const root = chord ? (chord.low + CHORD_RANGE.low) % 12 : NOTHING;
    const { drums } = writer.current;

    switch (field) {
      case 'drum': {
        const last = drums.at(-1)?.drum ?? NOTHING;
        const kit = hash(drums.map((hit) => hit.drum));
        return [
          [last],
          [last, at],
          [last, ...repetition],
          [kit, at, one, two],
          [kit, at, phrase, ...repetition],
          [kit, at, phrase, ...further],
        ];
      }
      case 'hitVelocity': {
        const { drum } = drums.at(-1)!;
        const before = this.hitBefore(drum, step)?.velocity ?? NOTHING;
        const inRoll = drums.filter((hit) => hit.drum === drum).length;
        const last = inRoll > 1 ? drums.at(-2)!.velocity : before;
        return [
          [drum],
          [drum, at % 4, inRoll],
          [drum, at, inRoll],
          [drum, inRoll, last, one],
          [drum, inRoll, at, last, one],
          [drum, inRoll, at, last, one, two, phrase],
        ];
      }
      case 'hitOffset': {
        const { drum, velocity } = drums.at(-1)!;
        const first = drums.findIndex((hit) => hit.drum === drum);
        const inRoll = drums.length - 1 - first;
        const before = inRoll > 0 ? drums.at(-2)!.offset : (this.alike(drum, step)?.offset ?? NOTHING);
        const others = first > 0 ? drums[first - 1]!.offset : NOTHING;
        return [
          [drum, inRoll],
          [drum, inRoll, at % 2],
          [drum, inRoll, at % 2, before],
          [drum, inRoll, at % 4, before, one],
          [drum, inRoll, at, before, one, others],
          [drum, inRoll, at, velocity, before, one, two, others],
        ];
      }
      case 'chordOnset': {
        const since = this.since('chords', step);
        return [
          [writer.chosen.length],
          [writer.chosen.length, at],
          [writer.chosen.length, ...repetition],
          [writer.chosen.length, at, since, one, runOne],
          [so, at, phrase, ...repetition],
          [so, at, phrase, ...further],
        ];
      }
      case 'chordLow': {
        const before = this.chordBefore(step)?.low ?? NOTHING;
        return [
          [],
          [this.mode],
          [before, this.mode],
          repetition,
          [before, at, phrase, ...repetition],
          [before, at, phrase, ...further],
        ];
      }
      case 'chordInterval': {
        const { low, intervals } = writer.current.chords.at(-1)!;
        const shape = hash(intervals);
        const before = this.chordBefore(step)?.intervals[intervals.length] ?? NOTHING;
        return [
          [intervals.length],
          [intervals.at(-1) ?? NOTHING, intervals.length],
          [shape, before],
          [shape, (low + CHORD_RANGE.low) % 12, this.mode],
          [shape, low, this.mode],
          [shape, low, ...repetition],
          [shape, low, ...further],
        ];
      }
      case 'bassOnset': {
        const kicks = hash(drums.filter((hit) => hit.drum === KICK).map((hit) => hit.offset));
        const kick = drums.some((hit) => hit.drum === KICK) ? 1 : 0;
        const more = writer.chosen.length > 0 ? 1 : 0;
        return [
          [more, kick],
          [more, kick, at],
          [more, kick, ...repetition],
          [more, kick, at, this.since('bass', step), one, two],
          [so, kicks, at, phrase, ...repetition],
          [so, kicks, at, phrase, ...further],
        ];
      }
      case 'bassPitch': {
        const before = this.noteBefore('bass', step);
        return [
          [],
          [root, this.mode],
          [root, before?.pitch ?? NOTHING],
          [root, before?.pitch ?? NOTHING, at % 4, one],
          [root, ...repetition],
          [root, before?.pitch ?? NOTHING, at, phrase, ...repetition],
          [root, before?.pitch ?? NOTHING, at, phrase, ...further],
        ];
      }
      case 'melodyOnset': {
        const more = writer.current.melody.length;
        const kick = drums.some((hit) => hit.drum === KICK) ? 1 : 0;
        return [
          [more],
          [more, at],
          [more, ...repetition],
          [more, at, kick, this.since('melody', step), one, two],
          [so, at, phrase, ...repetition],
          [so, at, phrase, ...further],
        ];
      }
      case 'melodyPitch': {
        const before = this.noteBefore('melody', step);
        const last = before?.pitch ?? NOTHING;
        const stack = hash(writer.current.melody.map((note) => note.pitch));
        const older = this.noteBefore('melody', before?.step ?? 0)?.pitch ?? NOTHING;
        return [
          [this.mode],
          [stack, root, this.mode],
          [stack, last, this.mode],
          [stack, last, root, older],
          [stack, ...repetition],
          [stack, last, older, root, ...repetition],
          [stack, last, older, root, ...further],
        ];
      }
      default: {
        // Lengths, velocities, offsets and glides: habits of the part, by position and by what came before.
        const pitch = writer.chosen.at(1) ?? NOTHING;
        const before = this.attributeBefore(part, field, step);
        const last = writer.chosen.at(-1) ?? NOTHING;
        const kick = drums.find((hit) => hit.drum === KICK)?.offset ?? NOTHING;
        return [
          [],
          [at % 4],
          [before, kick],
          [at, before],
          [at, before, one, kick, last],
          [at, so, pitch, ...repetition],
        ];
      }
    }
  }

  /** Brings the book of how far each part repeats itself up to date. */
  private followTo(step: number): void {
    const { part } = this.writer;
    for (let s = this.runsTo[part]; s < step; s++) {
      LAGS.forEach((lag, i) => {
        const same = s >= lag && this.shape(part, s) === this.shape(part, s - lag);
        this.runs[part][i] = same ? this.runs[part][i]! + 1 : 0;
      });
    }
    this.runsTo[part] = step;
  }

  /** What was chosen at this place of an earlier step: −1 if it had no such place, −2 before the start. */
  private chosenAt(step: number): number {
    if (step < 0) return NOTHING - 1;
    const { part, field, current, steps } = this.writer;
    const past = steps[step]!;
    const nth = current[part].length - 1;
    switch (field) {
      case 'drum': {
        const last = current.drums.at(-1)?.drum ?? NOTHING;
        const times = current.drums.filter((hit) => hit.drum === last).length;
        if (past.drums.filter((hit) => hit.drum === last).length > times) return last;
        return past.drums.find((hit) => hit.drum > last)?.drum ?? NO_MORE_DRUMS;
      }
      case 'hitVelocity':
      case 'hitOffset': {
        const { drum } = current.drums[nth]!;
        const times = current.drums.filter((hit) => hit.drum === drum).length;
        const hit = past.drums.filter((candidate) => candidate.drum === drum)[times - 1];
        return hit ? (field === 'hitVelocity' ? hit.velocity : hit.offset) : NOTHING;
      }
      case 'chordInterval': {
        const { intervals } = current.chords[nth]!;
        const chord = past.chords[nth];
        if (!chord || intervals.some((interval, i) => interval !== chord.intervals[i])) return NOTHING;
        return chord.intervals[intervals.length] ?? 0;
      }
      case 'chordOnset':
      case 'bassOnset':
      case 'melodyOnset':
        return past[part].length > current[part].length ? 1 : 0;
      default:
        return attributeOf(past[part][nth], field);
    }
  }

  /** What begins in a step, without its velocities and offsets: what a listener would call the same. */
  private shape(part: Part, step: number): number {
    if (step < 0) return NOTHING;
    const known = this.shapes[part][step];
    if (known !== undefined) return known;
    const shape = shapeOf(this.writer.steps[step]!, part);
    this.shapes[part][step] = shape;
    return shape;
  }

  /** Steps since a part last began something, at most a bar. */
  private since(part: Part, step: number): number {
    for (let ago = 1; ago <= STEPS_PER_BAR && ago <= step; ago++) {
      if (this.writer.steps[step - ago]![part].length > 0) return ago;
    }
    return STEPS_PER_BAR + 1;
  }

  private hitBefore(drum: number, step: number) {
    for (let s = step - 1; s >= 0 && s >= step - STEPS_PER_BAR; s--) {
      const hit = this.writer.steps[s]!.drums.findLast((candidate) => candidate.drum === drum);
      if (hit) return hit;
    }
    return undefined;
  }

  /** The same drum's last hit on a 16th of the same kind (on or off the 8th). */
  private alike(drum: number, step: number) {
    for (let s = step - 2; s >= 0 && s >= step - 2 * STEPS_PER_BAR; s -= 2) {
      const hit = this.writer.steps[s]!.drums.find((candidate) => candidate.drum === drum);
      if (hit) return hit;
    }
    return undefined;
  }

  private noteBefore(part: 'bass' | 'melody', step: number): { pitch: number; step: number } | undefined {
    for (let s = step - 1; s >= 0 && s >= step - 2 * STEPS_PER_BAR; s--) {
      const note = this.writer.steps[s]![part].at(-1);
      if (note) return { pitch: note.pitch, step: s };
    }
    return undefined;
  }

  /** The chord that sounds, or that last began, at the step at hand. */
  private chordNow(): ChordEvent | undefined {
    const { step, steps, part } = this.writer;
    const now = part === 'chords' || part === 'drums' ? undefined : steps[step]!.chords.at(-1);
    return now ?? this.chordBefore(step);
  }

  private chordBefore(step: number): ChordEvent | undefined {
    if (this.harmony.step !== step) {
      let chord: ChordEvent | undefined;
      for (let s = step - 1; s >= 0 && !chord; s--) chord = this.writer.steps[s]!.chords.at(-1);
      this.harmony = { step, chord };
    }
    return this.harmony.chord;
  }

  private attributeBefore(part: Part, field: Field, step: number): number {
    for (let s = step - 1; s >= 0 && s >= step - STEPS_PER_BAR; s--) {
      const event = this.writer.steps[s]![part].at(-1);
      if (event) return attributeOf(event, field);
    }
    return NOTHING;
  }
}

/** What a field says of an event; −1 if nothing. */
function attributeOf(event: object | undefined, field: Field): number {
  const name = ATTRIBUTES[field]?.name ?? '';
  return (event as Readonly<Record<string, number>> | undefined)?.[name] ?? NOTHING;
}
