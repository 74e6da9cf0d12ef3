/** The grid under a track: its exact tempo, where its beats are, and how each voice lies against it. */
import { median } from '../../music/index.ts';
import type { DrumVoice, HeardHit } from '../types.ts';
import { DRUM_VOICES } from '../types.ts';

/** 16ths in time. Productions keep one tempo, so a straight line is enough. */
export interface Grid {
  /** Quarter notes a minute. */
  readonly bpm: number;
  /** Where a bar begins, in seconds. */
  readonly start: number;
}

/** Seconds of a 16th. */
export const stepSeconds = ({ bpm }: Pick<Grid, 'bpm'>): number => 15 / bpm;

/** Hits farther than this from a 16th, as a share of it, are between the steps and say nothing of the grid. */
const NEAR = 0.3;
const ROUNDS = 4;
/** Voices that a grid is laid by, the surest first: a producer's kick is on it, the snare leans. */
const ANCHORS: readonly DrumVoice[] = ['kick', 'closedHat', 'snare', 'percussion', 'openHat'];
/** Hits that make a voice an anchor. */
const ENOUGH = 6;
/** A tempo this close to a whole number, relative, is that number: producers type tempi. */
const WHOLE = 3e-4;

interface Residual {
  /** 16ths since the start of the grid. */
  readonly step: number;
  /** Seconds after it. */
  readonly late: number;
  readonly weight: number;
  readonly voice: DrumVoice;
}

/** The grid that hits lie on, close to a first guess. Voices may lie apart; what they share is the tempo. */
export function fitGrid(hits: readonly HeardHit[], guess: Grid): Grid {
  let grid = guess;
  for (let round = 0; round < ROUNDS; round++) {
    const residuals = residualsOf(hits, grid);
    const slope = commonSlope(residuals);
    const step = stepSeconds(grid) + slope;
    const middle = meanOf(residuals.map((residual) => residual.step)) ?? 0;
    grid = { bpm: 15 / step, start: grid.start + (slope === 0 ? 0 : middle * -slope) };
    grid = { ...grid, start: grid.start + anchorLateness(residualsOf(hits, grid)) };
  }
  const whole = Math.round(grid.bpm);
  if (Math.abs(grid.bpm / whole - 1) < WHOLE) {
    // Turn about the middle of the hits, which is what is known best.
    const middle = meanOf(hits.map(({ time }) => time)) ?? 0;
    const beats = (middle - grid.start) / stepSeconds(grid);
    grid = { bpm: whole, start: middle - (beats * 15) / whole };
    grid = { ...grid, start: grid.start + anchorLateness(residualsOf(hits, grid)) };
  }
  const bar = 240 / grid.bpm;
  return { bpm: grid.bpm, start: grid.start - bar * Math.floor(grid.start / bar) };
}

function residualsOf(hits: readonly HeardHit[], grid: Grid): Residual[] {
  const length = stepSeconds(grid);
  return hits.flatMap(({ time, voice, confidence }) => {
    const place = (time - grid.start) / length;
    const step = Math.round(place);
    const late = (place - step) * length;
    return Math.abs(place - step) > NEAR ? [] : [{ step, late, weight: confidence, voice }];
  });
}

/** How the lateness grows a step, with each voice and each half of an 8th at a lateness of its own. */
function commonSlope(residuals: readonly Residual[]): number {
  let both = 0;
  let square = 0;
  for (const group of Map.groupBy(
    residuals,
    ({ voice, step }) => `${voice} ${Math.abs(step % 2)}`,
  ).values()) {
    const weight = group.reduce((sum, one) => sum + one.weight, 0);
    if (!(weight > 0)) continue;
    const step = group.reduce((sum, one) => sum + one.weight * one.step, 0) / weight;
    const late = group.reduce((sum, one) => sum + one.weight * one.late, 0) / weight;
    for (const one of group) {
      both += one.weight * (one.step - step) * (one.late - late);
      square += one.weight * (one.step - step) ** 2;
    }
  }
  return square > 0 ? both / square : 0;
}

/** How late the surest voice is, in seconds: on 8ths only, which swing leaves alone. */
function anchorLateness(residuals: readonly Residual[]): number {
  for (const anchor of ANCHORS) {
    const lates = residuals.flatMap(({ voice, step, late }) =>
      voice === anchor && step % 2 === 0 ? [late] : [],
    );
    if (lates.length >= ENOUGH) return median(lates)!;
  }
  return median(residuals.map(({ late }) => late)) ?? 0;
}

/** Every beat from the first in a sound to its last, and those that begin a bar. */
export function beatsOf(grid: Grid, seconds: number): { beats: number[]; downbeats: number[] } {
  const beat = 60 / grid.bpm;
  const beats: number[] = [];
  const downbeats: number[] = [];
  // A downbeat a breath before the file begins is the one it begins with.
  for (let i = Math.ceil((-0.05 - grid.start) / beat); grid.start + i * beat < seconds; i++) {
    const time = Math.max(0, grid.start + i * beat);
    beats.push(time);
    if (i % 4 === 0) downbeats.push(time);
  }
  return { beats, downbeats };
}

/** Swing needs so many off 16ths. */
const SWUNG = 8;

/**
 * Where the off 16th falls within its 8th, by hats if there are enough of them, else by all drums: 0.5 is straight.
 * Hits of the same voice closer than three quarters of a 16th are rolls and left out.
 */
export function swingOf(hits: readonly HeardHit[], grid: Grid): number | undefined {
  const single = DRUM_VOICES.flatMap((voice) =>
    withoutRolls(
      hits.filter((hit) => hit.voice === voice),
      grid,
    ),
  );
  const hats = swingIn(
    single.filter(({ voice }) => voice === 'closedHat'),
    grid,
  );
  return hats ?? swingIn(single, grid);
}

function swingIn(hits: readonly HeardHit[], grid: Grid): number | undefined {
  const places = hits.map(({ time }) => (time - grid.start) / stepSeconds(grid));
  const on = places.flatMap((place) => {
    const late = place - 2 * Math.round(place / 2);
    return Math.abs(late) < 0.5 ? [late] : [];
  });
  const off = places.flatMap((place) => {
    const within = place - 2 * Math.floor(place / 2);
    return within > 0.75 && within < 1.5 ? [within] : [];
  });
  if (off.length < SWUNG) return undefined;
  return Math.round(500 * (median(off)! - (median(on) ?? 0))) / 1000;
}

function withoutRolls(hits: readonly HeardHit[], grid: Grid): HeardHit[] {
  const least = 0.75 * stepSeconds(grid);
  return hits.filter(({ time }, i) => {
    return (
      time - (hits[i - 1]?.time ?? -1) >= least &&
      (hits[i + 1]?.time ?? Number.POSITIVE_INFINITY) - time >= least
    );
  });
}

/** How late each voice is on the 8ths, in milliseconds: medians of at least a few hits. */
export function pocketOf(hits: readonly HeardHit[], grid: Grid): Partial<Record<DrumVoice, number>> {
  const residuals = residualsOf(hits, grid).filter(({ step }) => step % 2 === 0);
  const entries = DRUM_VOICES.flatMap((voice) => {
    const lates = residuals.flatMap((one) => (one.voice === voice ? [one.late] : []));
    return lates.length < ENOUGH ? [] : [[voice, Math.round(10_000 * median(lates)!) / 10] as const];
  });
  return Object.fromEntries(entries);
}

function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
