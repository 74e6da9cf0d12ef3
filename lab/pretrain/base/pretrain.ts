/** Training the base network from the data, resumable at any moment. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFile } from 'atomically';
import { grammarExamples } from '../../../src/corpus/index.ts';
import type { BitsPerStep } from '../../../src/model/core/generator.ts';
import { styleLanguages } from '../../../src/model/core/language.ts';
import { saveBase } from '../../../src/model/net/base.ts';
import { batchShape } from '../../../src/model/net/batch.ts';
import { plainPiece } from '../../../src/model/net/material.ts';
import { createMeasure, type Measure } from '../../../src/model/net/measure.ts';
import { readSafetensors } from '../../../src/model/net/safetensors.ts';
import { type Sheet, sheetOf } from '../../../src/model/net/sheet.ts';
import { DEFAULT_SIZE, GRU_SIZE, type NetworkSize } from '../../../src/model/net/size.ts';
import { createTrainer } from '../../../src/model/net/trainer.ts';
import { BeatwrightError, undefinedIfAbsent } from '../../../src/words/index.ts';
import { startFeeder } from './feeder.ts';
import { readSources, type Sources } from './sources.ts';

export interface PretrainOptions extends Sources {
  /** Where checkpoints are kept while training goes on; training resumes from what is there. */
  readonly folder: string;
  /** Steps of training in all. */
  readonly steps: number;
  /** Pieces of 8 bars in a step. */
  readonly rows?: number;
  readonly seed?: number;
  /** The learning rate at its height; it warms up over 100 steps and sinks to nothing as a cosine. */
  readonly rate?: number;
  /** Attention, or recurrence as a baseline of as many parameters; what else differs from the usual size. */
  readonly core?: NetworkSize['core'];
  readonly size?: Omit<NetworkSize, 'core'>;
  readonly threads?: number;
  /** Songs of each style in the validation, at most; all open data validates besides. */
  readonly validation?: number;
  /** Seconds between checkpoints. */
  readonly saveEvery?: number;
  /** Steps between measurements on the validation side. */
  readonly measureEvery?: number;
  readonly onProgress?: (progress: PretrainProgress) => void;
  readonly signal?: AbortSignal;
}

export interface PretrainProgress {
  readonly step: number;
  readonly steps: number;
  /** Bits a step of the batches since the last report. */
  readonly bits: number;
  /** Seconds of training so far, over all resumptions, and by this pace still to go. */
  readonly seconds: number;
  readonly secondsLeft: number;
  /** Bits a step of what validates, by source, if it was just measured. */
  readonly validation?: Readonly<Record<string, BitsPerStep>>;
}

export interface Pretrained {
  /** The finished network, as `assets/` keeps it. */
  readonly base: Uint8Array;
  readonly seconds: number;
  readonly validation: Readonly<Record<string, BitsPerStep>>;
}

const WARM_UP = 100;

/**
 * Trains the base network. Killed at any moment it goes on from its last checkpoint when it is called again with
 * the same options, and shows the network the same pieces in the same order.
 *
 * @throws BeatwrightError `pretrain-settings` if the folder holds a training of other settings, and what the
 * readers throw if data is not there.
 */
export async function pretrain(o: PretrainOptions): Promise<Pretrained> {
  const { folder, steps, rows = 8, seed = 1, rate = 3e-3, signal } = o;
  const size: NetworkSize = { ...(o.core === 'gru' ? GRU_SIZE : DEFAULT_SIZE), ...o.size };
  const shape = batchShape(rows, 128);
  const settings = JSON.stringify({
    steps,
    rows,
    seed,
    rate,
    size,
    own: o.own ?? [],
    data: o.data !== undefined,
  });
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'checkpoint.safetensors');
  const checkpoint = await readCheckpoint(file, settings);
  const threads = o.threads === undefined ? {} : { threads: o.threads };
  const trainer = await createTrainer({ size, shape, seed, ...threads });
  const feeder = startFeeder({
    shape,
    seed,
    data: o.data,
    own: o.own,
  });
  const measure = await createMeasure(size, trainer.network, shape, o.threads);
  try {
    const sheets = await validationSheets(o);
    const reached = checkpoint ? trainer.restore(checkpoint) : {};
    let step = Number(reached['step'] ?? 0);
    let seconds = Number(reached['seconds'] ?? 0);
    let [lastSaved, last, bits, count] = [performance.now(), performance.now(), 0, 0];
    const save = async () => {
      await writeFile(file, trainer.save({ settings, step: String(step), seconds: String(seconds) }));
      lastSaved = performance.now();
    };
    while (step < steps) {
      signal?.throwIfAborted();
      const cost = await trainer.step(await feeder.batch(step), rateAt(step, steps, rate));
      step += 1;
      bits += cost;
      count += 1;
      seconds += (performance.now() - last) / 1000;
      last = performance.now();
      const measures = step % (o.measureEvery ?? 500) === 0 && step < steps;
      if (measures || step % 10 === 0) {
        const validation = measures ? await measureAll(measure, sheets, signal) : undefined;
        const secondsLeft = ((steps - step) * seconds) / step;
        o.onProgress?.({
          step,
          steps,
          bits: bits / count,
          seconds,
          secondsLeft,
          validation,
        });
        [bits, count] = [0, 0];
      }
      if (performance.now() - lastSaved > (o.saveEvery ?? 60) * 1000) await save();
    }
    await save();
    const validation = await measureAll(measure, sheets, signal);
    const base = saveBase({
      size,
      network: trainer.network,
      facts: { seed, steps, rows, rate, seconds: Math.round(seconds), validation },
      languages: styleLanguages(),
    });
    return { base, seconds, validation };
  } finally {
    await feeder.close();
    await trainer.release();
    await measure.release();
  }
}

function rateAt(step: number, steps: number, peak: number): number {
  const warm = Math.min(1, (step + 1) / WARM_UP);
  return peak * warm * (0.5 + 0.5 * Math.cos((Math.PI * step) / steps));
}

/** What an earlier run has left, if it was of the same settings. */
async function readCheckpoint(file: string, settings: string): Promise<Uint8Array | undefined> {
  const bytes = await readFile(file).catch(undefinedIfAbsent);
  const other = bytes && readSafetensors(bytes).metadata['settings'];
  if (other !== undefined && other !== settings) {
    throw new BeatwrightError('pretrain-settings', { file, settings: other });
  }
  return bytes;
}

async function validationSheets(o: PretrainOptions): Promise<Map<string, Sheet[]>> {
  const songs = grammarExamples('validation', { train: 0, validation: o.validation ?? 4 });
  const { validation } = await readSources(o);
  const examples = [...songs, ...validation];
  return new Map(
    [...Map.groupBy(examples, ({ source }) => source)].map(([source, some]) => [
      source,
      some.map((example) => sheetOf(plainPiece(example))),
    ]),
  );
}

async function measureAll(
  measure: Measure,
  sheets: ReadonlyMap<string, readonly Sheet[]>,
  signal?: AbortSignal,
) {
  const found: Record<string, BitsPerStep> = {};
  for (const [source, some] of sheets) found[source] = await measure.bitsPerStep(some, signal);
  return found;
}
