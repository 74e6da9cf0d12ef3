/** What an artist's training is shown: windows of the references, each time a little different, and the base's own. */
import { grammarSong } from '../../corpus/index.ts';
import {
  DRUMS,
  PARTS,
  type Part,
  type Random,
  randomOf,
  type Score,
  STYLE_FACTS,
  STYLES,
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

/** What is told apart to hold some of it out. */
export interface Groups {
  readonly groups: readonly (readonly Window[])[];
  /** Whether they share no music; windows or stretches of one piece do, and say less. */
  readonly areApart: boolean;
}

/**
 * Windows by music: of one group is what one reference has, and what shares music with it. Where all share some, each
 * reference is a group; of one reference, each window. One window alone is one group: its bars are too much alike to say
 * anything of each other.
 */
export function groupsOf(windows: readonly Window[]): Groups {
  const music = musicOf(windows);
  if (music.length > 1) return { groups: music, areApart: true };
  const references = [...Map.groupBy(windows, ({ reference }) => reference).values()];
  if (references.length > 1) return { groups: references, areApart: false };
  return { groups: windows.map((window) => [window]), areApart: false };
}

function musicOf(windows: readonly Window[]): (readonly Window[])[] {
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

/**
 * The share of windows of which two bars are shown, begun at any of them. What is heard of a beat is decided in its first
 * bars, where there is nothing to copy; whole windows teach mostly to go on as it began.
 */
const BEGINNINGS = 0.7;
const BEGINNING = 2;

function beginning(window: Window, random: Random): Window {
  const { score } = window;
  if (score.bars <= BEGINNING || random.next() >= BEGINNINGS) return window;
  return { ...window, score: slice(score, random.int(score.bars - BEGINNING + 1), BEGINNING) };
}

/** How often parts that the artist never has are borrowed, so that a wish for them does not end what is the artist's. */
const BORROWED = 0.5;

/** A score with the parts that it lacks from a song of the style, moved to its key. */
function withBorrowed(score: Score, style: Style, lacking: readonly Part[], random: Random): Score {
  if (lacking.length === 0 || random.next() >= BORROWED) return score;
  const parts = lacking.filter(() => random.next() < 0.6);
  const song = grammarSong(style, random.int(1_000_000), { bars: score.bars, mode: score.key.mode });
  const up = ((score.key.tonic - song.key.tonic + 18) % 12) - 6;
  const moved = {
    drums: song.drums,
    bass: song.bass.map(({ glide, ...note }) => ({ ...note, pitch: note.pitch + up })),
    chords: song.chords.map((chord) => ({ ...chord, pitches: chord.pitches.map((pitch) => pitch + up) })),
    melody: song.melody.map((note) => ({ ...note, pitch: note.pitch + up })),
  };
  return { ...score, ...Object.fromEntries(parts.map((part) => [part, moved[part]])) };
}

/** How far a tempo is moved at most, as a share. */
const TEMPO = 0.04;

/** How often another style is said than the artist's, with its tempo, so that whoever asks for one still gets the artist. */
const STRANGE = 0.5;

/**
 * A window a little different: at another tempo, under another style, some parts missing or given, wishes unsaid. Never
 * transposed, for pitches are counted from the tonic: every key is learned at once. Never moved in time by less than a
 * 16th either: how early or late somebody plays is theirs, as far as it was written and not heard.
 */
function variedPiece(window: Window, style: Style, lacking: readonly Part[], random: Random): Piece {
  const { score, isHeard } = beginning(window, random.fork('beginning'));
  const strange = random.fork('style');
  const told = strange.next() < STRANGE ? strange.pick(STYLES) : style;
  const bpm = told === style ? score.bpm * (1 + TEMPO * (2 * random.next() - 1)) : tempoOf(told, strange);
  const played = isHeard ? apart(score, random.fork('drums')) : score;
  const shown = { ...withBorrowed(played, told, lacking, random.fork('borrowed')), bpm };
  return { ...varied(plainPiece({ score: shown, style: told }), random), isHeard };
}

function tempoOf(style: Style, random: Random): number {
  const [slow, fast] = STYLE_FACTS[style].bpm;
  return slow + (fast - slow) * random.next();
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
  /** Parts that the artist never has. */
  private readonly lacking: readonly Part[];

  constructor(options: FeedOptions) {
    this.o = options;
    this.lacking = PARTS.filter((part) => options.windows.every(({ score }) => score[part].length === 0));
    this.replay = new Material([], options.seed);
  }

  batch(n: number): { batch: Batch; isArtist: (row: number) => boolean } {
    const { windows, style, shape, seed, own } = this.o;
    const random = randomOf(`artist feed ${seed} ${n}`);
    const sheets = Array.from({ length: own }, (_, i) => {
      const window = windows[this.turn(n * own + i)]!;
      return sheetOf(variedPiece(window, style, this.lacking, random.fork(`window ${i}`)));
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
