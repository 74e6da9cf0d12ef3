/** A network in training: its parameters, the optimiser's memory, and the programs that step and measure. */
import {
  adamW,
  compile,
  createState,
  mapSpecs,
  type Values,
  valueAndGradients,
  valuesByPath,
} from '../../engine/index.ts';
import { randomOf } from '../../music/index.ts';
import { BeatwrightError } from '../../words/index.ts';
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
  const network = createState(parameters, initialParameters(size, randomOf(`network ${seed}`)));
  const adam = createState(optimiser.signature(parameters));
  const inputs = { batch: batchSignature(shape), steps: { shape: [] } } as const;
  const options = threads === undefined ? {} : { threads };
  const training = await compile(
    ({ batch, steps, rate }, { network: net, adam: moments }) => {
      const loss = (values: Network) => crossEntropy(predict(size, values, batch, shape), batch, steps);
      const { value, gradients } = valueAndGradients(loss, net);
      const next = optimiser.update(net, gradients, moments, rate);
      return {
        outputs: { loss: value, norm: next.norm },
        states: { network: next.parameters, adam: next.state },
      };
    },
    { inputs: { ...inputs, rate: { shape: [] } }, states: { network, adam } },
    options,
  );
  return {
    network,
    /** One step of training. @returns bits a step of the batch before it. */
    async step(batch: Pick<Batch, 'arrays' | 'steps'>, rate: number): Promise<number> {
      const { loss } = await training.run({ batch: batch.arrays, steps: batch.steps, rate });
      return loss.data[0]! / Math.LN2;
    },
    /** Everything that is needed to go on. @param metadata is kept beside it. */
    save: (metadata: Readonly<Record<string, string>>): Uint8Array =>
      writeSafetensors({
        tensors: { ...flat('network', network.read()), ...flat('adam', adam.read()) },
        metadata,
      }),
    /** Goes on from what was saved. @throws BeatwrightError `checkpoint-damaged`, `checkpoint-network`. */
    restore(bytes: Uint8Array): Readonly<Record<string, string>> {
      const { tensors, metadata } = readSafetensors(bytes);
      network.set(grown('network', network.signature, tensors));
      adam.set(grown('adam', adam.signature, tensors));
      return metadata;
    },
    release: () => training.release(),
  };
}

/** A tree's values by dotted path, as a file keeps them: those of real numbers. */
export function flat(name: string, tree: unknown): Tensors['tensors'] {
  const found = valuesByPath(tree).flatMap(([path, { shape, data }]) =>
    data instanceof Float32Array ? [[`${name}.${path}`, { shape, data }] as const] : [],
  );
  return Object.fromEntries(found);
}

/**
 * Tensors by dotted path in the shape of a signature.
 *
 * @throws BeatwrightError `checkpoint-network` if one is missing or of another size.
 */
export function grown<S>(name: string, signature: S, tensors: Tensors['tensors']): Values<S> {
  return mapSpecs(signature, ({ shape }, at) => {
    const path = `${name}.${at}`;
    const tensor = tensors[path];
    if (!tensor || `${tensor.shape}` !== `${shape}`) {
      throw new BeatwrightError('checkpoint-network', { weight: path });
    }
    return { shape, dtype: 'float32', data: tensor.data };
  });
}
