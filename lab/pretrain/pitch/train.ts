/** Trains what hears pitch: the bass network, then the heads, which are shown the bass as that network hears it. */
import { writeSafetensors } from '../../../src/engine/index.ts';
import { barClock } from '../../../src/listen/pitch/bar-clock.ts';
import { openBassListener } from '../../../src/listen/pitch/bass-listener.ts';
import { bassNotes } from '../../../src/listen/pitch/bass-notes.ts';
import { headOf } from '../../../src/listen/pitch/head.ts';
import type { Posteriors } from '../../../src/listen/pitch/posteriors.ts';
import type { HeadName } from '../../../src/listen/pitch/reading.ts';
import { trainBass } from './bass-trainer.ts';
import {
  eventChoices,
  keyChoices,
  type Listened,
  type LowHeard,
  rootChoices,
  strikeChoices,
  strokeChoices,
  tuneChoices,
} from './choices.ts';
import type { PitchExample } from './example.ts';
import { type Choices, trainHead } from './head-trainer.ts';

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
  readonly losses: Readonly<Record<HeadName, number>>;
}

const EPOCHS = { stroke: 40, root: 60, key: 12, strike: 40, event: 25, tune: 25 };
const HIDDEN = { stroke: 20, root: 12, key: 16, strike: 16, event: 32, tune: 32 };

export async function trainPitch(o: TrainPitchOptions): Promise<TrainedPitch> {
  const { examples, seed, steps, onProgress, signal } = o;
  const bass = await trainBass({
    examples,
    steps,
    seed,
    onStep: (step, loss) => onProgress?.('bass', (step + 1) / steps, loss),
    signal,
  });
  const listener = await openBassListener({ tensors: bass, metadata: {} });
  const shown: ShownExample[] = [];
  for (const { image, posteriors, truth } of examples) {
    shown.push({ low: await listener.posteriors(image), posteriors, truth });
  }
  await listener.release();
  const { tensors: heads, losses } = await trainHeads(shown, seed, signal);
  onProgress?.('heads', 1);
  const tensors = { ...bass, ...heads };
  const weights = writeSafetensors({
    tensors,
    metadata: { seed: String(seed), steps: String(steps), examples: String(examples.length) },
  });
  return { weights, losses };
}

/** An example as the networks hear it. */
interface ShownExample extends LowHeard {
  readonly posteriors: Posteriors;
}

/** Trains one head after the other: each is shown what those before it make of the songs. */
async function trainHeads(shown: readonly ShownExample[], seed: number, signal: AbortSignal | undefined) {
  const learn = async (name: HeadName, choices: Choices) => {
    signal?.throwIfAborted();
    const learnt = await trainHead({ ...choices, name, hidden: HIDDEN[name], epochs: EPOCHS[name], seed });
    return { ...learnt, head: headOf({ tensors: learnt.tensors, metadata: {} }, name) };
  };
  const stroke = await learn('stroke', strokeChoices(shown));
  const listened = shown.map(({ low, posteriors, truth }): Listened => {
    return { posteriors, truth, bass: bassNotes(low, barClock(truth.grid), stroke.head) };
  });
  const root = await learn('root', rootChoices(listened));
  const key = await learn('key', keyChoices(listened, { root: root.head }));
  const found = { root: root.head, key: key.head };
  const strike = await learn('strike', strikeChoices(listened, found));
  const struck = { ...found, strike: strike.head };
  const event = await learn('event', eventChoices(listened, struck));
  const tune = await learn('tune', tuneChoices(listened, { ...struck, event: event.head }));
  return {
    tensors: {
      ...stroke.tensors,
      ...root.tensors,
      ...key.tensors,
      ...strike.tensors,
      ...event.tensors,
      ...tune.tensors,
    },
    losses: {
      stroke: stroke.loss,
      root: root.loss,
      key: key.loss,
      strike: strike.loss,
      event: event.loss,
      tune: tune.loss,
    },
  };
}
