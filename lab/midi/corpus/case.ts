/** A file of the corpus, its right answers, and what its writers share. */
import type { Drum, Key, Random } from '../../../src/music/index.ts';
import { keyName } from '../../../src/music/index.ts';
import type { RawNote } from './bytes.ts';
import type { Played, Struck } from './material.ts';

export interface CorpusFile {
  readonly writer: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** The right answers, a voice each, in the order of tracks and channels. */
  readonly tracks: readonly Truth[];
  /** What the file, or else its name, says. */
  readonly bpm?: number;
  readonly bpmFrom: 'file' | 'name' | 'default';
  /** A key as `keyName` has it, only where the file or its name says it. */
  readonly key?: string;
}

export interface Truth {
  readonly part: 'drums' | 'bass' | 'chords' | 'melody' | 'leave-out';
  /** How often each drum is struck. */
  readonly drums?: Readonly<Partial<Record<Drum, number>>>;
}

export type Writer = (random: Random, number: number) => CorpusFile;

/** General MIDI's pads as most tools have them. */
export const GM: Readonly<Record<Drum, number>> = {
  ...{ kick: 36, snare: 38, clap: 39, rim: 37, closedHat: 42, openHat: 46, lowTom: 45, highTom: 50 },
  ...{ crash: 49, ride: 51, percussion: 63, shaker: 70 },
};

export function pitched(notes: readonly Played[], ppq: number): RawNote[] {
  const ticks = (steps: number) => Math.round((steps * ppq) / 4);
  return notes.map(({ at, length, pitch, velocity }) => ({
    tick: ticks(at),
    length: Math.max(1, ticks(at + length) - ticks(at)),
    pitch,
    velocity: Math.min(127, velocity),
  }));
}

export interface KitHabits {
  readonly ppq: number;
  readonly pads: Readonly<Partial<Record<Drum, number>>>;
  /** Length of a stroke in 16ths. */
  readonly length?: number;
  /** How far strokes stray, in 16ths. */
  readonly human?: { readonly random: Random; readonly by: number };
}

export function kit(hits: readonly Struck[], { ppq, pads, length = 0.5, human }: KitHabits): RawNote[] {
  return hits.map(({ at, drum, velocity }) => {
    const stray = human ? human.random.normal() * human.by : 0;
    return {
      tick: Math.max(0, Math.round(((at + stray) * ppq) / 4)),
      length: Math.max(1, Math.round((length * ppq) / 4)),
      pitch: pads[drum] ?? GM[drum],
      velocity: Math.min(127, Math.max(1, velocity)),
    };
  });
}

export function countsOf(hits: readonly Struck[]): Partial<Record<Drum, number>> {
  const counts: Partial<Record<Drum, number>> = {};
  for (const { drum } of hits) counts[drum] = (counts[drum] ?? 0) + 1;
  return counts;
}

export function anyKey(random: Random): Key {
  return { tonic: random.int(12), mode: random.pick(['minor', 'minor', 'minor', 'major'] as const) };
}

export function anyBpm(random: Random): number {
  const bpm = random.pick([
    70, 75, 80, 85, 90, 95, 100, 110, 124, 128, 130, 135, 140, 142, 145, 150, 160, 170,
  ]);
  return bpm + random.int(5);
}

/** A key as packs write it within a name. */
export function keyInName(key: Key, way: 'short' | 'min' | 'long' | 'camelot' | 'sharp'): string {
  const name = keyName(key);
  const tonic = name.replace(/m$/, '');
  const isMinor = key.mode === 'minor';
  if (way === 'short') return name;
  if (way === 'min') return `${tonic}${isMinor ? 'min' : 'maj'}`;
  if (way === 'long') return `${tonic} ${isMinor ? 'Minor' : 'Major'}`;
  if (way === 'sharp')
    return `${tonic.replace('#', 'sharp').replace(/b$/, 'flat')}${isMinor ? 'min' : 'maj'}`;
  const major = isMinor ? (key.tonic + 3) % 12 : key.tonic;
  return `${((major * 7 + 7) % 12) + 1}${isMinor ? 'A' : 'B'}`;
}
