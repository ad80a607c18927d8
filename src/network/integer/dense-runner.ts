import { saturate16 } from './arithmetic.ts';
import type { IntegerDense } from './network.ts';
import { Rows } from './rows.ts';

/** A dense layer with ReLU, and its output. */
export class DenseRunner {
  readonly output: Int16Array;
  readonly #weights: Rows;
  readonly #bias: Int16Array;
  readonly #sums: Int32Array;

  constructor({ weights, bias }: IntegerDense) {
    this.output = new Int16Array(bias.length);
    this.#weights = new Rows(weights);
    this.#bias = bias;
    this.#sums = new Int32Array(bias.length);
  }

  /** @returns `output` */
  apply(vector: Int16Array): Int16Array {
    this.#weights.multiply(vector, this.#sums);
    for (let unit = 0; unit < this.output.length; unit++) {
      this.output[unit] = Math.max(0, saturate16(this.#sums[unit]! + this.#bias[unit]!));
    }
    return this.output;
  }
}
