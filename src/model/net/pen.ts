/** A pen: one piece that is being written by the network, and what it must know before each word. */
import { PARTS, type Part, type Random, STEPS_PER_BAR } from '../../music/index.ts';
import { OFFSET_BINS, VELOCITY_BINS } from '../core/bins.ts';
import { NO_MORE_DRUMS, WRITING_ORDER } from '../core/fields.ts';
import { isPlayable, type Language } from '../core/masks.ts';
import { emptyStep, type Step, type Steps } from '../core/steps.ts';
import { choicesOf, FIRST, Writer } from '../core/writer.ts';
import { type Conditions, wishesOf } from './conditions.ts';
import { Repetition } from './repetition.ts';
import { LAGS, padded, rotated } from './sheet.ts';
import {
  type Choice,
  eventSymbols,
  nextEvent,
  rankOf,
  type Spelled,
  sameChoice,
  spell,
  symbolsOf,
} from './spelling.ts';
import { Surroundings } from './surroundings.ts';
import {
  attributeSymbol,
  BEGINNING,
  CHOICE_KINDS,
  CHOICES,
  type ChoiceKind,
  END,
  EVENT_WORDS,
  EVENTS,
  partOf,
  wordsOf,
} from './vocabulary.ts';

/** How words are drawn. */
export interface Drawing {
  /** By part; the end of a step, and events, go by the part that is at hand. */
  readonly temperature: Readonly<Record<Part, number>>;
  /** Words less likely than this share of the likeliest are not drawn; by part. */
  readonly minP: Readonly<Record<Part, number>>;
}

export interface PenOptions {
  readonly bars: number;
  /** The parts to write. */
  readonly parts: readonly Part[];
  /** Parts that are known beforehand. */
  readonly given?: Steps;
  /** Steps that stay as they are, by their number in the form; parts to write are taken from `kept`. */
  readonly kept?: { readonly steps: Steps; readonly isKept: (step: number) => boolean };
  readonly conditions: Conditions;
  /** Steps of the form at which the melody should rest: no note of it begins there but a very likely one. */
  readonly rests?: ReadonlySet<number>;
  /** The bar of the form that is written first. */
  readonly firstBar?: number;
  /** Later bars that say again what the first ones said, where the form is written from its first bar. */
  readonly repeats?: Repetitions;
  readonly language: Language;
  readonly drawing: Drawing;
  readonly random: Random;
}

/** Bars, from 0: all from `after` on repeat the first `after` bars, but for the changes, which are written like these. */
export interface Repetitions {
  readonly after: number;
  readonly changes: readonly number[];
}

/** What the head must be fed before a choice; see `HeadInputs`. */
export interface Query {
  readonly kind: number;
  readonly last: readonly number[];
  readonly before: readonly number[];
}

/** What the head says of all words. */
export interface Logits {
  readonly events: ArrayLike<number>;
  readonly offsets: ArrayLike<number>;
  readonly attributes: ArrayLike<number>;
}

/** How much less likely, in nats, a melody note is where the melody should rest: a twentieth. */
const RELUCTANCE = 3;

/** Room for the words of one choice: pens write one after another. */
const WEIGHTS = new Float64Array(EVENT_WORDS);
const ALLOWED = new Uint8Array(EVENT_WORDS);

export class Pen {
  /** The logarithm of the probability, at temperature 1, of all words that were chosen. */
  logProbability = 0;
  /** The step at hand. */
  step = 0;
  readonly wishes: readonly number[];
  /** Symbols of the step before that were not written by the head: given, or kept. */
  knownBefore: readonly number[] = [];
  /** Whether what the head wrote in the step before counts. */
  wroteBefore = false;
  /** Symbols that are given of the step at hand. */
  known: readonly number[] = [];
  marks: readonly number[] = [];
  /** Whether the step at hand wants more words. */
  isOpen = false;
  private readonly o: PenOptions;
  private readonly firstBar: number;
  /** The step from which on all are decided. */
  private readonly settledFrom: number;
  private readonly writer: Writer;
  private readonly kept: readonly Step[];
  private readonly surroundings: Surroundings;
  private readonly repetition = new Repetition();
  private readonly past: Spelled[][] = [];
  /** For each event word whether it can be played in the language of the piece. */
  private readonly playable: Uint8Array;
  private last: readonly number[] = [BEGINNING];
  private rank = -1;
  private said: Choice[] = [];

  constructor(options: PenOptions) {
    const { bars, parts, given, kept, conditions, firstBar = 0 } = options;
    this.o = options;
    this.firstBar = firstBar;
    this.wishes = wishesOf(conditions);
    this.kept = kept ? rotated(kept.steps.steps, firstBar) : [];
    this.writer = new Writer({
      bars,
      parts,
      ...(given && { given: { ...given, steps: rotated(given.steps, firstBar) } }),
    });
    this.surroundings = new Surroundings(bars, firstBar);
    this.playable = playableEvents(options.language);
    const written = this.writer.steps.findLastIndex((_, step) => !this.isDecided(step));
    this.settledFrom = written + 1;
  }

