/** What hearing a track comes to, against what is played in it. */
import { DRUM_VOICES, type DrumVoice, type HearingWithHarmony } from '../../../src/listen/index.ts';
import {
  identifyChord,
  type Score,
  secondsOf,
  TICKS_PER_BAR,
  TICKS_PER_QUARTER,
} from '../../../src/music/index.ts';
import { drumFigures, type HeardSound } from '../drums/figures.ts';
import { trueStrokes } from '../drums/scores.ts';
import { trueNotes } from '../pitch/material.ts';
import type { Track } from './material.ts';
import {
  beatF,
  isLoop,
  keyScore,
  microtimingError,
  noteF,
  type Pitched,
  type Rooted,
  rootAccuracy,
  tempoAccuracy,
} from './measures.ts';

/** One track's figures; null where the track has nothing to measure it by. */
export interface TrackFigures {
  readonly tempo1: number;
  readonly tempo2: number;
  readonly beatF: number;
  readonly downbeatF: number | null;
  readonly key: number | null;
  /** ms. */
  readonly microtiming: number | null;
  readonly bassF: number | null;
  readonly chordRoot: number | null;
  readonly loop: number | null;
  /** What was heard and is there, to be pooled. */
  readonly drums: HeardSound;
}

export const TRACK_MEASURES = [
  'tempo1',
  'tempo2',
  'beatF',
  'downbeatF',
  'key',
  'microtiming',
  'bassF',
  'chordRoot',
  'loop',
] as const satisfies readonly (keyof TrackFigures)[];
export type TrackMeasure = (typeof TRACK_MEASURES)[number];

/** Beats of a score from its first sound to its last bar that has one. */
export function trueBeats(score: Score): { beats: number[]; downbeats: number[] } {
  const beat = 60 / score.bpm;
  const last = Math.max(
    0,
    ...[...score.drums, ...score.bass, ...score.chords, ...score.melody].map(({ tick }) => tick),
  );
  const bars = Math.min(score.bars, Math.floor(last / TICKS_PER_BAR) + 1);
  const beats = Array.from({ length: 4 * bars }, (_, i) => i * beat);
  return { beats, downbeats: beats.filter((_, i) => i % 4 === 0) };
}

/** Beats that are heard where the music is over do not count. */
const within = (times: readonly number[], truth: readonly number[], beat: number) =>
  times.filter((time) => time < (truth.at(-1) ?? 0) + beat / 2);

export function figuresOfBeats(
  heard: { readonly bpm: number; readonly beats: readonly number[]; readonly downbeats?: readonly number[] },
  score: Score,
): Pick<TrackFigures, 'tempo1' | 'tempo2' | 'beatF' | 'downbeatF'> {
  const { beats, downbeats } = trueBeats(score);
  const beat = 60 / score.bpm;
  const { one, two } = tempoAccuracy(heard.bpm, score.bpm);
  return {
    tempo1: Number(one),
    tempo2: Number(two),
    beatF: beatF(within(heard.beats, beats, beat), beats),
    downbeatF: heard.downbeats === undefined ? null : beatF(within(heard.downbeats, beats, beat), downbeats),
  };
}

export function figuresOf(hearing: HearingWithHarmony, track: Track): TrackFigures {
  const { score, loopBars } = track;
  const truth = trueStrokes(score);
  const isSong = loopBars !== undefined;
  const [best] = hearing.loops;
  const barSeconds = secondsOf({ bpm: score.bpm, bars: 1 });
  return {
    ...figuresOfBeats(hearing, score),
    key: isSong ? keyScore(hearing.key, score.key) : null,
    microtiming: meanTiming(hearing, truth),
    bassF: isSong
      ? noteF(
          hearing.notes.filter(({ part }) => part === 'bass'),
          trueBass(track),
        )
      : null,
    chordRoot: isSong ? rootAccuracy(hearing.harmony, trueRoots(score)) : null,
    loop: isSong ? Number(best !== undefined && isLoop(best, { barSeconds, loopBars })) : null,
    drums: { heard: hearing.drums, truth },
  };
}

/** What a track of which nothing could be said comes to. */
export function noFigures(track: Track): TrackFigures {
  const isSong = track.loopBars !== undefined;
  const miss = isSong ? 0 : null;
  return {
    tempo1: 0,
    tempo2: 0,
    beatF: 0,
    downbeatF: 0,
    key: miss,
    microtiming: null,
    bassF: miss,
    chordRoot: miss,
    loop: miss,
    drums: { heard: [], truth: trueStrokes(track.score) },
  };
}

/** The bass as it sounds: plain MIDI as written, a kit as it sets its instruments. */
export function trueBass({ score, kit }: Track): Pitched[] {
  return trueNotes(score, kit).bass.map(({ time, pitch }) => ({ time, pitch }));
}

/** The roots of the chords, by half bar; chords without a name have none. */
export function trueRoots(score: Score): Rooted[] {
  const tick = 60 / (score.bpm * TICKS_PER_QUARTER);
  return score.chords.flatMap((chord) => {
    const named = identifyChord(chord.pitches);
    return named ? [{ time: chord.tick * tick, duration: chord.duration * tick, root: named.root }] : [];
  });
}

function meanTiming({ drums }: HearingWithHarmony, truth: HeardSound['truth']): number | null {
  const timesOf = (hits: readonly { time: number; voice: DrumVoice }[], voice: DrumVoice) =>
    hits.filter((hit) => hit.voice === voice).map(({ time }) => time);
  const errors = DRUM_VOICES.flatMap(
    (voice) => microtimingError(timesOf(drums, voice), timesOf(truth, voice)) ?? [],
  );
  return errors.length > 0 ? errors.reduce((sum, error) => sum + error, 0) / errors.length : null;
}

/** Means over tracks, of those that have a figure; drums pooled. */
export type Figures = Readonly<Record<TrackMeasure, number | null>> & {
  readonly tracks: number;
  /** F-measures by voice, and their mean. */
  readonly drums: Readonly<Record<DrumVoice | 'mean', number>>;
};

export function meanFigures(tracks: readonly TrackFigures[]): Figures {
  const means = TRACK_MEASURES.map((measure) => {
    const values = tracks.flatMap((track) => track[measure] ?? []);
    return [
      measure,
      values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null,
    ];
  });
  return {
    ...(Object.fromEntries(means) as Record<TrackMeasure, number | null>),
    tracks: tracks.length,
    drums: drumFs(tracks.map(({ drums }) => drums)),
  };
}

export function drumFs(sounds: readonly HeardSound[]): Record<DrumVoice | 'mean', number> {
  const figures = drumFigures(sounds);
  const voices = DRUM_VOICES.map((voice) => [voice, figures[voice].f]);
  return { ...(Object.fromEntries(voices) as Record<DrumVoice, number>), mean: figures.mean };
}
