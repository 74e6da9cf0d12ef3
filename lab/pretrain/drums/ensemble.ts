/** Several drum networks that hear as one: what each mistakes in its own way is outvoted. */
import { type NamedTensors, writeSafetensors } from '../../../src/engine/index.ts';
import { memberPrefix, openNetwork } from '../../../src/listen/drums/listener.ts';
import type { DrumVoice } from '../../../src/listen/types.ts';
import { calibrate, type Judged } from './calibrate.ts';
import type { DrumExample } from './example.ts';
import type { DrumMember } from './train.ts';

export interface JoinOptions {
  /** Decide thresholds and lateness. */
  readonly validation: readonly DrumExample[];
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

export interface TrainedDrums {
  /** What `openDrums` takes. */
  readonly weights: Uint8Array;
  /** In which all of them were trained. */
  readonly seconds: number;
  /** F-measure at 30 ms of each voice, on what validates. */
  readonly f: Readonly<Record<DrumVoice, number>>;
}

/**
 * Joins trained networks, or one alone, into a file whose activations are the mean of theirs (of the logits, where they
 * are probabilities), with the thresholds that fit what validates.
 */
export async function joinDrums(members: readonly DrumMember[], options: JoinOptions): Promise<TrainedDrums> {
  const tensors = Object.fromEntries(
    members.flatMap((member, n) =>
      Object.entries(member.tensors).map(([name, tensor]) => [memberPrefix(n) + name, tensor]),
    ),
  );
  const { f, ...calibration } = calibrate(await judge(tensors, options));
  const facts = { members: members.map((member) => member.facts), f };
  const metadata = { calibration: JSON.stringify(calibration), facts: JSON.stringify(facts) };
  const seconds = members.reduce((sum, { facts: { seconds } }) => sum + seconds, 0);
  return { weights: writeSafetensors({ tensors, metadata }, 'F16'), f, seconds };
}

async function judge(
  tensors: NamedTensors['tensors'],
  { validation, threads, signal }: JoinOptions,
): Promise<Judged[]> {
  const listen = await openNetwork({ tensors, metadata: {} }, { threads });
  const sounds: Judged[] = [];
  for (const { frames, data, strokes } of validation) {
    signal?.throwIfAborted();
    sounds.push({ activations: await listen({ frames, data: Float32Array.from(data) }), strokes });
  }
  return sounds;
}
