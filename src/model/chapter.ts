/**
 * A generator made of the network of chapter-network.ts: every 16th is a row of 88 activations from fresh noise,
 * and the rows are read as a piano roll. What it lacks, by design:
 * - It has no drums, since a piano has none, and no memory: no row knows of the row before, let alone the bar.
 * - It takes no conditions. Style comes only from the songs it was trained on; the key is had by training on songs
 *   moved to C and moving what it writes; bars and tempo are those of the frame it is read into.
 * - Its noise carries nothing: minimising the squared error, it learns how often each key sounds and no more.
 * - A roll does not say which part a key belongs to, where a held note is struck again, how hard it is struck or
 *   by how much it is late: parts are told apart by register, the rest is even.
 */
import { grammarExamples, KEYS, rollsOf, type Split } from '../corpus/index.ts';
import {
  BeatwrightError,
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
} from '../music/index.ts';
import { chapterBits } from './chapter-bits.ts';
import { type ChapterValues, rowOf } from './chapter-network.ts';
import { readChapter, saveChapter } from './chapter-save.ts';
import { type ChapterTrainingOptions, noiseOf, trainChapter } from './chapter-training.ts';
import type { Generator, SampleRequest } from './generator.ts';
import { checkRequest } from './request.ts';
import { shiftOf } from './steps.ts';

/** Songs of the style grammar that a style is learned from, and those that validate. */
const SONGS = { train: 8, validation: 2 };
/** MIDI pitch of the lowest key. */
const LOWEST_KEY = 21;
/** The pitches, in C, from which a key counts as chords and as melody; what is lower is bass. */
const CHORDS_FROM = 43;
const MELODY_FROM = 66;

export interface ChapterOptions extends Omit<ChapterTrainingOptions, 'seed'> {
  /** 0 unless told. */
  readonly seed?: number;
  /** What to train on instead of songs of the style grammar. */
  readonly songs?: Split<Score>;
}

/** What a trained network is played with. */
export interface Chapter {
  readonly style: Style;
  readonly network: ChapterValues;
  /** The mean label of the keys that sound, 0–1: an activation is how often a key sounds times this. */
  readonly loudness: number;
}

/**
 * Trains the network on songs of a style, moved to C, and makes a generator of it. It takes some ten seconds of
 * both cores and is the same for the same seed.
 * @throws BeatwrightError `chapter-nothing` if there are no rows on a side.
 */
export async function chapterGenerator(style: Style, options: ChapterOptions = {}): Promise<Generator> {
  const { seed = 0, songs = grammarSongs(style), ...training } = options;
  const train = rollsOf(songs.train.map(inC));
  const validation = rollsOf(songs.validation.map(inC));
  const network = await trainChapter(train, validation, { ...training, seed });
  const sounding = train.activation.reduce((sum, one) => sum + one, 0);
  const loudness = train.labels.reduce((sum, label) => sum + label, 0) / Math.max(1, sounding);
  return generatorOf({ style, network, loudness: loudness || 1 });
}

/**
 * The generator as it was saved.
 * @throws BeatwrightError `checkpoint-damaged` if the bytes cannot be read, `generator-unknown` if they are
 * another's.
 */
export function loadChapter(bytes: Uint8Array): Generator {
  return generatorOf(readChapter(bytes));
}

function generatorOf(chapter: Chapter): Generator {
  return {
    kind: 'chapter',
    style: chapter.style,
    bitsPerStep: (scores) => chapterBits(chapter, scores),
    sample: (request, random) => sample(chapter, request, random),
    save: () => saveChapter(chapter),
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

/** @throws BeatwrightError as `checkRequest`, and `request-parts` if nothing but drums is asked for. */
function sample(chapter: Chapter, asked: SampleRequest, random: Random): Score {
  const { bars, bpm, key, parts, temperature } = checkRequest(asked);
  if (!parts.some((part) => part !== 'drums')) {
    throw new BeatwrightError(
      'request-parts',
      'This generator plays a piano and has no drums. Ask for bass, chords or melody, or for another generator.',
    );
  }
  const steps = Array.from({ length: bars * STEPS_PER_BAR }, () => pressed(chapter, temperature, random));
  const velocity = Math.min(127, Math.max(1, Math.round(chapter.loudness * 127)));
  const of = <T>(part: Part, events: readonly T[]) => (parts.includes(part) ? events : []);
  const inKeyOfC: Score = {
    bpm,
    key: { ...key, tonic: 0 },
    bars,
    drums: [],
    bass: of(
      'bass',
      heldNotes(
        steps.map((keys) => keys.filter((pitch) => pitch < CHORDS_FROM).slice(0, 1)),
        velocity,
      ),
    ),
    chords: of(
      'chords',
      heldChords(
        steps.map((keys) => keys.filter((pitch) => pitch >= CHORDS_FROM && pitch < MELODY_FROM)),
        velocity,
      ),
    ),
    melody: of(
      'melody',
      heldNotes(
        steps.map((keys) => keys.filter((pitch) => pitch >= MELODY_FROM)),
        velocity,
      ),
    ),
  };
  return checkScore({ ...transpose(inKeyOfC, shiftOf(key)), key });
}

/** The pitches, ascending, of the keys that sound in a 16th. */
function pressed({ network, loudness }: Chapter, temperature: number, random: Random): number[] {
  const pitches: number[] = [];
  for (const [key, activation] of rowOf(network, noiseOf(1, random)).entries()) {
    const share = Math.min(1, activation / loudness);
    const [on, off] = [share ** (1 / temperature), (1 - share) ** (1 / temperature)];
    if (random.next() * (on + off) < on) pitches.push(LOWEST_KEY + key);
  }
  return pitches;
}

/** Every key that sounds in neighbouring steps is one note. */
function heldNotes(steps: readonly (readonly number[])[], velocity: number): Note[] {
  return steps.flatMap((pitches, step) =>
    pitches
      .filter((pitch) => !steps[step - 1]?.includes(pitch))
      .map((pitch) => ({ ...span(steps, step, (later) => later.includes(pitch)), pitch, velocity })),
  );
}

/** The same keys in neighbouring steps are one chord. */
function heldChords(steps: readonly (readonly number[])[], velocity: number): Chord[] {
  return steps.flatMap((pitches, step) => {
    if (pitches.length === 0 || `${steps[step - 1]}` === `${pitches}`) return [];
    return [{ ...span(steps, step, (later) => `${later}` === `${pitches}`), pitches, velocity }];
  });
}

/** Onset and length, in ticks, of what sounds from a step on for as long as it goes on. */
function span(
  steps: readonly (readonly number[])[],
  from: number,
  goesOn: (pitches: readonly number[]) => boolean,
): { tick: number; duration: number } {
  let end = from + 1;
  while (end < steps.length && goesOn(steps[end]!)) end++;
  return { tick: from * TICKS_PER_STEP, duration: (end - from) * TICKS_PER_STEP };
}
