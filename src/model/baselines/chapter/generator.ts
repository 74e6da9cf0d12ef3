/**
 * The book's network (chapter.ts) behind the door that other generators have, so that it can be played and
 * measured beside them. What it lacks, by its design:
 * - It has no drums, since a piano has none, and no memory: no 16th knows of the one before, let alone of the bar.
 * - It takes no conditions. A style is had only by training on its songs, a key by training in C and moving what
 *   comes out, bars and tempo by the frame it is read into; temperature is of no effect.
 * - A roll does not say which part a key belongs to, nor where a held note is struck again or by how much it is
 *   late: parts are told apart by register, and everything begins on the grid.
 */
import { grammarExamples, KEYS, rollsOf, type Split } from '../../../corpus/index.ts';
import {
  type BassNote,
  type Chord,
  checkScore,
  type Note,
  type Part,
  type Random,
  randomOf,
  type Score,
  STEPS_PER_BAR,
  type Style,
  TICKS_PER_STEP,
  transpose,
} from '../../../music/index.ts';
import { BeatwrightError } from '../../../words/index.ts';
import type { BitsPerStep, SampleRequest } from '../../core/generator.ts';
import { checkRequest } from '../../core/request.ts';
import { shiftOf } from '../../core/steps.ts';
import { rollBits } from './bits.ts';
import { type ChapterHistory, type ChapterOptions, trainChapter } from './chapter.ts';

/** Songs of the style grammar that a style is learned from, and those that validate. */
const SONGS = { train: 8, validation: 2 };
const LOWEST_KEY = 21;
/** The pitches, in C, from which a key counts as chords and as melody; what is lower is bass. */
const CHORDS_FROM = 43;
const MELODY_FROM = 66;
/** Bars from which it is told how often each key sounds. */
const HEARD_BARS = 32;

export interface ChapterGeneratorOptions extends Partial<Omit<ChapterOptions, 'rate'>> {
  /** What to train on instead of songs of the style grammar. */
  readonly songs?: Split<Score>;
}

export interface ChapterGenerator {
  readonly kind: 'chapter';
  readonly style: Style;
  readonly history: ChapterHistory;
  /**
   * A code length that can be set beside other generators': the same choices, of which the network tells pitches,
   * in proportion to how often their keys sound. Of all else it knows nothing, so that there what is possible is
   * as likely.
   */
  bitsPerStep(scores: readonly Score[]): BitsPerStep;
  /**
   * Writes a score without drums.
   * @throws BeatwrightError `request-parts` if nothing but drums is asked for, and others as every generator.
   */
  sample(request: SampleRequest, random: Random): Promise<Score>;
  release(): Promise<void>;
}

/**
 * Trains the book's network on songs of a style, 100 epochs unless told, which takes tens of seconds. The same
 * seed (0 unless told) gives the same generator. Its custom loss is used unless told: with the mean squared error
 * alone the sigmoids saturate at silence, which is most of a roll, and do not come back.
 * @throws BeatwrightError `chapter-nothing` if a side has no songs.
 */
export async function chapterGenerator(
  style: Style,
  { songs = grammarSongs(style), ...training }: ChapterGeneratorOptions = {},
): Promise<ChapterGenerator> {
  if (songs.train.length === 0 || songs.validation.length === 0) {
    throw new BeatwrightError('chapter-nothing');
  }
  const [train, validation] = [songs.train, songs.validation].map((side) => rollsOf(side.map(inC)));
  const chapter = await trainChapter(train!, validation!, { seed: 0, loss: 'weighted', ...training });
  const roll = (bars: number, random: Random) =>
    chapter.sample({ bpm: 120, key: { tonic: 0, mode: 'minor' }, bars }, random);
  const heard = await roll(HEARD_BARS, randomOf('chapter heard'));
  return {
    kind: 'chapter',
    style,
    history: chapter.history,
    bitsPerStep: (scores) => rollBits(heard, scores),
    async sample(asked, random) {
      const { bars, bpm, key, parts } = checkRequest(asked);
      if (parts.every((part) => part === 'drums')) {
        throw new BeatwrightError('chapter-parts');
      }
      const inPlace = transpose(partsOf(await roll(bars, random), parts), shiftOf(key));
      return checkScore({ ...inPlace, bpm, key });
    },
    release: () => chapter.release(),
  };
}

