/** Several drum networks that hear as one: what each mistakes in its own way is outvoted. */
import { readSafetensors } from '../../engine/index.ts';
import { finished, type JudgeOptions } from './judge.ts';
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
  const facts = { members: files.map(({ metadata }): unknown => JSON.parse(metadata['facts'] ?? '{}')) };
  const seconds = members.reduce((sum, member) => sum + member.seconds, 0);
  return { ...(await finished(tensors, facts, options)), seconds };
}
