/** What a training step is made of, for use inside a compiled function. */
import * as tf from '@tensorflow/tfjs-core';
import { leavesOf, mapTree } from './tree.ts';
import { isTensor, type Signature, sizeOf, specsOf } from './types.ts';

/**
 * The value of `loss` and its gradient by every parameter, in the parameters' own tree.
 * @param loss makes a scalar of the parameters; it may use whatever else it sees.
 */
export function valueAndGradients<P>(
  loss: (parameters: P) => tf.Scalar,
  parameters: P,
): { value: tf.Scalar; gradients: P } {
  const leaves = leavesOf<tf.Tensor>(parameters, isTensor);
  const places = new Map(leaves.map(([path], i) => [path, i]));
  const grow = (list: readonly tf.Tensor[]) =>
    mapTree(parameters, isTensor, (_, path) => list[places.get(path)!]);
  const differentiate = tf.valueAndGrads((...list: tf.Tensor[]) => loss(grow(list) as P));
  const { value, grads } = differentiate(leaves.map(([, tensor]) => tensor));
  return { value: value as tf.Scalar, gradients: grow(grads) as P };
}

export interface AdamWOptions {
  /** How long the mean of the gradients remembers: 0.9. */
  readonly beta1?: number;
  /** How long the mean of their squares remembers: 0.999. */
  readonly beta2?: number;
  /** Keeps the division finite: 1e-8. */
  readonly epsilon?: number;
  /** How much of itself, times the learning rate, a parameter loses in each step: 0, which makes it plain Adam. */
  readonly weightDecay?: number;
  /** Which parameters decay, by path and number of axes: those of two or more axes, so not biases and gains. */
  readonly decays?: (path: string, rank: number) => boolean;
  /** The gradients are scaled down together where their norm exceeds this: never, unless told. */
  readonly clipNorm?: number;
}

/** The signature of the state that {@link adamW} keeps for parameters of signature `S`. */
export type AdamSignature<S> = {
  readonly step: { readonly shape: readonly [] };
  readonly mean: S;
  readonly square: S;
};

export interface AdamState<P> {
  /** How many steps were made. */
  readonly step: tf.Tensor;
  /** The decaying sums of the gradients: Adam's first moments over 1 - beta1. */
  readonly mean: P;
  /** The decaying sums of their squares: Adam's second moments over 1 - beta2. */
  readonly square: P;
}

export interface AdamW {
  /** What {@link createState} needs for the optimiser's own state. Zeros are its right beginning. */
  signature<const S extends Signature>(parameters: S): AdamSignature<S>;
  /**
   * One step.
   * @param learningRate a scalar: feed it, and a schedule needs no new program.
   * @returns the new parameters and state, and the norm of the gradients before they were clipped.
   */
  update<P>(
    parameters: P,
    gradients: NoInfer<P>,
    state: AdamState<NoInfer<P>>,
    learningRate: tf.Tensor | number,
  ): { parameters: P; state: AdamState<P>; norm: tf.Scalar };
}

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019) and bias
 * correction (Kingma and Ba, "Adam", 2015), and gradients clipped by their global norm (Pascanu et al., 2013).
 */
export function adamW(options: AdamWOptions = {}): AdamW {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = options;
  const { decays = (_path, rank) => rank >= 2, clipNorm } = options;
  return {
    signature: (parameters) => ({ step: { shape: [] }, mean: parameters, square: parameters }),
    update(parameters, gradients, state, learningRate) {
      const leaves = leavesOf<tf.Tensor>(parameters, isTensor);
      const listOf = (tree: unknown) => leavesOf<tf.Tensor>(tree, isTensor).map(([, tensor]) => tensor);
      const [grads, means, squares] = [listOf(gradients), listOf(state.mean), listOf(state.square)];
      const powers = grads.map((grad) => tf.square(grad));
      const norm = tf.sqrt(tf.addN(powers.map((power) => tf.sum(power)))) as tf.Scalar;
      const scale =
        clipNorm === undefined ? tf.scalar(1) : tf.minimum(1, tf.div(clipNorm, tf.maximum(norm, 1e-12)));
      const power = tf.square(scale);
      // The moments are kept without their factors of 1 - beta, which the scalars below make good for: that, and
      // folding the corrections into them, saves four passes over all parameters.
      const step = tf.add(state.step, 1);
      const meanFactor = tf.div(1 - beta1, tf.sub(1, tf.pow(beta1, step)));
      const squareFactor = tf.sqrt(tf.div(1 - beta2, tf.sub(1, tf.pow(beta2, step))));
      const rate = tf.mul(learningRate, tf.div(meanFactor, squareFactor));
      const bound = tf.div(epsilon, squareFactor);
      const kept = tf.sub(1, tf.mul(learningRate, weightDecay));
      const scaled = (x: tf.Tensor, factor: tf.Tensor) => (clipNorm === undefined ? x : tf.mul(x, factor));
      const next = leaves.map(([path, parameter], i) => {
        const mean = tf.add(tf.mul(means[i]!, beta1), scaled(grads[i]!, scale));
        const square = tf.add(tf.mul(squares[i]!, beta2), scaled(powers[i]!, power));
        const change = tf.mul(tf.div(mean, tf.add(tf.sqrt(square), bound)), rate);
        const decayed =
          weightDecay !== 0 && decays(path, parameter.rank) ? tf.mul(parameter, kept) : parameter;
        return { parameter: tf.sub(decayed, change), mean, square };
      });
      const places = new Map(leaves.map(([path], i) => [path, i]));
      const grow = (pick: (leaf: (typeof next)[number]) => tf.Tensor) =>
        mapTree(parameters, isTensor, (_, path) => pick(next[places.get(path)!]!)) as typeof parameters;
      return {
        parameters: grow((leaf) => leaf.parameter),
        state: { step, mean: grow((leaf) => leaf.mean), square: grow((leaf) => leaf.square) },
        norm,
      };
    },
  };
}

/** How many numbers a signature holds. */
export function countParameters(signature: Signature): number {
  return specsOf(signature).reduce((sum, [, spec]) => sum + sizeOf(spec.shape), 0);
}
