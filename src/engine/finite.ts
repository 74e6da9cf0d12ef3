import { EngineError } from './errors.ts';
import type { TensorValue } from './types.ts';

/** The paths to watch: those asked for, or `loss` if there is one. */
export function watched(asked: readonly string[] | undefined, outputs: readonly string[]): readonly string[] {
  const unknown = asked?.find((path) => !outputs.includes(path));
  if (unknown !== undefined) {
    throw new EngineError(
      'engine-name',
      `"${unknown}" is to be finite, but is no output; here are: ${outputs.join(', ')}.`,
    );
  }
  return asked ?? outputs.filter((path) => path === 'loss');
}

/**
 * @param run the number of this run, from 1.
 * @param first the number of the first run whose changes are undone.
 */
export function refuseInfinite(path: string, value: TensorValue, run: number, first: number): void {
  const bad = (value.data as Float32Array).find((number) => !Number.isFinite(number));
  if (bad === undefined) return;
  throw new EngineError(
    'engine-not-finite',
    `"${path}" became ${bad} at step ${run}. The states are as they were before step ${first}: lower the learning rate, clip ` +
      'the gradients, or look for a division by zero or a logarithm of zero.',
  );
}
