import type * as Tf from '@tensorflow/tfjs';
import type { Loss } from '../trainer.ts';
import type { Tfjs } from './load.ts';

/**
 * The mean loss of the series, which `lossOf` defines for one.
 * @param outputs [series][output] logits, or the normalised value
 * @param targets [series] class index, or the normalised target
 */
export function meanLoss(tf: Tfjs, loss: Loss, outputs: Tf.Tensor2D, targets: Float32Array): Tf.Scalar {
  if (loss === 'cross-entropy') {
    const classes = tf.oneHot(tf.tensor1d(targets, 'int32'), outputs.shape[1]);
    return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(outputs), classes), 1)));
  }
  const error = tf.abs(tf.sub(outputs, tf.tensor2d(targets, [targets.length, 1])));
  if (loss === 'mse') return tf.mean(tf.square(error));
  const bent = tf.minimum(error, 1);
  return tf.mean(tf.add(tf.mul(tf.square(bent), 0.5), tf.sub(error, bent)));
}
