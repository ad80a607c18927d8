import { forEachWeight, GRIDS, nearest, rowScales, type WeightMatrix } from '../network/integer/weights.ts';
import { Adam } from './adam.ts';

const BITS = 4;
const { least, most, step } = GRIDS[BITS];

/** A matrix of 4-bit weights that is being tuned, [unit][column][gate]. */
export class CoarseMatrix {
  /** Where each weight stands among the parameters. */
  readonly #indices: Int32Array;
  /** The row of each weight, [unit][gate]. */
  readonly #rows: Int32Array;
  /** What a weight of 1 stood for in each row when tuning began. */
  readonly #scales: Float64Array;
  /** Logarithms of what scales have been multiplied by since, and the loss's slopes along them. */
  readonly #factors: Float32Array;
  readonly #slopes: Float32Array;
  readonly #adam: Adam;
  /** Weights that stay; NaN: not yet. */
  readonly #settled: Float64Array;

  /** @param parameters where tuning begins */
  constructor(matrix: WeightMatrix, parameters: Float32Array) {
    this.#indices = matrix.indices;
    this.#rows = new Int32Array(matrix.indices.length);
    forEachWeight(matrix, (index, row) => {
      this.#rows[index] = row;
    });
    this.#scales = rowScales(parameters, matrix);
    this.#factors = new Float32Array(this.#scales.length);
    this.#slopes = new Float32Array(this.#scales.length);
    this.#adam = new Adam(this.#scales.length);
    this.#settled = new Float64Array(matrix.indices.length).fill(NaN);
  }

  /** Puts the rounded weights in their places. */
  round(parameters: Float32Array, rounded: Float32Array): void {
    const scales = this.#scalesNow();
    this.#indices.forEach((at, index) => {
      const scale = scales[this.#rows[index]!]!;
      rounded[at] = this.#weight(index, parameters[at]! / scale) * scale;
    });
  }

  /** See `Rounding`. */
  learn(parameters: Float32Array, gradient: Float32Array, learningRate: number): void {
    const scales = this.#scalesNow();
    this.#slopes.fill(0);
    this.#indices.forEach((at, index) => {
      const row = this.#rows[index]!;
      const exact = parameters[at]! / scales[row]!;
      const weight = this.#weight(index, exact);
      const passes = this.#isFree(index) && exact > least - step / 2 && exact < most + step / 2;
      this.#slopes[row]! += gradient[at]! * scales[row]! * (passes ? weight - exact : weight);
      if (!passes) gradient[at] = 0;
    });
    this.#adam.step(this.#factors, this.#slopes, learningRate, Infinity);
  }

  /** Settles weights until they are this share of all. */
  settle(parameters: Float32Array, share: number): void {
    const scales = this.#scalesNow();
    const exact = Float64Array.from(this.#indices, (at, index) => parameters[at]! / scales[this.#rows[index]!]!);
    const distances = exact.map((value) => Math.abs(value - nearest(value, 1, BITS)));
    const free = [...exact.keys()].filter((index) => this.#isFree(index));
    const stay = Math.max(0, free.length - Math.floor((1 - share) * exact.length));
    free.sort((a, b) => distances[a]! - distances[b]!);
    for (const index of free.slice(0, stay)) this.#settled[index] = nearest(exact[index]!, 1, BITS);
  }

  /** @param exact the weight before it is rounded, as a number of the integer network */
  #weight(index: number, exact: number): number {
    return this.#isFree(index) ? nearest(exact, 1, BITS) : this.#settled[index]!;
  }

  #isFree(index: number): boolean {
    return Number.isNaN(this.#settled[index]);
  }

  #scalesNow(): Float64Array {
    return this.#scales.map((scale, row) => scale * Math.exp(this.#factors[row]!));
  }
}
