/**
 * Loops as they are traded, by hands other than our grammar's: drums alone, whole beats, one or two bars of drums, and
 * parts without drums; and real drum-machine loops, where they are at hand. What matters of them is the tempo, and
 * that nothing which is music is refused.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Audio } from '../../../src/audio/index.ts';
import { type Ears, hear, LISTEN_RATE, type NamedTempo } from '../../../src/listen/index.ts';
import { factsOfName, randomOf, type Sound } from '../../../src/music/index.ts';
import { BeatwrightError, undefinedIfAbsent } from '../../../src/words/index.ts';
import type { Samples } from '../drums/samples.ts';
import { tempoAccuracy } from '../listening/measures.ts';
import { type LoopPattern, PATTERNS, UNSEEN } from './patterns.ts';
import { barsOf, loopSound, oneShots } from './sound.ts';
import { TONAL_PATTERNS, tonalSound } from './tonal.ts';

export const LOOP_KINDS = ['drums', 'whole', 'short', 'no drums', 'TR-8'] as const;
export type LoopKind = (typeof LOOP_KINDS)[number];

/** What loops of a kind come to: shares of them. */
export interface LoopFigures {
  readonly loops: number;
  readonly tempo1: number;
  readonly tempo2: number;
  readonly refused: number;
  /** With the tempo in the file's name. */
  readonly named1: number;
}

export interface LoopReport {
  readonly kinds: Readonly<Partial<Record<LoopKind, LoopFigures>>>;
  /** The drums, the whole beats and the short ones of patterns that nothing was chosen by. */
  readonly unseen: LoopFigures;
  /** Of tempi right but for their octave: the expected calibration error of how sure the octave is, in ten bins. */
  readonly octaveError: number;
  /** What was not heard at its tempo. */
  readonly missed: readonly string[];
}

interface Loop {
  readonly name: string;
  readonly kind: LoopKind;
  readonly isUnseen: boolean;
  readonly bpm: number;
  readonly sound: Sound;
}

interface HeardLoop extends Loop {
  readonly heard?: { readonly bpm: number; readonly octaveConfidence: number };
  readonly refused?: string;
  readonly named?: number;
}

export interface LoopOptions {
  readonly audio: Audio;
  readonly ears: Ears;
  readonly samples: Samples;
  /** The folder of the open data sets. */
  readonly data: string;
  /** Loops of each pattern and kind. */
  readonly rounds: number;
  readonly onProgress?: (done: number) => void;
  readonly signal?: AbortSignal;
}

export async function evaluateLoops(o: LoopOptions): Promise<LoopReport> {
  const loops = [...madeLoops(o), ...(await recordedLoops(o))];
  const heard: HeardLoop[] = [];
  for (const loop of loops) {
    o.signal?.throwIfAborted();
    o.onProgress?.(heard.length / loops.length);
    const { bpm, ...alone } = await heardAs(loop, o);
    const named = await heardAs(loop, o, factsOfName(`${loop.kind} loop ${loop.bpm} BPM.wav`).tempo);
    heard.push({ ...loop, ...alone, named: named.heard?.bpm, bpm });
  }
  const kinds = LOOP_KINDS.flatMap((kind) => {
    const some = heard.filter((loop) => loop.kind === kind);
    return some.length === 0 ? [] : [[kind, figuresOf(some)] as const];
  });
  return {
    kinds: Object.fromEntries(kinds),
    unseen: figuresOf(heard.filter(({ isUnseen }) => isUnseen)),
    octaveError: octaveError(heard),
    missed: heard.flatMap((loop) => {
      const { name, kind, bpm, heard: found, refused } = loop;
      if (found !== undefined && tempoAccuracy(found.bpm, bpm).one) return [];
      return [`${kind}: ${name} at ${bpm}: ${refused ?? found?.bpm}`];
    }),
  };
}

