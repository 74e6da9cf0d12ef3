/**
 * Listening measured: tracks whose scores are known, clean and degraded, heard by what Beatwright comes with and by
 * plain baselines. These are renders; real records are harder.
 */
import { join } from 'node:path';
import { createAudio } from '../../../src/audio/index.ts';
import { DATA_FOLDER } from '../../../src/corpus/index.ts';
import { type Ears, type HearingWithHarmony, hear, openEars } from '../../../src/listen/index.ts';
import { randomOf, type Sound } from '../../../src/music/index.ts';
import { BeatwrightError } from '../../../src/words/index.ts';
import { type Degradation, degrade } from '../drums/degrade.ts';
import type { HeardSound } from '../drums/figures.ts';
import { openTemplates } from '../drums/index.ts';
import { readSamples } from '../drums/samples.ts';
import { readGrooves, trueStrokes } from '../drums/scores.ts';
import { evaluateLoops, type LoopReport } from '../loops/index.ts';
import type { Goal } from '../report.ts';
import { Baseline, type Baselines, type DrumFs } from './baselines.ts';
import { drumFs, type Figures, figuresOf, meanFigures, noFigures, type TrackFigures } from './figures.ts';
import { listeningGoals } from './goals.ts';
import { type LearnedByEar, learnedByEar } from './learning.ts';
import { SOURCES, type TrackOptions, type TrackSource, trackOf } from './material.ts';

/** What is done to a track before it is heard. */
const CONDITIONS = {
  clean: {},
  mp3: { kbps: 128 },
  limited: { limit: 6 },
  noise: { noise: -30 },
  voice: { voice: -3 },
} as const satisfies Record<string, Degradation>;
export type Condition = keyof typeof CONDITIONS;

export interface ListeningOptions {
  /** Tracks of each source. */
  readonly tracks: number;
  readonly seed?: number;
  /** Where renders are kept. */
  readonly folder: string;
  /** The folder of the open data sets. */
  readonly data?: string;
  /** Loops of each pattern and kind that are heard; 1 unless told. */
  readonly loopRounds?: number;
  /** Artists that learn from sound and from scores, and the base network's file that they learn from. */
  readonly learning?: { readonly artists: number; readonly base: Uint8Array };
  /** Whether drums are heard by non-negative matrix factorisation too, which takes minutes. */
  readonly templates?: boolean;
  /** Other listeners than those that Beatwright comes with. */
  readonly ears?: Ears;
  readonly conditions?: readonly Condition[];
  readonly onProgress?: (progress: { readonly stage: string; readonly fraction: number }) => void;
  readonly signal?: AbortSignal;
}

export interface ListeningReport {
  readonly seed: number;
  /** Tracks by source. */
  readonly tracks: Readonly<Partial<Record<TrackSource, number>>>;
  /** What could not be measured, in sentences. */
  readonly skipped: readonly string[];
  readonly conditions: Readonly<Partial<Record<Condition, Figures>>>;
  /** The clean set by what it is played with. */
  readonly sources: Readonly<Partial<Record<TrackSource, Figures>>>;
  /** Drums by themselves, clean. */
  readonly drumsAlone: DrumFs;
  readonly baselines: Baselines;
  /** What artists learn from sound, against what they learn from scores. */
  readonly learning: readonly LearnedByEar[];
  /** Loops as they are traded. */
  readonly loops: LoopReport;
  readonly goals: readonly Goal[];
  /** How the clean tracks were heard, one by one. */
  readonly heard: readonly TrackLine[];
  readonly seconds: number;
}

export interface TrackLine {
  readonly track: string;
  readonly bpm: number;
  readonly heardBpm: number | null;
  readonly beatF: number;
  readonly downbeatF: number | null;
  readonly key: number | null;
  /** Why nothing could be said, if so. */
  readonly refused?: string;
}

/** Templates are the same whatever tracks they are measured on. */
const TEMPLATE_SEED = 1;
/** Share of the time that loops take, about. */
const LOOPS_TIME = 0.05;
/** How many tracks take as long as an artist does. */
const ARTIST_TIME = 6;

