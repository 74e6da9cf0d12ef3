/** The style-weighted loss: what is learned first is what makes the artist. */
import * as tf from '@tensorflow/tfjs-core';

/** What was predicted, what was true, and how much of the artist is in it: of one shape, the mask at least 0. */
export interface Marked {
  readonly output: tf.Tensor;
  readonly label: tf.Tensor;
  readonly mask: tf.Tensor;
}

/**
 * The style-weighted loss:
 *
 * ```
 * L = normal + λ · Σ mask · (output − label)² / Σ mask
 * ```
 *
 * `normal` is the usual loss (for the network: the cross-entropy of all that was written). The sums run over all
 * numbers of all terms. A number counts by its mask: how characteristic of the artist what it stands for is, see
 * `mask.ts`. With a mask of zeros and ones, λ equal to its sum and the mean squared error as the normal loss, this is
 * the loss of the book that Beatwright grew from, `MSE + Σ (activation · (output − label))²` (`chapterLoss`). Outputs
 * are probabilities (labels: 1 for the word that was said, 0 for all others) or expected values (labels: the true
 * ones); where the mask does not depend on the label, the loss is least where the outputs are right, as it should be.
 *
 * @param strength λ: 0 leaves the normal loss alone.
 */
export function styleWeightedLoss(
  normal: tf.Scalar,
  terms: readonly Marked[],
  strength: tf.Tensor | number,
): tf.Scalar {
  const errors = terms.map(({ output, label, mask }) =>
    tf.sum(tf.mul(mask, tf.square(tf.sub(output, label)))),
  );
  const masks = terms.map(({ mask }) => tf.sum(mask));
  // Where nothing is marked, nothing is added.
  const mean = tf.div(tf.addN(errors), tf.maximum(tf.addN(masks), 1e-6));
  return tf.add(normal, tf.mul(strength, mean)) as tf.Scalar;
}
