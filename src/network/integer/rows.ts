import { requantise, sumStart } from './arithmetic.ts';
import type { IntegerMatrix } from './network.ts';

/** A matrix with its rows laid out one after the other, which is what this machine multiplies fastest. */
export class Rows {
  readonly #matrix: IntegerMatrix;
  /** [unit · gates + gate][column] */
  readonly #weights: Int16Array;

  constructor(matrix: IntegerMatrix) {
    const { columns, gates } = matrix;
    this.#matrix = matrix;
    this.#weights = new Int16Array(matrix.weights.length);
    matrix.weights.forEach((weight, index) => {
      const column = Math.floor(index / gates) % columns;
      const row = Math.floor(index / (gates * columns)) * gates + (index % gates);
      this.#weights[row * columns + column] = weight;
    });
  }

  /** output[row] = requantised Σ weights · vector */
  multiply(vector: Int16Array, output: Int32Array): void {
    const { columns, multipliers, preShift, shift } = this.#matrix;
    const weights = this.#weights;
    const start = sumStart(this.#matrix);
    const rows = multipliers.length;
    for (let row = 0, index = 0; row < rows; row++) {
      let sum = start;
      for (let column = 0; column < columns; column++, index++)
        sum = (sum + Math.imul(weights[index]!, vector[column]!)) | 0;
      output[row] = requantise(sum, multipliers[row]!, preShift, shift);
    }
  }
}
