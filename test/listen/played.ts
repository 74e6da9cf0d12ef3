/** Sounds whose strikes are known, and a listener that knows them. */
import {
  DRUM_VOICES,
  type DrumListener,
  type DrumVoice,
  FRAME_RATE,
  type HeardHit,
  LISTEN_RATE,
  strokesOf,
} from '../../src/listen/index.ts';
import { type Random, randomOf, type Sound } from '../../src/music/index.ts';

export interface Pattern {
  readonly bpm: number;
  readonly bars: number;
  /** 16ths of a bar at which each voice strikes. */
  readonly steps: Readonly<Partial<Record<DrumVoice, readonly number[]>>>;
  /** Seconds before the first bar. */
  readonly lead?: number;
  /** Where the off 16th falls within its 8th. */
  readonly swing?: number;
  /** Seconds that a voice is late. */
  readonly late?: Readonly<Partial<Record<DrumVoice, number>>>;
  /** Deviation of every strike, in seconds. */
  readonly jitter?: number;
}

export function strikes({
  bpm,
  bars,
  steps,
  lead = 0,
  swing = 0.5,
  late = {},
  jitter = 0,
}: Pattern): HeardHit[] {
  const random = randomOf('strikes');
  const step = 15 / bpm;
  const hits = (Object.entries(steps) as [DrumVoice, readonly number[]][]).flatMap(([voice, places]) =>
    Array.from({ length: bars }, (_, bar) =>
      places.map((place): HeardHit => {
        const odd = place % 2 === 1 ? 2 * swing - 1 : 0;
        const time = lead + (16 * bar + place + odd) * step + (late[voice] ?? 0) + jitter * random.normal();
        return { time: Math.max(0, time), voice, velocity: 100, confidence: 0.9 };
      }),
    ).flat(),
  );
  return hits.sort((a, b) => a.time - b.time);
}

const STROKES: Readonly<Record<DrumVoice, (t: number, random: Random) => number>> = {
  kick: (t) => Math.exp(-12 * t) * Math.sin(2 * Math.PI * (50 * t + 4 * (1 - Math.exp(-40 * t)))),
  snare: (t, random) => Math.exp(-25 * t) * (0.4 * Math.sin(2 * Math.PI * 190 * t) + 0.5 * random.normal()),
  closedHat: (t, random) => 0.25 * Math.exp(-90 * t) * random.normal() * Math.cos(2 * Math.PI * 9000 * t),
  openHat: (t, random) => 0.25 * Math.exp(-12 * t) * random.normal() * Math.cos(2 * Math.PI * 9000 * t),
  percussion: (t) => 0.5 * Math.exp(-40 * t) * Math.sin(2 * Math.PI * 800 * t),
};

/** Drums over a held chord, so that there is something to find a key in. */
export function played(hits: readonly HeardHit[], seconds: number, chord: readonly number[] = []): Sound {
  const random = randomOf('played');
  const samples = new Float32Array(Math.round(seconds * LISTEN_RATE));
  for (const { time, voice } of hits) {
    const from = Math.round(time * LISTEN_RATE);
    for (let i = 0; i < 0.25 * LISTEN_RATE && from + i < samples.length; i++) {
      samples[from + i]! += 0.4 * STROKES[voice](i / LISTEN_RATE, random);
    }
  }
  for (const hertz of chord) {
    for (let i = 0; i < samples.length; i++) {
      samples[i]! += 0.05 * Math.sin((2 * Math.PI * hertz * i) / LISTEN_RATE);
    }
  }
  return { sampleRate: LISTEN_RATE, channels: [samples] };
}

/** A listener that hears what it is told, so that what comes after it can be tested by itself. */
export function told(hits: readonly HeardHit[]): DrumListener {
  const silent = new Float32Array(0);
  const voices = { kick: silent, snare: silent, closedHat: silent, openHat: silent, percussion: silent };
  return { activations: async () => ({ rate: 100, voices }), hitsOf: () => hits };
}

/** A strike that a listener is more or less sure of, 0–1. */
export interface Doubtful {
  readonly voice: DrumVoice;
  readonly time: number;
  readonly chance: number;
}

/** A listener that hears what it is told as surely as it is told, and makes up its mind like the network's. */
export function doubting(all: readonly Doubtful[], seconds: number): DrumListener {
  const record = <T>(value: () => T) =>
    Object.fromEntries(DRUM_VOICES.map((voice) => [voice, value()])) as Record<DrumVoice, T>;
  const voices = record(() => new Float32Array(Math.ceil(seconds * FRAME_RATE)));
  for (const { voice, time, chance } of all) voices[voice][Math.round(time * FRAME_RATE)] = chance;
  const calibration = { thresholds: record(() => 0.5), lateness: record(() => 0) };
  return {
    activations: async () => ({ rate: FRAME_RATE, voices }),
    hitsOf: (_mono, activations, expected) => strokesOf(activations, calibration, expected),
  };
}
