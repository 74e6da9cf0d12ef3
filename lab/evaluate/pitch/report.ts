/** The pitch listener on held-out songs through kits and SoundFonts that never trained, clean and degraded. */
import type { Audio } from '../../../src/audio/index.ts';
import { type HeardNote, monoOf, type PitchListener, type TonalPart } from '../../../src/listen/index.ts';
import { randomOf } from '../../../src/music/index.ts';
import { type Degradation, degrade } from '../drums/degrade.ts';
import type { Samples } from '../drums/samples.ts';
import type { Grooves } from '../drums/scores.ts';
import { trueRoots } from '../listening/figures.ts';
import { trackOf } from '../listening/material.ts';
import { rootAccuracy } from '../listening/measures.ts';
import {
  type Counts,
  countNotes,
  fOf,
  PITCH_COUNTS,
  type PitchCount,
  pitchCounts,
  pooled,
} from './figures.ts';
import { trueNotes } from './material.ts';

const DEGRADATIONS = {
  clean: {},
  degraded: { limit: 6, noise: -30, kbps: 128 },
  voice: { voice: -3, kbps: 128 },
} as const satisfies Record<string, Degradation>;
export type PitchCondition = keyof typeof DEGRADATIONS;
const SOURCES = ['recorded', 'synthesised', 'fluidsynth'] as const;

/** Parts surer than this are learned from. */
const SURE = 0.5;
/** Below this MIDI pitch basic-pitch's notes are taken for the bass: A3, 220 Hz. */
const BASS_TOP = 57;

export interface PitchFigures {
  readonly counts: Readonly<Record<PitchCount, Counts>>;
  /** Share of the chords' time whose root is right. */
  readonly root: number;
  /** What basic-pitch alone makes of it: below 220 Hz as bass, above as all other notes. */
  readonly alone: Readonly<Record<'bass' | 'notes', Counts>>;
  /** Of each part: in how many tracks it is heard surely enough to be learned from, and how right it is there. */
  readonly sure: Readonly<
    Record<TonalPart, { tracks: number; f: number | undefined; others: number | undefined }>
  >;
}

/** Figures by what was done to the tracks, and, clean, by what played them. */
export type PitchReport = Readonly<
  Record<PitchCondition | (typeof SOURCES)[number], PitchFigures | undefined> & { tracks: number }
>;

export interface PitchReportOptions {
  readonly listener: PitchListener;
  readonly audio: Audio;
  readonly samples: Samples;
  readonly grooves: Grooves;
  /** Where renders are kept. */
  readonly folder: string;
  /** Tracks of each source. */
  readonly tracks: number;
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
}

/** Measured songs count from here. */
const FIRST = 2_000;
const PARTS = ['bass', 'chords', 'melody'] as const satisfies readonly TonalPart[];

interface TrackFigures {
  readonly counts: Readonly<Record<PitchCount, Counts>>;
  readonly root: number | null;
  readonly alone: Readonly<Record<'bass' | 'notes', Counts>>;
  readonly confidence: Readonly<Record<TonalPart, number>>;
}

/** Each track is heard with its true beats, so that only the ear for pitch is measured. */
export async function measurePitch(o: PitchReportOptions): Promise<PitchReport> {
  const groups = new Map<string, TrackFigures[]>();
  const note = (name: string, one: TrackFigures) => groups.set(name, [...(groups.get(name) ?? []), one]);
  let done = 0;
  let tracks = 0;
  for (let n = 0; n < o.tracks; n++) {
    for (const source of SOURCES) {
      const track = await trackOf(source, FIRST + n, o);
      if (track !== undefined) {
        tracks++;
        const truth = trueNotes(track.score, track.kit);
        for (const [condition, plan] of Object.entries(DEGRADATIONS)) {
          o.signal?.throwIfAborted();
          const random = randomOf(`pitch test ${track.name} ${condition}`);
          const mono = monoOf(await degrade(track.sound, plan, random, o.audio));
          const { notes, harmony } = await o.listener.notesOf(mono, truth.grid);
          const raw = await o.listener.rawNotesOf(mono);
          const one: TrackFigures = {
            counts: pitchCounts(notes, truth),
            root: rootAccuracy(harmony, trueRoots(track.score)),
            alone: {
              bass: countNotes(
                raw.filter(({ pitch }) => pitch < BASS_TOP),
                truth.bass,
              ),
              notes: countNotes(
                raw.filter(({ pitch }) => pitch >= BASS_TOP),
                [...truth.chords, ...truth.melody],
              ),
            },
            confidence: confidenceOf(notes),
          };
          note(condition, one);
          if (condition === 'clean') note(source, one);
        }
      }
      o.onProgress?.(++done / (o.tracks * SOURCES.length));
    }
  }
  const figures = (name: string) => {
    const some = groups.get(name);
    return some && figuresOf(some);
  };
  return {
    tracks,
    ...(Object.fromEntries(
      [...Object.keys(DEGRADATIONS), ...SOURCES].map((name) => [name, figures(name)]),
    ) as Record<PitchCondition | (typeof SOURCES)[number], PitchFigures | undefined>),
  };
}

function confidenceOf(notes: readonly HeardNote[]): Record<TonalPart, number> {
  const mean = (part: TonalPart) => {
    const own = notes.filter((one) => one.part === part);
    return own.length === 0 ? 0 : own.reduce((sum, { confidence }) => sum + confidence, 0) / own.length;
  };
  return { bass: mean('bass'), chords: mean('chords'), melody: mean('melody') };
}

function figuresOf(tracks: readonly TrackFigures[]): PitchFigures {
  const roots = tracks.flatMap(({ root }) => root ?? []);
  const all = (name: PitchCount) => pooled(tracks.map(({ counts }) => counts[name]));
  const sure = (part: TonalPart) => {
    const isSure = ({ confidence }: TrackFigures) => confidence[part] >= SURE;
    const f = (some: readonly TrackFigures[]) => fOf(pooled(some.map(({ counts }) => counts[part])));
    const kept = tracks.filter(isSure);
    return { tracks: kept.length, f: f(kept), others: f(tracks.filter((track) => !isSure(track))) };
  };
  return {
    counts: Object.fromEntries(PITCH_COUNTS.map((name) => [name, all(name)])) as Record<PitchCount, Counts>,
    root: roots.reduce((sum, root) => sum + root, 0) / Math.max(1, roots.length),
    alone: {
      bass: pooled(tracks.map(({ alone }) => alone.bass)),
      notes: pooled(tracks.map(({ alone }) => alone.notes)),
    },
    sure: Object.fromEntries(PARTS.map((part) => [part, sure(part)])) as PitchFigures['sure'],
  };
}
