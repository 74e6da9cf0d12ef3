/** A loop's sound: strokes of a kit, with a bass and chords over them if it is a whole beat. */
import { LISTEN_RATE as RATE } from '../../../src/listen/index.ts';
import { DRUMS, type Drum, type Random, type Sound } from '../../../src/music/index.ts';
import type { Samples } from '../drums/samples.ts';
import { wildShot } from '../drums/wild.ts';
import type { LoopPattern } from './patterns.ts';

/** One stroke of each drum, at full force. */
export type OneShots = Readonly<Record<Drum, Float32Array>>;

/** A kit of recordings where there are any, and of recipes: no two kits are alike. */
export function oneShots(samples: Samples, random: Random): OneShots {
  const shots = DRUMS.map((drum): [Drum, Float32Array] => {
    const wild = wildShot(drum, random);
    const recorded = samples.heldOut[drum];
    if (recorded.length === 0 || random.next() < 0.4) return [drum, wild];
    const peak = wild.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    return [drum, random.pick(recorded).channels[0]!.map((x) => x * peak)];
  });
  return Object.fromEntries(shots) as Record<Drum, Float32Array>;
}

interface Strike {
  readonly drum: Drum;
  /** Seconds. */
  readonly time: number;
  /** 0–1. */
  readonly level: number;
}

/** Strokes within one 16th by the letter that writes them: where they fall, in 16ths, and how loud they are. */
const STROKES: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  x: [[0, 1]],
  o: [[0, 0.45]],
  '2': [
    [0, 0.9],
    [0.5, 0.6],
  ],
  '3': [
    [0, 0.9],
    [1 / 3, 0.6],
    [2 / 3, 0.7],
  ],
  t: [
    [0, 0.9],
    [2 / 3, 0.65],
    [4 / 3, 0.75],
  ],
  T: [
    [0, 0.9],
    [4 / 3, 0.65],
    [8 / 3, 0.75],
  ],
};

/** Bars before a loop repeats itself. */
export function barsOf({ lines }: LoopPattern): number {
  return Math.max(...Object.values(lines).map((line) => line.length)) / 16;
}

/** How far strokes fall from their place, in seconds: a sequencer moves them hardly at all. */
const LOOSE = 0.0015;

function strikesOf({ lines, swing = 0.5 }: LoopPattern, bpm: number, bars: number, random: Random): Strike[] {
  const step = 15 / bpm;
  return DRUMS.flatMap((drum) => {
    const line = lines[drum];
    if (line === undefined) return [];
    return Array.from({ length: 16 * bars }, (_, i) => i).flatMap((i) =>
      (STROKES[line[i % line.length]!] ?? []).map(([offset, level]): Strike => {
        const late = i % 2 === 1 ? 2 * swing - 1 : 0;
        const time = (i + offset + late) * step + LOOSE * random.normal();
        return { drum, time: Math.max(0, time), level: level * (0.9 + 0.1 * random.next()) };
      }),
    );
  });
}

export interface LoopOptions {
  readonly bpm: number;
  readonly bars: number;
  readonly shots: OneShots;
  /** Whether a bass and chords play too. */
  readonly isWhole: boolean;
  readonly random: Random;
}

/** The loop, exactly as long as its bars; what rings at its end is cut, as a bounced loop's is. */
export function loopSound(pattern: LoopPattern, { bpm, bars, shots, isWhole, random }: LoopOptions): Sound {
  const out = new Float32Array(Math.round((RATE * bars * 240) / bpm));
  const strikes = strikesOf(pattern, bpm, bars, random);
  for (const { drum, time, level } of strikes) add(out, shots[drum], Math.round(time * RATE), level);
  if (isWhole) {
    const root = 33 + random.int(12);
    const kicks = strikes.filter(({ drum }) => drum === 'kick');
    for (const [i, { time }] of kicks.entries()) {
      const until = Math.min(kicks[i + 1]?.time ?? Number.POSITIVE_INFINITY, time + 1.2);
      bass(out, time, until, hertz(root + random.pick([0, 0, 0, 3, -2, 5])));
    }
    for (let bar = 0; bar < bars; bar += 1) {
      const chord = [0, 3, 7].map((interval) => root + 24 + interval + [0, -4, 3, -2][bar % 4]!);
      for (const pitch of chord) keys(out, (bar * 240) / bpm, 240 / bpm, hertz(pitch));
    }
  }
  const peak = out.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return { sampleRate: RATE, channels: [out.map((x) => (0.9 * x) / Math.max(1e-9, peak))] };
}

const hertz = (pitch: number) => 440 * 2 ** ((pitch - 69) / 12);

function add(out: Float32Array, shot: Float32Array, from: number, gain: number): void {
  const length = Math.min(shot.length, out.length - from);
  for (let i = 0; i < length; i++) out[from + i]! += gain * shot[i]!;
}

/** A sine that falls slowly, as an 808's does. */
function bass(out: Float32Array, from: number, until: number, f: number): void {
  const first = Math.round(from * RATE);
  const length = Math.min(out.length - first, Math.round((until - from) * RATE));
  for (let i = 0; i < length; i++) {
    const t = i / RATE;
    const gain = 0.5 * Math.min(1, i / 200, (length - i) / 400) * Math.exp(-1.2 * t);
    out[first + i]! += gain * Math.tanh(1.5 * Math.sin(2 * Math.PI * f * t));
  }
}

/** A soft electric piano. */
function keys(out: Float32Array, from: number, seconds: number, f: number): void {
  const first = Math.round(from * RATE);
  const length = Math.min(out.length - first, Math.round(seconds * RATE));
  for (let i = 0; i < length; i++) {
    const t = i / RATE;
    const gain = 0.09 * Math.min(1, i / 300, (length - i) / 800) * Math.exp(-0.9 * t);
    const tine = Math.sin(2 * Math.PI * f * t + 0.8 * Math.exp(-4 * t) * Math.sin(2 * Math.PI * 2 * f * t));
    out[first + i]! += gain * tine;
  }
}
