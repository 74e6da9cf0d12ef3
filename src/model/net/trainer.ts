/** A network in training: its parameters, the optimiser's memory, and the programs that step and measure. */
import { adamW, compile, createState, valueAndGradients } from '../../engine/index.ts';
import { BeatwrightError, randomOf } from '../../music/index.ts';
import { type Batch, type BatchShape, batchSignature } from './batch.ts';
import { initialParameters } from './initial.ts';
import { crossEntropy, type Network, parametersOf, predict } from './network.ts';
import { readSafetensors, type Tensors, writeSafetensors } from './safetensors.ts';
import type { NetworkSize } from './size.ts';

export interface TrainerOptions {
  readonly size: NetworkSize;
  readonly shape: BatchShape;
  readonly seed: number;
  readonly threads?: number;
}

export type Trainer = Awaited<ReturnType<typeof createTrainer>>;

export async function createTrainer({ size, shape, seed, threads }: TrainerOptions) {
  const parameters = parametersOf(size);
  const optimiser = adamW({ beta2: 0.98, weightDecay: 0.05, clipNorm: 1 });
  const network = createState(parameters, initialParameters(size, randomOf(`network ${seed}`)) as never);
  const adam = createState(optimiser.signature(parameters));
  const inputs = { batch: batchSignature(shape), steps: { shape: [] } } as const;
  const options = threads === undefined ? {} : { threads };
  const training = await compile(
    ({ batch, steps, rate }, { network: net, adam: moments }) => {
      const loss = (values: Network) => crossEntropy(predict(size, values, batch, shape), batch, steps);
      const { value, gradients } = valueAndGradients(loss, net as Network);
      const next = optimiser.update(net as Network, gradients, moments as never, rate);
      return {
        outputs: { loss: value, norm: next.norm },
        states: { network: next.parameters as never, adam: next.state as never },
      };
    },
    { inputs: { ...inputs, rate: { shape: [] } }, states: { network, adam } },
    options,
  );
  return {
    network,
    /** One step of training. @returns bits a step of the batch before it. */
    async step(batch: Pick<Batch, 'arrays' | 'steps'>, rate: number): Promise<number> {
      const { loss } = await training.run({ batch: batch.arrays, steps: batch.steps, rate } as never);
      return loss.data[0]! / Math.LN2;
    },
    /** Everything that is needed to go on. @param metadata is kept beside it. */
    save: (metadata: Readonly<Record<string, string>>): Uint8Array =>
      writeSafetensors({
        tensors: { ...flat('network', network.read()), ...flat('adam', adam.read()) },
        metadata,
      }),
    /** Goes on from what was saved. @throws BeatwrightError `checkpoint-damaged`, `checkpoint-other`. */
    restore(bytes: Uint8Array): Readonly<Record<string, string>> {
      const { tensors, metadata } = readSafetensors(bytes);
      network.set(grown('network', network.signature, tensors) as never);
      adam.set(grown('adam', adam.signature, tensors) as never);
      return metadata;
    },
    release: () => training.release(),
  };
}

/** A tree's values by dotted path. */
export function flat(name: string, tree: unknown): Tensors['tensors'] {
  const found: Record<string, { shape: readonly number[]; data: Float32Array }> = {};
  const walk = (node: unknown, path: string) => {
    const leaf = node as { shape?: readonly number[]; data?: Float32Array };
    if (leaf.shape && leaf.data instanceof Float32Array) {
      found[path] = { shape: leaf.shape, data: leaf.data };
      return;
    }
    for (const [key, child] of Object.entries(node as object)) walk(child, `${path}.${key}`);
  };
  walk(tree, name);
  return found;
}

/**
 * Tensors by dotted path in the shape of a signature.
 *
 * @throws BeatwrightError `checkpoint-other` if one is missing or of another size.
 */
export function grown(name: string, signature: unknown, tensors: Tensors['tensors']): unknown {
  const walk = (node: unknown, path: string): unknown => {
    if (Array.isArray(node)) return node.map((child, i) => walk(child, `${path}.${i}`));
    const { shape } = node as { shape?: readonly number[] };
    if (!shape) {
      const entries = Object.entries(node as object);
      return Object.fromEntries(entries.map(([key, child]) => [key, walk(child, `${path}.${key}`)]));
    }
    const tensor = tensors[path];
    if (!tensor || `${tensor.shape}` !== `${shape}`) {
      throw new BeatwrightError(
        'checkpoint-other',
        `This checkpoint is of another network (${path} does not fit). Use the one that this version came with, or train from the beginning.`,
      );
    }
    return tensor.data;
  };
  return walk(signature, name);
}
