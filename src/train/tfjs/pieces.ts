import type * as Tf from '@tensorflow/tfjs';
import type { Tfjs } from './load.ts';

/**
 * `tf.split`, whose gradient fails for a single piece, and whose array belongs to the tape: this one may be changed.
 * @param sizes of the pieces, or the number of equal ones
 */
export function pieces<T extends Tf.Tensor>(tf: Tfjs, whole: T, sizes: number | readonly number[], axis: number): T[] {
  if (sizes === 1 || (typeof sizes !== 'number' && sizes.length === 1)) return [whole];
  return tf.split<T>(whole, typeof sizes === 'number' ? sizes : [...sizes], axis).slice();
}
