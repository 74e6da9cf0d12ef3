/**
 * What a track's own kit tells: a drum that is struck again sounds as before, so that what is doubtful of one stroke is
 * decided by all that sound like it. That drums are heard better by what they sound like in the very track is from Wu
 * and Lerch, "Drum Transcription Using Partially Fixed Non-Negative Matrix Factorization with Template Adaptation",
 * ISMIR 2015; here a regression from sound to odds takes the place of their templates.
 */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import type { DrumVoice, Sounds } from '../types.ts';
import { BANDS, type DrumFeatures, FRAME_RATE, VALUES } from './features.ts';

/** A stroke that may be one: where its sound begins, and its log odds beyond what counts as a stroke. */
export interface Doubtful {
  readonly frame: number;
  readonly odds: number;
}

/** Voices whose strokes are held against the track's own sure ones; hats are played faintly, too. */
const LIMITS: Readonly<Partial<Record<DrumVoice, (strokes: readonly Doubtful[]) => number>>> = {
  kick: bySurest,
  snare: ofTwoKinds,
};
/** How much what sounds alike counts beside the stroke itself: as much. */
const SHARE = 0.5;
/** Fewer strokes tell nothing of a drum. */
const FEWEST = 12;
/** Log odds beyond these are no surer. */
const SUREST = [-4, 5] as const;
const held = (odds: number) => Math.min(SUREST[1], Math.max(SUREST[0], odds));
/** Neighbouring bands that are taken together. */
const TOGETHER = 2;
/** Frames after an onset at which a drum is looked at, and before it, for what was there already. */
const AFTER = [2, 5, 10] as const;
const BEFORE = 3;
/** What a value varies by from nothing that is heard; values are logarithms brought to 0–1. */
const UNHEARD = 0.05;
/** How strongly regression is held back, in strokes. */
const RIDGE = 60;
/** No stroke speaks for itself: each is judged by the other parts of the track's strokes. */
const PARTS = 4;
/** Log odds between which two kinds of strokes may part, and the step at which it is looked for. */
const PARTING = [-1, 2] as const;
const STEP = 0.1;
/** Each side of a limit has so many strokes. */
const SIDE = 3;
/** The surest strokes of a voice are so many for each stretch in which it plays, in frames: of about a bar. */
const SUREST_EACH = 4;
const STRETCH = 2 * FRAME_RATE;
/** Log odds that they usually have, and the share of what they have more or less that a stroke must have more or less. */
const USUAL = 2;
const CHANGED = 0.5;

/** What every frame sounds like: the bands of the long window, coarsely. */
export function soundsOf({ frames, data }: DrumFeatures): Sounds {
  const width = BANDS / TOGETHER;
  const bands = new Float32Array(frames * width);
  for (let frame = 0; frame < frames; frame++) {
    for (let band = 0; band < width; band++) {
      let sum = 0;
      for (let i = 0; i < TOGETHER; i++) sum += data[frame * VALUES + band * TOGETHER + i]!;
      bands[frame * width + band] = sum / TOGETHER;
    }
  }
  return { frames, width, data: bands };
}

/** The odds of a voice's strokes, once all of them are known. */
export function oddsByKit(voice: DrumVoice, strokes: readonly Doubtful[], sounds: Sounds): number[] {
  const own = strokes.map(({ odds }) => odds);
  if (strokes.length < FEWEST) return own;
  const alike = likely(soundMatrix(strokes, sounds), own);
  const heard = strokes.map(({ frame }, i) => ({ frame, odds: (1 - SHARE) * own[i]! + SHARE * alike[i]! }));
  const limit = LIMITS[voice]?.(heard) ?? 0;
  return heard.map(({ odds }) => odds - limit);
}

/** A row for each stroke, every column about 0 and of a spread of about 1. */
function soundMatrix(strokes: readonly Doubtful[], { frames, width, data }: Sounds): Matrix {
  const bandsAt = (frame: number) => {
    const from = Math.min(frames - 1, Math.max(0, frame)) * width;
    return data.subarray(from, from + width);
  };
  const rows = strokes.map(({ frame }) => {
    const after = AFTER.map((later) => bandsAt(frame + later));
    const before = bandsAt(frame - BEFORE);
    return [...after.flatMap((bands) => [...bands]), ...after[0]!.map((value, i) => value - before[i]!)];
  });
  const sounds = new Matrix(rows).center('column');
  const spread = sounds.standardDeviation('column', { unbiased: false });
  return sounds.divRowVector(spread.map((value) => value + UNHEARD));
}

/** What the odds of each stroke would be by its sound alone: ridge regression over the strokes of all other parts. */
function likely(sounds: Matrix, own: readonly number[]): number[] {
  const odds = Matrix.columnVector(own.map(held));
  const ridge = Matrix.eye(sounds.columns, sounds.columns, RIDGE);
  const result = new Array<number>(own.length);
  for (let part = 0; part < PARTS; part++) {
    const judged: number[] = [];
    const others: number[] = [];
    for (let i = 0; i < own.length; i++) (i % PARTS === part ? judged : others).push(i);
    const rows = sounds.subMatrixRow(others);
    const told = odds.subMatrixRow(others);
    const usual = told.mean();
    const turned = rows.transpose();
    const squares = turned.mmul(rows).add(ridge);
    const weights = new CholeskyDecomposition(squares).solve(turned.mmul(told.sub(usual)));
    const predicted = sounds.subMatrixRow(judged).mmul(weights);
    for (const [row, i] of judged.entries()) result[i] = usual + predicted.get(row, 0);
  }
  return result;
}

/**
 * What parts the strokes into two kinds best (Otsu, "A Threshold Selection Method from Gray-Level Histograms", IEEE
 * Transactions on Systems, Man, and Cybernetics 9(1), 1979); 0 if they are too few.
 */
function ofTwoKinds(strokes: readonly Doubtful[]): number {
  const values = strokes.map(({ odds }) => held(odds));
  let [best, limit] = [0, 0];
  for (let at: number = PARTING[0]; at <= PARTING[1]; at += STEP) {
    const below = values.filter((value) => value < at);
    const above = values.filter((value) => value >= at);
    if (below.length < SIDE || above.length < SIDE) continue;
    const between = below.length * above.length * (mean(above) - mean(below)) ** 2;
    if (between > best) [best, limit] = [between, at];
  }
  return limit;
}

/**
 * Moves with the track's surest strokes: beside clear ones, what is much fainter is something else; where even they are
 * doubtful, as under a loud bass, what is a little fainter is still a stroke.
 */
function bySurest(strokes: readonly Doubtful[]): number {
  const stretches = new Set(
    strokes.flatMap(({ frame, odds }) => (odds >= 0 ? [Math.floor(frame / STRETCH)] : [])),
  );
  const count = SUREST_EACH * Math.max(1, stretches.size);
  const surest = strokes
    .map(({ odds }) => held(odds))
    .sort((a, b) => b - a)
    .slice(0, count);
  return CHANGED * (mean(surest) - USUAL);
}

const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
