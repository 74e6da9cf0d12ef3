/** What a network hears in sounds whose strokes are known, for thresholds to be found by. */
import type { NamedTensors } from '../../engine/index.ts';
import type { Judged } from './calibrate.ts';
import type { DrumExample } from './example.ts';
import { openNetwork } from './listener.ts';

export interface JudgeOptions {
  /** Decide thresholds and lateness. */
  readonly validation: readonly DrumExample[];
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

/** @param file as training gives it, or several joined. */
export async function judge(
  file: NamedTensors,
  { validation, threads, signal }: JudgeOptions,
): Promise<Judged[]> {
  const listen = await openNetwork(file, threads === undefined ? {} : { threads });
  const sounds: Judged[] = [];
  for (const { frames, data, strokes } of validation) {
    signal?.throwIfAborted();
    sounds.push({ activations: await listen({ frames, data: Float32Array.from(data) }), strokes });
  }
  return sounds;
}
