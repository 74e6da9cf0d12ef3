/** What an artist's training is shown: windows of the references, each time a little different, and the base's own. */
import {
  DRUMS,
  PARTS,
  type Part,
  type Random,
  randomOf,
  type Score,
  type Style,
  slice,
  TICKS_PER_QUARTER,
  ticksOf,
  ticksOfMilliseconds,
  upperMedian,
} from '../../music/index.ts';
import { barsOf, sameMusic } from '../core/split.ts';
import { tidied } from '../core/steps.ts';
import { type Batch, type BatchShape, batchOf } from '../net/batch.ts';
import { Material, plainPiece, varied } from '../net/material.ts';
import { type Piece, type Sheet, sheetOf } from '../net/sheet.ts';

export interface TrainingReference {
  readonly id: string;
  readonly scores: readonly Score[];
  /** The scores were heard in a sound: what is guessed in them is not learned. */
  readonly isHeard?: boolean;
}

/** Bars that are learned from at once. */
export const WINDOW = 8;

/** A stretch of a reference. */
export interface Window {
  readonly reference: string;
  readonly score: Score;
  readonly isHeard: boolean;
  /** How much of it no earlier window has, 0 to 1: how often it is shown. */
  readonly fresh: number;
}

/**
 * Cuts references into windows of at most eight bars. Bars that were in an earlier window make a window less fresh,
 * and one that has nothing else is left out, so that what a loop repeats is not learned twice.
 */
export function windowsOf(references: readonly TrainingReference[]): Window[] {
  const known = new Set<string>();
  const windows: Window[] = [];
  for (const { id, scores, isHeard = false } of references) {
    for (const score of isHeard ? scores.map(wellHeard) : scores) {
      for (let from = 0; from < score.bars; from += WINDOW) {
        const part = score.bars <= WINDOW ? score : slice(score, from, Math.min(WINDOW, score.bars - from));
        const bars = new Set(barsOf(part));
        const own = [...bars].filter((bar) => !known.has(bar));
        for (const bar of own) known.add(bar);
        if (own.length > 0)
          windows.push({ reference: id, score: part, isHeard, fresh: own.length / bars.size });
      }
    }
  }
  return windows;
}

/** Windows by music: of one group is what one reference has, and what shares music with it. */
export function musicOf(windows: readonly Window[]): (readonly Window[])[] {
  const groups = sameMusic(
    windows.map(({ score }) => score),
    windows.map(({ reference }) => reference),
  );
  return groups.map((group) => group.map((i) => windows[i]!));
}

/** What is not heard well enough to learn from: of a tune, one note in seven, among wrong ones. */
const BADLY_HEARD: readonly Part[] = ['melody'];

/** A score that was heard, without what is not heard well, as long as something is left. */
function wellHeard(score: Score): Score {
  const left = Object.fromEntries(BADLY_HEARD.map((part) => [part, []]));
  return PARTS.some((part) => score[part].length > 0 && !BADLY_HEARD.includes(part))
    ? { ...score, ...left }
    : score;
}

/** A window as it is, under everything that is known of it. */
export function plainSheet(
  { score, isHeard = false }: { readonly score: Score; readonly isHeard?: boolean },
  style?: Style,
): Sheet {
  return sheetOf({ ...plainPiece(style === undefined ? { score } : { score, style }), isHeard });
}

/** How far a tempo is moved at most, as a share. */
const TEMPO = 0.04;

/**
 * A window a little different: at another tempo, some parts missing or given, wishes unsaid. Never transposed, for
 * pitches are counted from the tonic: every key is learned at once. Never moved in time by less than a 16th either: how
 * early or late somebody plays is theirs, as far as it was written and not heard.
 */
function variedPiece({ score, isHeard }: Window, style: Style, random: Random): Piece {
  const bpm = score.bpm * (1 + TEMPO * (2 * random.next() - 1));
  const shown = { ...(isHeard ? apart(score, random.fork('drums')) : score), bpm };
  return { ...varied(plainPiece({ score: shown, style }), random), isHeard };
}

/** Milliseconds by which it is uncertain where a drum that was heard lies: how fast it speaks is heard with it. */
const SPEAKING = 3;

/** A score whose hits are a little earlier or later than heard, all of a drum by the same. */
function apart(score: Score, random: Random): Score {
  const speaking = ticksOfMilliseconds(SPEAKING, score.bpm);
  const moves = new Map(DRUMS.map((drum) => [drum, Math.round(speaking * random.normal())]));
  const last = ticksOf(score) - 1;
  const drums = score.drums.map((hit) => ({
    ...hit,
    tick: Math.min(last, Math.max(0, hit.tick + moves.get(hit.drum)!)),
  }));
  return tidied({ ...score, drums });
}

export interface FeedOptions {
  readonly windows: readonly Window[];
  readonly style: Style;
  readonly shape: BatchShape;
  readonly seed: number;
  /** Rows of the artist's in every batch; the others are the base's. */
  readonly own: number;
}

/**
 * Batches of an artist's training: the n-th of a seed is always the same. No piece of the base's comes twice: shown again
 * and again, a few would be learned by heart and all others forgotten.
 */
export class ArtistFeed {
  private readonly o: FeedOptions;
  private readonly replay: Material;

  constructor(options: FeedOptions) {
    this.o = options;
    this.replay = new Material([], options.seed);
  }

  batch(n: number): { batch: Batch; isArtist: (row: number) => boolean } {
    const { windows, style, shape, seed, own } = this.o;
    const random = randomOf(`artist feed ${seed} ${n}`);
    const sheets = Array.from({ length: own }, (_, i) => {
      const window = windows[this.turn(n * own + i)]!;
      return sheetOf(variedPiece(window, style, random.fork(`window ${i}`)));
    });
    const count = shape.rows - own;
    const others = Array.from({ length: count }, (_, i) => sheetOf(this.replay.piece(n * count + i)));
    const batch = batchOf([...sheets, ...others], shape);
    return { batch, isArtist: (row) => sheets.includes(batch.sheets[row]!) };
  }

  /** Windows come in turn, in another order each time round; those that are less fresh are sometimes left out. */
  private turn(n: number): number {
    const { windows, seed } = this.o;
    const round = Math.floor(n / windows.length);
    const random = randomOf(`round ${seed} ${round}`);
    const order = windows.map(({ fresh }, i) => ({ i, at: random.next(), shown: random.next() < fresh }));
    order.sort((a, b) => a.at - b.at);
    const place = n % windows.length;
    const { i, shown } = order[place]!;
    // In the place of one that is left out stands one that is all fresh.
    return shown ? i : (order.find((one) => one.shown)?.i ?? i);
  }
}

/** Milliseconds of a tick at the usual tempo of some scores. */
export function msPerTickOf(scores: readonly Score[]): number {
  const bpm = upperMedian(scores.map(({ bpm }) => bpm)) ?? 120;
  return 60_000 / bpm / TICKS_PER_QUARTER;
}