  get done(): boolean {
    return this.step >= this.writer.steps.length;
  }

  /** Whether all that is left is decided: the network need not be asked any more. */
  get isSettled(): boolean {
    return this.step >= this.settledFrom;
  }

  /** What has been written and given, in the order of the form. */
  get steps(): Steps {
    const { bars, steps, parts } = this.writer;
    const known = this.o.given?.parts ?? [];
    return {
      bars,
      parts: PARTS.filter((part) => parts.includes(part) || known.includes(part)),
      steps: rotated(steps, (bars - this.firstBar) % bars),
    };
  }

  /** Begins the step at hand: from here on `marks`, `known` and `isOpen` are those of this step. */
  open(): void {
    const { writer, step } = this;
    this.marks = [...this.surroundings.marks(step), ...this.repetition.marks()];
    this.known = symbolsOf(spell(writer.steps[step]!, this.givenParts()));
    this.isOpen = true;
    this.last = [BEGINNING];
    this.rank = -1;
    this.said = [];
    if (!this.isDecided(step)) return;
    const decided = this.decided(step);
    for (const part of writer.parts) for (const value of choicesOf(decided, part)) writer.push(value);
    this.isOpen = false;
  }

  /** Ends the step at hand. */
  close(): void {
    const { step, writer } = this;
    const events = writer.steps[step]!;
    const spelled = spell(events, writer.parts);
    this.past.push(spelled);
    this.wroteBefore = !this.isDecided(step);
    this.knownBefore = this.wroteBefore ? this.known : [...this.known, ...symbolsOf(spelled)];
    this.surroundings.pass(step, events);
    this.repetition.pass(events);
    this.step += 1;
  }

  /** What the next choice depends on, besides the network's own memory. */
  query(): Query {
    const { rank, said, last } = this;
    const earlier = LAGS.map((lag) => this.past[this.step - lag]);
    const kind = this.kind();
    const before = earlier.flatMap((step) =>
      padded(kind === undefined ? nextEvent(step, rank) : sameChoice(step, rank, said, kind)),
    );
    return { kind: kind === undefined ? 0 : CHOICE_KINDS.indexOf(kind) + 1, last: padded(last), before };
  }

  /** Makes the next choice. */
  choose(logits: Logits): void {
    const kind = this.kind();
    if (kind === undefined) this.chooseEvent(logits);
    else this.chooseWords(logits.attributes, kind);
  }

  /** The kind of choice that is next; undefined for an event. */
  private kind(): ChoiceKind | undefined {
    const { field } = this.writer;
    return CHOICE_KINDS.find((kind) => CHOICES[kind][0] === field);
  }

  private chooseEvent({ events, offsets }: Logits): void {
    const { writer } = this;
    const allowed = this.allowedEvents();
    const [from, until] = MELODY;
    const against = this.isRest(this.step)
      ? (word: number) => (word >= from && word < until ? RELUCTANCE : 0)
      : undefined;
    const event = this.pick(events, 0, EVENT_WORDS, (word) => allowed[word] === 1, against);
    const part = partOf(event);
    this.said = [];
    if (part === undefined) {
      const { step } = writer;
      while (!writer.done && writer.step === step) writer.push(nothingIn(writer.part));
      this.isOpen = false;
      return;
    }
    while (writer.part !== part) writer.push(nothingIn(writer.part));
    const value = event - EVENTS[part];
    let offset = -1;
    if (part === 'drums') {
      const drum = Math.floor(value / VELOCITY_BINS);
      const times = writer.current.drums.filter((hit) => hit.drum === drum).length;
      this.rank = rankOf('drums', times, drum);
      writer.push(drum);
      writer.push(value % VELOCITY_BINS);
      const first = drum * OFFSET_BINS;
      const late = this.pick(offsets, first, OFFSET_BINS, (bin) => writer.allows(bin));
      writer.push(late);
      offset = first + late;
    } else {
      this.rank = rankOf(part, writer.current[part].length);
      writer.push(1);
      writer.push(value);
    }
    this.last = eventSymbols(event, offset);
  }

  private chooseWords(logits: ArrayLike<number>, kind: ChoiceKind): void {
    const { writer } = this;
    const words = CHOICES[kind].map((field) => {
      const { first, size } = wordsOf(field);
      const playable = (value: number) =>
        writer.allows(value) && isPlayable(writer.current, field, value, this.o.language);
      let value = this.pick(logits, first, size, playable);
      if (value < 0) value = this.pick(logits, first, size, (candidate) => writer.allows(candidate));
      writer.push(value);
      return first + value;
    });
    this.said.push({ kind, words });
    this.last = words.map(attributeSymbol);
  }

