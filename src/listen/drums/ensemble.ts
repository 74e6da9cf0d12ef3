/** Several drum networks that hear as one: what each mistakes in its own way is outvoted. */
import { readSafetensors, writeSafetensors } from '../../engine/index.ts';
import { calibrate } from './calibrate.ts';
import { type JudgeOptions, judge } from './judge.ts';
import { memberPrefix } from './listener.ts';
import type { TrainedDrums } from './train.ts';

/**
 * Joins trained networks into one file, whose activations are the mean of theirs (of the logits, where they are
 * probabilities), with thresholds of its own.
 */
export async function joinDrums(
  members: readonly Pick<TrainedDrums, 'weights' | 'seconds'>[],
  options: JudgeOptions,
): Promise<TrainedDrums> {
  const files = members.map(({ weights }) => readSafetensors(weights));
  const tensors = Object.fromEntries(
    files.flatMap((file, n) =>
      Object.entries(file.tensors).map(([name, tensor]) => [memberPrefix(n) + name, tensor]),
    ),
  );
  const { f, ...calibration } = calibrate(await judge({ tensors, metadata: {} }, options));
  const facts = { f, members: files.map(({ metadata }): unknown => JSON.parse(metadata['facts'] ?? '{}')) };
  const metadata = { calibration: JSON.stringify(calibration), facts: JSON.stringify(facts) };
  return {
    weights: writeSafetensors({ tensors, metadata }, 'F16'),
    seconds: members.reduce((sum, { seconds }) => sum + seconds, 0),
    f,
  };
}