function madeLoops({ samples, rounds }: LoopOptions): Loop[] {
  const numbers = Array.from({ length: rounds }, (_, n) => n);
  const drumLoop = (
    pattern: LoopPattern,
    isUnseen: boolean,
    kind: 'drums' | 'whole' | 'short',
    n: number,
  ) => {
    const random = randomOf(`${pattern.name} ${n} ${kind}`);
    const bpm = tempoIn(pattern.bpm, random.next());
    const bars = { drums: 4, whole: 8, short: barsOf(pattern) }[kind];
    const shots = oneShots(samples, random);
    const sound = loopSound(pattern, { bpm, bars, shots, isWhole: kind === 'whole', random });
    return { name: pattern.name, kind, isUnseen, bpm, sound };
  };
  const drums = [...PATTERNS, ...UNSEEN].flatMap((pattern) =>
    (['drums', 'whole', 'short'] as const).flatMap((kind) =>
      numbers.map((n) => drumLoop(pattern, UNSEEN.includes(pattern), kind, n)),
    ),
  );
  const tonal = TONAL_PATTERNS.flatMap((pattern) =>
    numbers.map((n): Loop => {
      const random = randomOf(`${pattern.name} ${n}`);
      const bpm = tempoIn(pattern.bpm, random.next());
      const sound = tonalSound(pattern, bpm, random);
      return { name: pattern.name, kind: 'no drums', isUnseen: false, bpm, sound };
    }),
  );
  return [...drums, ...tonal];
}

const tempoIn = ([slowest, fastest]: readonly [number, number], at: number) =>
  Math.round(slowest + at * (fastest - slowest));

/** Loops of WaivOps EDM-TR8 (CC BY 4.0), which carry their tempo in their names. */
async function recordedLoops({ audio, data }: LoopOptions): Promise<Loop[]> {
  const folder = join(data, 'waivops-tr8');
  const names = (await readdir(folder).catch(undefinedIfAbsent)) ?? [];
  const loops: Loop[] = [];
  for (const name of names.filter((one) => one.endsWith('.mp3')).sort()) {
    const bytes = await readFile(join(folder, name));
    const { sampleRate, channels } = await audio.decode(bytes, { sampleRate: LISTEN_RATE, channels: 1 });
    const bpm = factsOfName(name).tempo!.bpm;
    loops.push({ name, kind: 'TR-8', isUnseen: false, bpm, sound: { sampleRate, channels } });
  }
  return loops;
}

/** Drums are all that is heard where there are some: the rest of the work says nothing of the tempo. */
async function heardAs(
  { bpm, kind, sound }: Loop,
  { ears, signal }: LoopOptions,
  tempo?: NamedTempo,
): Promise<Pick<HeardLoop, 'bpm' | 'heard' | 'refused'>> {
  const pitch = kind === 'no drums' ? ears.pitch : undefined;
  try {
    const heard = await hear(sound, { drums: ears.drums, pitch, named: { tempo }, signal });
    return { bpm, heard };
  } catch (error) {
    if (error instanceof BeatwrightError && error.id.startsWith('listen-')) return { bpm, refused: error.id };
    throw error;
  }
}

function figuresOf(loops: readonly HeardLoop[]): LoopFigures {
  const share = (is: (loop: HeardLoop) => boolean) => loops.filter(is).length / Math.max(1, loops.length);
  return {
    loops: loops.length,
    tempo1: share(({ heard, bpm }) => heard !== undefined && tempoAccuracy(heard.bpm, bpm).one),
    tempo2: share(({ heard, bpm }) => heard !== undefined && tempoAccuracy(heard.bpm, bpm).two),
    refused: share(({ refused }) => refused !== undefined),
    named1: share(({ named, bpm }) => named !== undefined && tempoAccuracy(named, bpm).one),
  };
}

const BINS = 10;

function octaveError(loops: readonly HeardLoop[]): number {
  const told = loops.flatMap(({ heard, bpm }) =>
    heard !== undefined && [0.5, 1, 2].some((ratio) => tempoAccuracy(heard.bpm, ratio * bpm).one)
      ? [{ sure: heard.octaveConfidence, isRight: tempoAccuracy(heard.bpm, bpm).one }]
      : [],
  );
  const bins = Map.groupBy(told, ({ sure }) => Math.min(BINS - 1, Math.floor(sure * BINS)));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [...bins.values()].reduce((sum, bin) => {
    const off = Math.abs(mean(bin.map(({ sure }) => sure)) - mean(bin.map(({ isRight }) => Number(isRight))));
    return sum + (off * bin.length) / told.length;
  }, 0);
}
