/** The end of a training: what a network hears in sounds whose strokes are known, and the thresholds for it. */
import { type NamedTensors, writeSafetensors } from '../../engine/index.ts';
import { type Calibrated, calibrate, type Judged } from './calibrate.ts';
import type { DrumExample } from './example.ts';
import { openNetwork } from './listener.ts';

export interface JudgeOptions {
  /** Decide thresholds and lateness. */
  readonly validation: readonly DrumExample[];
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

/**
 * The file of a network, or of several joined, with the thresholds that fit what validates.
 * @param facts how it came about, for its card.
 */
export async function finished(
  tensors: NamedTensors['tensors'],
  facts: object,
  options: JudgeOptions,
): Promise<{ readonly weights: Uint8Array; readonly f: Calibrated['f'] }> {
  const { f, ...calibration } = calibrate(await judge(tensors, options));
  const metadata = { calibration: JSON.stringify(calibration), facts: JSON.stringify({ ...facts, f }) };
  return { weights: writeSafetensors({ tensors, metadata }, 'F16'), f };
}

async function judge(
  tensors: NamedTensors['tensors'],
  { validation, threads, signal }: JudgeOptions,
): Promise<Judged[]> {
  const listen = await openNetwork({ tensors, metadata: {} }, threads === undefined ? {} : { threads });
  const sounds: Judged[] = [];
  for (const { frames, data, strokes } of validation) {
    signal?.throwIfAborted();
    sounds.push({ activations: await listen({ frames, data: Float32Array.from(data) }), strokes });
  }
  return sounds;
}
