/** Trains what hears pitch: the bass network, then the heads, which are shown the bass as that network hears it. */
import { writeSafetensors } from '../../engine/index.ts';
import { openBassListener } from './bass-listener.ts';
import { bassNotes } from './bass-notes.ts';
import { trainBass } from './bass-trainer.ts';
import { eventChoices, keyChoices, type Listened, rootChoices } from './choices.ts';
import type { PitchExample } from './example.ts';
import { harmonyOf } from './harmony.ts';
import { headOf } from './head.ts';
import { trainHead } from './head-trainer.ts';

export interface TrainPitchOptions {
  readonly examples: readonly PitchExample[];
  /** Steps of the bass network. */
  readonly steps: number;
  readonly seed: number;
  readonly onProgress?: (stage: 'bass' | 'heads', fraction: number, loss?: number) => void;
  readonly signal?: AbortSignal;
}

export interface TrainedPitch {
  /** What `openPitch` takes. */
  readonly weights: Uint8Array;
  /** Cross-entropy of the last epoch of each head, on what trained it. */
  readonly losses: Readonly<Record<'root' | 'key' | 'event', number>>;
}

const EPOCHS = { root: 60, key: 12, event: 25 };
const HIDDEN = { root: 12, key: 16, event: 24 };

export async function trainPitch(o: TrainPitchOptions): Promise<TrainedPitch> {
  const { examples, seed, steps, onProgress, signal } = o;
  const bass = await trainBass({
    examples,
    steps,
    seed,
    onStep: (step, loss) => onProgress?.('bass', (step + 1) / steps, loss),
    ...(signal && { signal }),
  });
  const listener = await openBassListener({ tensors: bass, metadata: {} });
  const listened: Listened[] = [];
  for (const { image, posteriors, truth } of examples) {
    listened.push({ posteriors, truth, bass: bassNotes(await listener.posteriors(image)) });
  }
  await listener.release();
  const head = (name: 'root' | 'key' | 'event', choices: ReturnType<typeof rootChoices>) => {
    signal?.throwIfAborted();
    return trainHead({ ...choices, name, hidden: HIDDEN[name], epochs: EPOCHS[name], seed });
  };
  const root = await head('root', rootChoices(listened));
  const finding = headOf({ tensors: root.tensors, metadata: {} }, 'root');
  const key = await head(
    'key',
    keyChoices(listened, (evidence, low, spans) => harmonyOf(evidence, low, spans, finding)),
  );
  const event = await head('event', eventChoices(listened));
  onProgress?.('heads', 1);
  const tensors = { ...bass, ...root.tensors, ...key.tensors, ...event.tensors };
  const weights = writeSafetensors({ tensors, metadata: { seed: String(seed), steps: String(steps) } });

  return { weights, losses: { root: root.loss, key: key.loss, event: event.loss } };
}
