/** What is not music to learn from, told from what is: silence, noise, a voice alone, a click. */
import { upperMedian } from '../music/index.ts';
import { BeatwrightError, words } from '../words/index.ts';
import { deviation, loudest, type Nature, sounding } from './nature.ts';
import { LISTEN_RATE } from './sound.ts';
import { stft } from './spectrum.ts';
import type { HeardHit } from './types.ts';

/** Shorter sounds have no loop in them, whatever their tempo; a longer part than `BRIEF` is worth asking for. */
const SHORTEST = 1.2;
const BRIEF = 30;
/** Decibels of full scale below which there is nothing at all. */
const SILENCE = -80;
/** Hiss: levels that hardly move in any band, in dB of deviation, of a spectrum this flat. */
const STEADY = 3;
const FLAT = 0.02;
/** A voice alone: this share of its energy lies where speech does. */
const SPOKEN = 0.9;
/** A click: silence for this share of the time, and intervals that deviate by this share. */
const PAUSES = 0.6;
const REGULAR = 0.04;
const CLICKS = 8;
const DULL = 1e-5;

/** @throws BeatwrightError `listen-too-short`, `listen-silence` or `listen-noise` */
export function checkNature(nature: Nature): void {
  const { seconds, flatness, liveliness, levels } = nature;
  if (loudest(nature) < SILENCE) throw new BeatwrightError('listen-silence');
  if (seconds < SHORTEST) throw new BeatwrightError('listen-too-short', { seconds });
  const isSteady = sounding(nature).length > 0.95 * levels.length && liveliness < STEADY;
  if (isSteady && flatness > FLAT) throw new BeatwrightError('listen-noise');
}

/** Sentences on what a sound's nature makes harder to hear. */
export function warningsOn({ seconds, bright }: Nature): string[] {
  const warnings: string[] = [];
  if (seconds < BRIEF) warnings.push(words.notes['listen-brief']({ seconds }));
  if (isDull(bright)) warnings.push(words.notes['listen-dull']);
  return warnings;
}

export const isDull = (bright: number): boolean => bright < DULL;

/**
 * A metronome is one sound at even gaps and nothing else; a second sound of it, on the one, is a beep too. Kick, snare
 * and hats in plain 8ths come as evenly and are music.
 * @throws BeatwrightError `listen-metronome`
 */
export function checkMetronome(nature: Nature, mono: Float32Array, hits: readonly HeardHit[]): void {
  const peak = loudest(nature);
  const { levels } = nature;
  const pauses = levels.filter((level) => level < peak - 40).length / levels.length;
  if (pauses < PAUSES) return;
  const strokes = strokesOf(hits);
  const times = strokes.map(({ time }) => time);
  const gaps = times.slice(1).map((time, i) => time - times[i]!);
  if (gaps.length < CLICKS) return;
  const middle = upperMedian(gaps)!;
  const off = gaps.filter((gap) => Math.abs(gap / middle - 1) > REGULAR).length;
  if (off > 0.05 * gaps.length) return;
  if (!isOneSound(strokes) && !areBeeps(mono, times)) return;
  throw new BeatwrightError('listen-metronome', { clicks: Math.round(60 / middle) });
}

/** @throws BeatwrightError `listen-speech` or `listen-no-beat`: what to say of a sound without a pulse */
export function refuseWithoutBeat(nature: Nature): never {
  if (nature.spoken > SPOKEN && deviation(sounding(nature)) > 5) {
    throw new BeatwrightError('listen-speech');
  }
  throw new BeatwrightError('listen-no-beat');
}

interface Stroke {
  readonly time: number;
  /** The voices that strike at once, in one order. */
  readonly voices: string;
}

/** Strikes nearer than this are one, in seconds. */
const TOGETHER = 0.05;

/** Moments at which anything strikes, and what. */
function strokesOf(hits: readonly HeardHit[]): Stroke[] {
  const groups: HeardHit[][] = [];
  for (const hit of hits.toSorted((a, b) => a.time - b.time)) {
    const group = groups.at(-1);
    if (group !== undefined && hit.time - group.at(-1)!.time <= TOGETHER) group.push(hit);
    else groups.push([hit]);
  }
  return groups.map((group) => ({
    time: group[0]!.time,
    voices: [...new Set(group.map(({ voice }) => voice))].sort().join(' '),
  }));
}

/** Share of the strokes that have to be alike to be one sound. */
const ALIKE = 0.9;

function isOneSound(strokes: readonly Stroke[]): boolean {
  const counts = [...Map.groupBy(strokes, ({ voices }) => voices).values()].map(({ length }) => length);
  return Math.max(...counts) >= ALIKE * strokes.length;
}

/** Samples after a stroke that its sound is judged by, and from which pitch on, in Hz. */
const STROKE = 1024;
const LOWEST = 300;
/** Share of a stroke's energy in its strongest bin and the two beside it, above which it is a beep. */
const PURE = 0.6;

/** Whether all strokes are short tones: no drum but a kick is as pure, and a kick is lower. */
function areBeeps(mono: Float32Array, times: readonly number[]): boolean {
  const beeps = times.filter((time) => {
    const from = Math.round(time * LISTEN_RATE);
    const { data, bins } = stft(mono.slice(from, from + 2 * STROKE), { size: 2 * STROKE, hop: STROKE });
    const power = data.slice(bins, 2 * bins).map((x) => x * x);
    const top = power.indexOf(Math.max(...power));
    const all = power.reduce((sum, x) => sum + x, 0);
    const near = power.slice(Math.max(0, top - 2), top + 3).reduce((sum, x) => sum + x, 0);
    return (top * LISTEN_RATE) / (2 * STROKE) > LOWEST && near > PURE * all;
  });
  return beeps.length > ALIKE * times.length;
}
