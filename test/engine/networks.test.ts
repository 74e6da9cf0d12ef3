import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { adamW, compile, createState, type TensorSpec, valueAndGradients } from '../../src/engine/index.ts';
import { randomOf } from '../../src/music/index.ts';

const matrix = (rows: number, columns: number) => ({ shape: [rows, columns] }) as const;

/** Trains a network for some steps, natively and eagerly, and compares losses and parameters. */
async function compareTraining<Name extends string>(
  parameters: Readonly<Record<Name, TensorSpec>>,
  input: readonly number[],
  loss: (net: Readonly<Record<Name, tf.Tensor>>, x: tf.Tensor) => tf.Tensor,
): Promise<void> {
  const specs: Readonly<Record<string, TensorSpec>> = parameters;
  const lossOf = loss as (net: Readonly<Record<string, tf.Tensor>>, x: tf.Tensor) => tf.Scalar;
  const optimiser = adamW({ weightDecay: 0.1, clipNorm: 1 });
  const train = async (backend: 'native' | 'eager') => {
    const random = randomOf('network');
    const net = createState(specs);
    const values = Object.entries(specs).map(([name, { shape }]) => {
      const size = shape.reduce((a, b) => a * b, 1);
      return [name, Float32Array.from({ length: size }, () => random.normal() * 0.3)] as const;
    });
    net.set(Object.fromEntries(values));
    const adam = createState(optimiser.signature(specs));
    const program = await compile(
      ({ x }, { net, adam }) => {
        const { value, gradients } = valueAndGradients((p) => lossOf(p, x), net);
        const next = optimiser.update(net, gradients, adam, 0.01);
        return { outputs: { loss: value }, states: { net: next.parameters, adam: next.state } };
      },
      { inputs: { x: { shape: input } }, states: { net, adam } },
      { backend },
    );
    const losses: number[] = [];
    for (let step = 0; step < 5; step++) {
      const x = Float32Array.from({ length: input.reduce((a, b) => a * b, 1) }, random.normal);
      const { loss } = await program.run({ x });
      losses.push(loss.data[0]!);
    }
    return { losses, net: Object.values(net.read()).map(({ data }) => [...data]) };
  };
  const [native, eager] = [await train('native'), await train('eager')];
  for (const [i, value] of native.losses.entries()) expect(value).toBeCloseTo(eager.losses[i]!, 4);
  const weights = eager.net.flat();
  for (const [i, value] of native.net.flat().entries()) expect(value).toBeCloseTo(weights[i]!, 4);
}

describe('networks train natively as they do eagerly', () => {
  it('with gated recurrent units', async () => {
    const [size, steps, batch] = [6, 5, 3];
    await compareTraining(
      {
        input: matrix(2, 3 * size),
        hidden: matrix(size, 3 * size),
        bias: { shape: [3 * size] },
        out: matrix(size, 2),
      },
      [steps, batch, 2],
      (net, x) => {
        let h: tf.Tensor = tf.zeros([batch, size]);
        const predictions = tf.unstack(x).map((now) => {
          const [zi, ri, ni] = tf.split(tf.add(tf.matMul(now, net.input), net.bias), 3, 1);
          const [zh, rh, nh] = tf.split(tf.matMul(h, net.hidden), 3, 1);
          const update = tf.sigmoid(tf.add(zi!, zh!));
          const fresh = tf.tanh(tf.add(ni!, tf.mul(tf.sigmoid(tf.add(ri!, rh!)), nh!)));
          h = tf.add(tf.mul(update, h), tf.mul(tf.sub(1, update), fresh));
          return tf.matMul(h, net.out);
        });
        return tf.mean(tf.squaredDifference(tf.stack(predictions.slice(0, -1)), tf.slice(x, [1, 0, 0])));
      },
    );
  });

  it('with convolutions in one and two dimensions and pooling', async () => {
    await compareTraining(
      {
        first: { shape: [3, 3, 1, 4] },
        second: { shape: [3, 16, 5] },
        gain: { shape: [5] },
        out: matrix(5, 2),
      },
      [2, 8, 8, 1],
      (net, x) => {
        const image = tf.relu(tf.conv2d(x as tf.Tensor4D, net.first as tf.Tensor4D, [1, 2], 'same'));
        const halved = tf.maxPool(image, [2, 1], [2, 1], 'valid');
        const lines = tf.reshape(tf.transpose(halved, [0, 1, 2, 3]), [2, 4, 16]) as tf.Tensor3D;
        const wave = tf.conv1d(lines, net.second as tf.Tensor3D, 1, 'same');
        const { mean, variance } = tf.moments(wave, -1, true);
        const unit = tf.mul(tf.mul(tf.sub(wave, mean), tf.rsqrt(tf.add(variance, 1e-3))), net.gain);
        const logits = tf.matMul(tf.mean(tf.elu(unit), 1), net.out);
        return tf.neg(tf.mean(tf.slice(tf.logSoftmax(logits), [0, 0], [2, 1])));
      },
    );
  });

  it('with embeddings that several words share', async () => {
    const words = Int32Array.of(0, 3, 3, 1, 3, 0);
    await compareTraining({ table: matrix(5, 4), out: matrix(4, 3) }, [6, 3], (net, x) => {
      const looked = tf.gather(net.table, tf.tensor1d(words, 'int32'));
      return tf.mean(tf.abs(tf.sub(tf.matMul(tf.cumsum(looked, 1), net.out), x)));
    });
  });
});