function grammarSongs(style: Style): Split<Score> {
  const side = (name: keyof Split<unknown>) =>
    [...grammarExamples(name, { styles: [style], ...SONGS })].map(({ score }) => score);
  return { train: side('train'), validation: side('validation') };
}

/** A score's notes that a piano has, moved to C by the shorter way. */
function inC(score: Score): Score {
  const isKey = (pitch: number) => pitch >= LOWEST_KEY && pitch < LOWEST_KEY + KEYS;
  const played: Score = {
    ...score,
    bass: score.bass.filter(({ pitch }) => isKey(pitch)).map(({ glide: _, ...note }) => note),
    chords: score.chords
      .map((chord) => ({ ...chord, pitches: chord.pitches.filter(isKey) }))
      .filter(({ pitches }) => pitches.length > 0),
    melody: score.melody.filter(({ pitch }) => isKey(pitch)),
  };
  return transpose(played, -shiftOf(score.key));
}

/** What sounds in a 16th: velocities by pitch, ascending. */
type Cell = ReadonlyMap<number, number>;

/** A roll, which is one melody of many voices, told apart by register. */
function partsOf(roll: Score, parts: readonly Part[]): Score {
  const cells = Array.from({ length: roll.bars * STEPS_PER_BAR }, () => new Map<number, number>());
  for (const { tick, duration, pitch, velocity } of roll.melody.toSorted((a, b) => a.pitch - b.pitch)) {
    for (let at = tick; at < tick + duration; at += TICKS_PER_STEP)
      cells[at / TICKS_PER_STEP]!.set(pitch, velocity);
  }
  const register = (part: Part, from: number, below: number, most = Number.POSITIVE_INFINITY): Cell[] => {
    const isIn = ([pitch]: [number, number]) => pitch >= from && pitch < below;
    return parts.includes(part) ? cells.map((cell) => new Map([...cell].filter(isIn).slice(0, most))) : [];
  };
  return {
    ...roll,
    bass: heldNotes(register('bass', 0, CHORDS_FROM, 1)) satisfies BassNote[],
    chords: heldChords(register('chords', CHORDS_FROM, MELODY_FROM)),
    melody: heldNotes(register('melody', MELODY_FROM, 128)),
  };
}

/** Every key that sounds in neighbouring 16ths is one note. */
function heldNotes(cells: readonly Cell[]): Note[] {
  return cells.flatMap((cell, step) =>
    [...cell]
      .filter(([pitch]) => !cells[step - 1]?.has(pitch))
      .map(([pitch, velocity]) => ({ ...span(cells, step, (later) => later.has(pitch)), pitch, velocity })),
  );
}

/** The same keys in neighbouring 16ths are one chord, as loud as its loudest. */
function heldChords(cells: readonly Cell[]): Chord[] {
  const keysOf = (cell: Cell | undefined) => [...(cell?.keys() ?? [])].join(' ');
  return cells.flatMap((cell, step) => {
    if (cell.size === 0 || keysOf(cells[step - 1]) === keysOf(cell)) return [];
    const held = span(cells, step, (later) => keysOf(later) === keysOf(cell));
    return [{ ...held, pitches: [...cell.keys()], velocity: Math.max(...cell.values()) }];
  });
}

/** Onset and length, in ticks, of what sounds from a 16th on for as long as it goes on. */
function span(
  cells: readonly Cell[],
  from: number,
  goesOn: (cell: Cell) => boolean,
): { tick: number; duration: number } {
  let end = from + 1;
  while (end < cells.length && goesOn(cells[end]!)) end++;
  return { tick: from * TICKS_PER_STEP, duration: (end - from) * TICKS_PER_STEP };
}
