/** Checkpoints are safetensors files. */
import { type NamedTensors, readSafetensors as read } from '../../engine/index.ts';
import { BeatwrightError } from '../../words/index.ts';

export { type NamedTensors as Tensors, writeSafetensors } from '../../engine/index.ts';

/** @throws BeatwrightError `checkpoint-damaged`. */
export function readSafetensors(file: Uint8Array): NamedTensors {
  try {
    return read(file);
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const why = cause instanceof Error ? cause.message : String(error);
    throw new BeatwrightError('checkpoint-damaged', { why }, { cause: error });
  }
}
