/** Loops without drums: keys, guitars, pads and tunes, as they are traded to be rapped over or to be given drums. */
import { LISTEN_RATE as RATE } from '../../../src/listen/index.ts';
import type { Random, Sound } from '../../../src/music/index.ts';

/** How one note sounds. */
type Voice = (t: number, f: number, seconds: number) => number;

const sine = (f: number, t: number) => Math.sin(2 * Math.PI * f * t);

export const VOICES = {
  electricPiano: (t, f, seconds) =>
    Math.min(1, t / 0.004, Math.max(0, (seconds - t) / 0.03)) *
    Math.exp(-1.4 * t) *
    Math.sin(2 * Math.PI * f * t + 1.2 * Math.exp(-5 * t) * sine(f, t)),
  guitar: (t, f, seconds) =>
    Math.min(1, t / 0.002, Math.max(0, (seconds - t) / 0.02)) *
    [1, 2, 3, 4, 5].reduce((sum, n) => sum + (Math.exp(-(1.5 + n) * t) * sine(n * f, t)) / n, 0) *
    0.6,
  pad: (t, f, seconds) =>
    Math.min(1, t / 0.25, Math.max(0, (seconds - t) / 0.2)) *
    [-0.004, 0, 0.005].reduce(
      (sum, off) => sum + sine(f * (1 + off), t) + 0.3 * sine(2 * f * (1 + off), t),
      0,
    ) *
    0.25,
  bell: (t, f) => Math.exp(-4 * t) * (sine(f, t) + 0.4 * sine(2.76 * f, t) * Math.exp(-6 * t)) * 0.7,
  flute: (t, f, seconds) =>
    Math.min(1, t / 0.04, Math.max(0, (seconds - t) / 0.05)) *
    (sine(f, t) + 0.15 * sine(2 * f, t)) *
    (1 + 0.05 * sine(5, t)),
} as const satisfies Record<string, Voice>;

export interface TonalPattern {
  readonly name: string;
  readonly bpm: readonly [number, number];
  readonly voice: keyof typeof VOICES;
  readonly bars: number;
  /** Notes a bar as [16th, length in 16ths, intervals above the bar's root]; bar by bar, repeated. */
  readonly notes: readonly (readonly (readonly [number, number, readonly number[]])[])[];
  /** The root of each bar above the first one's. */
  readonly roots: readonly number[];
}

const MINOR = [0, 3, 7] as const;
const SEVENTH = [0, 3, 7, 10] as const;

export const TONAL_PATTERNS: readonly TonalPattern[] = [
  {
    name: 'electric piano, a chord a bar',
    bpm: [78, 96],
    voice: 'electricPiano',
    bars: 4,
    notes: [[[0, 15, SEVENTH]]],
    roots: [0, 5, -2, 3],
  },
  {
    name: 'electric piano, stabs off the beat',
    bpm: [84, 96],
    voice: 'electricPiano',
    bars: 4,
    notes: [
      [
        [0, 5, SEVENTH],
        [6, 3, SEVENTH],
        [14, 2, MINOR],
      ],
    ],
    roots: [0, 0, 5, 3],
  },
  {
    name: 'piano, quarters',
    bpm: [76, 90],
    voice: 'electricPiano',
    bars: 4,
    notes: [
      [
        [0, 4, MINOR],
        [4, 4, MINOR],
        [8, 4, MINOR],
        [12, 4, MINOR],
      ],
    ],
    roots: [0, -4, 3, -2],
  },
  {
    name: 'guitar, picked 8ths',
    bpm: [130, 150],
    voice: 'guitar',
    bars: 8,
    notes: [
      [
        [0, 2, [0]],
        [2, 2, [7]],
        [4, 2, [12]],
        [6, 2, [15]],
        [8, 2, [12]],
        [10, 2, [7]],
        [12, 2, [3]],
        [14, 2, [7]],
      ],
    ],
    roots: [0, 0, -4, -4, 3, 3, -2, -2],
  },
  {
    name: 'guitar, strummed',
    bpm: [88, 104],
    voice: 'guitar',
    bars: 4,
    notes: [
      [
        [0, 3, MINOR],
        [3, 3, MINOR],
        [6, 2, MINOR],
        [10, 2, MINOR],
        [12, 4, MINOR],
      ],
    ],
    roots: [0, 3, 5, -2],
  },
  {
    name: 'pad, a chord in two bars',
    bpm: [130, 150],
    voice: 'pad',
    bars: 8,
    notes: [[[0, 32, MINOR]], []],
    roots: [0, 0, -4, -4, 3, 3, -2, -2],
  },
  {
    name: 'pad, a chord a bar',
    bpm: [80, 100],
    voice: 'pad',
    bars: 4,
    notes: [[[0, 16, SEVENTH]]],
    roots: [0, -4, -2, 5],
  },
  {
    name: 'bells, a motif of a trap beat',
    bpm: [134, 152],
    voice: 'bell',
    bars: 8,
    notes: [
      [
        [0, 3, [12]],
        [3, 3, [15]],
        [6, 2, [19]],
        [10, 2, [14]],
        [12, 4, [12]],
      ],
      [
        [0, 3, [12]],
        [3, 3, [15]],
        [6, 6, [10]],
      ],
    ],
    roots: [0, 0, -4, -4],
  },
  {
    name: 'flute, a sparse tune',
    bpm: [120, 140],
    voice: 'flute',
    bars: 8,
    notes: [
      [
        [0, 6, [12]],
        [8, 4, [15]],
        [12, 4, [14]],
      ],
      [[0, 12, [7]]],
    ],
    roots: [0, 0, -2, -2],
  },
  {
    name: 'arpeggio in 16ths',
    bpm: [124, 144],
    voice: 'bell',
    bars: 4,
    notes: [Array.from({ length: 16 }, (_, i) => [i, 1, [[0, 7, 12, 15][i % 4]!]] as const)],
    roots: [0, -4, 3, -2],
  },
];

export function tonalSound(pattern: TonalPattern, bpm: number, random: Random): Sound {
  const step = 15 / bpm;
  const out = new Float32Array(Math.round(RATE * 16 * step * pattern.bars));
  const root = 50 + random.int(12);
  const voice: Voice = VOICES[pattern.voice];
  for (let bar = 0; bar < pattern.bars; bar++) {
    for (const [at, length, intervals] of pattern.notes[bar % pattern.notes.length]!) {
      for (const interval of intervals) {
        const f = 440 * 2 ** ((root + pattern.roots[bar % pattern.roots.length]! + interval - 69) / 12);
        // People strike a chord's notes some milliseconds apart.
        const from = Math.max(0, Math.round((step * (16 * bar + at) + 0.004 * random.normal()) * RATE));
        const seconds = step * length;
        const level = 0.85 + 0.15 * random.next();
        const samples = Math.min(out.length - from, Math.round(RATE * (seconds + 0.02)));
        for (let i = 0; i < samples; i++) out[from + i]! += level * voice(i / RATE, f, seconds);
      }
    }
  }
  const peak = out.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return { sampleRate: RATE, channels: [out.map((x) => (0.7 * x) / peak + 1e-4 * random.normal())] };
}