/** @throws BeatwrightError `samples-absent`, `corpus-data-absent`. */
export async function evaluateListening(o: ListeningOptions): Promise<ListeningReport> {
  const started = performance.now();
  const { seed = 1, data = DATA_FOLDER, signal, onProgress } = o;
  const conditions = o.conditions ?? (Object.keys(CONDITIONS) as Condition[]);
  const audio = createAudio();
  const material: TrackOptions = {
    folder: o.folder,
    audio,
    samples: await readSamples(audio, data),
    grooves: await readGrooves(data),
  };
  const ears = o.ears ?? (await openEars());
  const figures = new Map<string, TrackFigures[]>();
  const note = (name: string, one: TrackFigures) => figures.set(name, [...(figures.get(name) ?? []), one]);
  const counts: Partial<Record<TrackSource, number>> = {};
  const skipped = new Set<string>();
  const lines: TrackLine[] = [];
  const templates = o.templates
    ? await openTemplates({
        data,
        folder: join(o.folder, 'templates'),
        seed: TEMPLATE_SEED,
        signal,
      })
    : undefined;
  const base = new Baseline(templates);
  const alone: HeardSound[] = [];
  onProgress?.({ stage: 'loops', fraction: 0 });
  const loops = await evaluateLoops({
    audio,
    ears,
    samples: material.samples,
    data,
    rounds: o.loopRounds ?? 1,
    onProgress: (part) => onProgress?.({ stage: 'loops', fraction: LOOPS_TIME * part }),
    signal,
  });
  const total = o.tracks * SOURCES.length;
  // Of the time, about: an artist takes as long as some tracks do.
  const share = total / (total + ARTIST_TIME * (o.learning?.artists ?? 0));
  let done = 0;
  for (let n = 0; n < o.tracks; n++) {
    for (const source of SOURCES) {
      signal?.throwIfAborted();
      onProgress?.({
        stage: `${source} ${n + 1} of ${o.tracks}`,
        fraction: LOOPS_TIME + ((1 - LOOPS_TIME) * (share * done++)) / total,
      });
      const track = await trackOf(source, seed * 1000 + n, material);
      if (track === undefined) {
        skipped.add(`Nothing is played by ${source}: it is not installed here, or its data is not.`);
        continue;
      }
      counts[source] = (counts[source] ?? 0) + 1;
      for (const condition of conditions) {
        const random = randomOf(`${track.name} ${condition}`);
        const sound = await degrade(track.sound, CONDITIONS[condition], random, audio);
        const { hearing, refused } = await heardOr(sound, ears, signal);
        const one = hearing === undefined ? noFigures(track) : figuresOf(hearing, track);
        note(`condition ${condition}`, one);
        if (condition !== 'clean') continue;
        note(`source ${source}`, one);
        lines.push({
          track: track.name,
          bpm: track.score.bpm,
          heardBpm: hearing?.bpm ?? null,
          beatF: one.beatF,
          downbeatF: one.downbeatF,
          key: one.key,
          refused,
        });
        const truth = trueStrokes(track.score);
        const { hearing: drums } = await heardOr(track.drums, { drums: ears.drums }, signal);
        alone.push({ heard: drums?.drums ?? [], truth });
        await base.measure(track, truth, ears);
      }
    }
  }
  const learning =
    o.learning === undefined
      ? []
      : await learnedByEar({
          ...o.learning,
          ears,
          audio,
          samples: material.samples,
          onProgress: ({ stage, fraction }) =>
            onProgress?.({
              stage,
              fraction: LOOPS_TIME + (1 - LOOPS_TIME) * (share + (1 - share) * fraction),
            }),
          ...(signal && { signal }),
        });
  const pick = <K extends string>(kind: string, names: readonly K[]) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const some = figures.get(`${kind} ${name}`);
        return some === undefined ? [] : [[name, meanFigures(some)]];
      }),
    ) as Partial<Record<K, Figures>>;
  const found = {
    conditions: pick('condition', conditions),
    sources: pick('source', SOURCES),
    drumsAlone: drumFs(alone),
  };
  return {
    seed,
    tracks: counts,
    skipped: [...skipped],
    ...found,
    baselines: base.result(),
    learning,
    loops,
    goals: listeningGoals(found.conditions.clean, found.drumsAlone, learning, loops),
    heard: lines,
    seconds: (performance.now() - started) / 1000,
  };
}

interface HeardOr {
  readonly hearing?: HearingWithHarmony;
  readonly refused?: string;
}

/** What is refused as no music counts as wrong throughout. */
async function heardOr(sound: Sound, { drums, pitch }: Ears, signal?: AbortSignal): Promise<HeardOr> {
  try {
    return { hearing: await hear(sound, { drums, pitch, signal }) };
  } catch (error) {
    if (error instanceof BeatwrightError && error.id.startsWith('listen-')) return { refused: error.id };
    throw error;
  }
}
