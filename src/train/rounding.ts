import { roundParameters, type WeightBits, type WeightMatrix } from '../network/integer/weights.ts';
import { CoarseMatrix } from './coarse-matrix.ts';

/** How fast scales learn, as a share of the rate of the weights. */
const SCALE_RATE = 0.2;

/** The part of tuning after which 4-bit weights begin to be settled. */
const SETTLED_AFTER = 0.5;

/**
 * Weights as the integer network will hold them, while those behind are tuned. With eight bits rounding is all there is to
 * it. With four, every row learns its scale along the gradient (learned step size, Esser 2020), and the second half of
 * tuning settles more and more weights, those nearest to what they are rounded to first, so that the others make up for
 * them (incremental quantisation, Zhou 2017). Otherwise weights go on jumping between two neighbours to the end.
 */
export class Rounding {
  readonly #fine: readonly WeightMatrix[];
  readonly #coarse: readonly CoarseMatrix[];

  /** @param parameters where tuning begins */
  constructor(matrices: readonly WeightMatrix[], parameters: Float32Array) {
    const of = (bits: WeightBits): WeightMatrix[] => matrices.filter((matrix) => matrix.bits === bits);
    this.#fine = of(8);
    this.#coarse = of(4).map((matrix) => new CoarseMatrix(matrix, parameters));
  }

  /** The parameters with all weights rounded. */
  round(parameters: Float32Array): Float32Array {
    const rounded = roundParameters(this.#fine, parameters);
    for (const matrix of this.#coarse) matrix.round(parameters, rounded);
    return rounded;
  }

  /**
   * A step of the scales. Takes the gradient away from weights that rounding does not let through.
   * @param gradient at the rounded parameters
   */
  learn(parameters: Float32Array, gradient: Float32Array, learningRate: number): void {
    for (const matrix of this.#coarse) matrix.learn(parameters, gradient, SCALE_RATE * learningRate);
  }

  /** @param progress of tuning with the epoch that begins, up to 1 */
  settle(parameters: Float32Array, progress: number): void {
    const share = (progress - SETTLED_AFTER) / (1 - SETTLED_AFTER);
    if (share > 0) for (const matrix of this.#coarse) matrix.settle(parameters, share);
  }
}
