/** Training the drum network, resumable at any moment. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFile } from 'atomically';
import { type NamedTensors, readSafetensors } from '../../../src/engine/index.ts';
import { VALUES } from '../../../src/listen/drums/features.ts';
import { STATISTICS } from '../../../src/listen/drums/network.ts';
import { type Random, randomOf } from '../../../src/music/index.ts';
import { BeatwrightError, undefinedIfAbsent } from '../../../src/words/index.ts';
import { drawBatch } from './batch.ts';
import type { Excerpts } from './example.ts';
import { createDrumTrainer, named } from './trainer.ts';

export interface TrainDrumsOptions {
  readonly train: Excerpts;
  /** What `train` draws from, in a word: a training goes on only with what it began with. */
  readonly material: string;
  /** Where checkpoints are kept; training resumes from what is there. */
  readonly folder: string;
  readonly steps: number;
  readonly seed?: number;
  /** Excerpts in a step and their length in frames. */
  readonly rows?: number;
  readonly frames?: number;
  /** The learning rate at its height. */
  readonly rate?: number;
  readonly threads?: number;
  /** Seconds between checkpoints. */
  readonly saveEvery?: number;
  readonly onProgress?: (progress: DrumProgress) => void;
  readonly signal?: AbortSignal;
}

export interface DrumProgress {
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  /** Seconds of training so far, over all resumptions, and by this pace still to go. */
  readonly seconds: number;
  readonly secondsLeft: number;
}

/** A trained network, as `joinDrums` takes it. */
export interface DrumMember {
  readonly tensors: NamedTensors['tensors'];
  /** How it came about, for its card. */
  readonly facts: DrumFacts;
}

export interface DrumFacts {
  readonly seed: number;
  readonly steps: number;
  readonly rows: number;
  readonly frames: number;
  readonly rate: number;
  readonly material: string;
  /** Of training, over all resumptions. */
  readonly seconds: number;
}

const WARM_UP = 60;
/** Steps at the end in which the learning rate sinks to nothing; of short trainings, two in five. */
const sinking = (steps: number) => Math.min(1500, 0.4 * steps);

/**
 * Trains the drum network. Killed at any moment it goes on from its last checkpoint when it is called again with
 * the same options, and is shown the same excerpts in the same order.
 * @throws BeatwrightError `drums-settings` if the folder holds a training of other settings.
 */
export async function trainDrums(o: TrainDrumsOptions): Promise<DrumMember> {
  const { train, material, steps, seed = 1, rows = 6, frames = 352, rate = 2e-3 } = o;
  const settings = JSON.stringify({ seed, rows, frames, rate, material });
  await mkdir(o.folder, { recursive: true });
  const file = join(o.folder, 'drums-checkpoint.safetensors');
  const checkpoint = await readCheckpoint(file, settings, steps);
  const shape = { rows, frames };
  const statistics = statisticsOf(train, frames, randomOf(`drum statistics ${seed}`));
  const trainer = await createDrumTrainer({
    shape,
    seed,
    statistics,
    threads: o.threads,
  });
  try {
    const reached = checkpoint ? trainer.restore(checkpoint) : {};
    let step = Number(reached['step'] ?? 0);
    let seconds = Number(reached['seconds'] ?? 0);
    let [lastSaved, last, sum, count] = [performance.now(), performance.now(), 0, 0];
    const save = async () => {
      await writeFile(
        file,
        trainer.save({ settings, step: `${step}`, steps: `${steps}`, seconds: `${seconds}` }),
      );
      lastSaved = performance.now();
    };
    const batchOf = (n: number) => drawBatch(train, shape, randomOf(`drum batch ${seed} ${n}`), n);
    let batch = batchOf(step);
    while (step < steps) {
      o.signal?.throwIfAborted();
      const stepped = trainer.step(batch, rateAt(step, steps, rate));
      // Mixing takes a while: the next batch is made while this one is learned.
      if (step + 1 < steps) batch = batchOf(step + 1);
      sum += await stepped;
      step += 1;
      count += 1;
      seconds += (performance.now() - last) / 1000;
      last = performance.now();
      if (step % 20 === 0) {
        o.onProgress?.({
          step,
          steps,
          loss: sum / count,
          seconds,
          secondsLeft: ((steps - step) * seconds) / step,
        });
        [sum, count] = [0, 0];
      }
      if (performance.now() - lastSaved > (o.saveEvery ?? 60) * 1000) await save();
    }
    await save();
    const tensors = {
      ...named('network', trainer.read()),
      ...named('statistics', {
        mean: { ...STATISTICS.mean, data: statistics.mean },
        deviation: { ...STATISTICS.deviation, data: statistics.deviation },
      }),
    };
    const facts = { seed, steps, rows, frames, rate, material, seconds: Math.round(seconds) };
    return { tensors, facts };
  } finally {
    await trainer.release();
  }
}

/** Before it sinks the rate does not know where the end is: a training can be called again with more steps, or fewer. */
function rateAt(step: number, steps: number, peak: number): number {
  return peak * Math.min(1, (step + 1) / WARM_UP, (steps - step) / sinking(steps));
}

/** Excerpts that mean and deviation are taken from. */
const SAMPLED = 120;

/** Mean and deviation of every value. */
function statisticsOf(excerpts: Excerpts, most: number, random: Random) {
  const sums = new Float64Array(VALUES);
  const squares = new Float64Array(VALUES);
  let count = 0;
  for (let n = 0; n < SAMPLED; n++) {
    const { frames, data } = excerpts(most, random, 0);
    count += frames;
    for (let i = 0; i < frames * VALUES; i++) {
      const value = data[i]!;
      sums[i % VALUES]! += value;
      squares[i % VALUES]! += value * value;
    }
  }
  const mean = Float32Array.from(sums, (sum) => sum / Math.max(1, count));
  const deviation = Float32Array.from(squares, (square, k) =>
    // A band that never sounds has no size to be brought to.
    Math.sqrt(Math.max(1e-4, square / Math.max(1, count) - mean[k]! ** 2)),
  );
  return { mean, deviation };
}

async function readCheckpoint(
  file: string,
  settings: string,
  steps: number,
): Promise<Uint8Array | undefined> {
  const bytes = await readFile(file).catch(undefinedIfAbsent);
  if (bytes === undefined) return undefined;
  const { settings: other, step, steps: planned } = readSafetensors(bytes).metadata;
  const isSinking = [steps, Number(planned)].some((all) => Number(step) > all - sinking(all));
  if (other !== settings || (isSinking && Number(planned) !== steps)) {
    const found = { settings: `${other}`, step: Number(step), steps: Number(planned) };
    throw new BeatwrightError('drums-settings', { file, ...found });
  }
  return bytes;
}