  /** Which event words can follow: those of parts whose turn is still to come, if they can be played. */
  private allowedEvents(): Uint8Array {
    const { writer, playable } = this;
    const { drums, melody } = writer.current;
    const allowed = ALLOWED.fill(0);
    allowed[END] = 1;
    for (const part of writer.parts.slice(writer.parts.indexOf(writer.part))) {
      let [from, until] = eventsOf(part);
      if (part === 'drums') {
        const last = drums.at(-1)?.drum ?? -1;
        from = (last >= 0 && !writer.allows(last) ? last + 1 : Math.max(0, last)) * VELOCITY_BINS;
      } else if (part === writer.part) {
        if (!writer.allows(1) || !isPlayable(writer.current, FIRST[part], 1, this.o.language)) until = from;
        else if (part === 'melody' && melody.length > 0) from += melody.at(-1)!.pitch + 1;
      }
      for (let event = from; event < until; event++) allowed[event] = playable[event]!;
    }
    return allowed;
  }

  /**
   * Draws a word of a range of the logits.
   * @param against how many nats less likely a word is made than it is.
   * @returns −1 if none is allowed.
   */
  private pick(
    logits: ArrayLike<number>,
    first: number,
    size: number,
    allows: (value: number) => boolean,
    against: (value: number) => number = () => 0,
  ): number {
    const { drawing, random } = this.o;
    const { part } = this.writer;
    const sharpness = 1 / drawing.temperature[part];
    const least = Math.log(drawing.minP[part]);
    const weights = WEIGHTS.subarray(0, size);
    let most = Number.NEGATIVE_INFINITY;
    for (let v = 0; v < size; v++) {
      // Processors round differently in the last bits: what decides is coarser than they differ.
      weights[v] = allows(v)
        ? Math.round(logits[first + v]! * 4096) / 4096 - against(v)
        : Number.NEGATIVE_INFINITY;
      most = Math.max(most, weights[v]!);
    }
    if (most === Number.NEGATIVE_INFINITY) return -1;
    let whole = 0;
    for (let v = 0; v < size; v++) {
      const below = weights[v]! - most;
      const share = below < -40 ? 0 : Math.exp(below);
      whole += share;
      weights[v] = below < least ? 0 : sharpness === 1 ? share : Math.exp(below * sharpness);
    }
    const value = random.weighted(weights);
    const chosen = Math.round(logits[first + value]! * 4096) / 4096 - against(value);
    this.logProbability += chosen - most - Math.log(whole);
    return value;
  }

  /** Whether a step is not written: it is kept, or repeats what was said. */
  private isDecided(step: number): boolean {
    const bar = Math.floor(step / STEPS_PER_BAR);
    const { kept, repeats } = this.o;
    if (kept?.isKept(this.inForm(step))) return true;
    return repeats !== undefined && bar >= repeats.after && !repeats.changes.includes(bar);
  }

  private decided(step: number): Step {
    const { kept, repeats } = this.o;
    if (kept?.isKept(this.inForm(step))) return this.kept[step]!;
    const said = this.writer.steps[step % (repeats!.after * STEPS_PER_BAR)]!;
    return this.isRest(step) ? { ...said, melody: [] } : said;
  }

  private isRest(step: number): boolean {
    return this.o.rests?.has(this.inForm(step)) ?? false;
  }

  /** The number in the form of a step that is written. */
  private inForm(step: number): number {
    return (step + this.firstBar * STEPS_PER_BAR) % this.writer.steps.length;
  }

  private givenParts(): readonly Part[] {
    return this.o.given?.parts.filter((part) => !this.writer.parts.includes(part)) ?? [];
  }
}

function eventsOf(part: Part): [from: number, until: number] {
  const next = WRITING_ORDER[WRITING_ORDER.indexOf(part) + 1];
  return [EVENTS[part], next ? EVENTS[next] : END];
}

const MELODY = eventsOf('melody');

function playableEvents(language: Language): Uint8Array {
  const playable = new Uint8Array(EVENT_WORDS).fill(1);
  const fields = { chords: 'chordLow', bass: 'bassPitch', melody: 'melodyPitch' } as const;
  for (const part of ['chords', 'bass', 'melody'] as const) {
    const [from, until] = eventsOf(part);
    for (let event = from; event < until; event++) {
      playable[event] = isPlayable(emptyStep(), fields[part], event - from, language) ? 1 : 0;
    }
  }
  return playable;
}

function nothingIn(part: Part): number {
  return part === 'drums' ? NO_MORE_DRUMS : 0;
}
