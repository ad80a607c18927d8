import type * as Tf from '@tensorflow/tfjs';
import { outputsOfStage, type StageShape } from '../../network/shapes.ts';
import type { Tfjs } from './load.ts';
import { pieces } from './pieces.ts';

/**
 * A front end or a convolution block as TensorFlow operations, of the kinds that have gradients in all backends.
 * @param tensor the stage's parameters by name, as `parameterLayout` has them
 * @param vectors consecutive ones, each [row][feature]
 * @returns those that the stage makes of them, each [row][feature]
 */
export function stageVectors(
  tf: Tfjs,
  shape: StageShape,
  tensor: (name: string) => Tf.Tensor | undefined,
  vectors: readonly Tf.Tensor2D[],
): Tf.Tensor2D[] {
  const { kind, outputs, kernel, stride } = shape;
  const windows = Array.from({ length: outputsOfStage(shape, vectors.length) }, (_, step) =>
    vectors.slice(step * stride, step * stride + kernel),
  );
  if (kind === 'decimation') return windows.map((window) => tf.div(tf.addN(window), kernel));

  const weight = tf.reshape<Tf.Rank.R2>(tensor('weight')!, [outputs, -1]);
  const rectified = (features: Tf.Tensor2D): Tf.Tensor2D =>
    tf.relu(tf.add(tf.matMul(features, weight, false, true), tensor('bias')!));
  if (kind === 'convolution') return windows.map((window) => rectified(tf.concat(window, 1)));

  const taps = pieces(tf, tf.transpose(tensor('depthwise')!), kernel, 0);
  return windows.map((window) => rectified(tf.addN(window.map((x, tap): Tf.Tensor2D => tf.mul(x, taps[tap]!)))));
}
