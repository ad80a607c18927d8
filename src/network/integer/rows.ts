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
    // Four rows share what is read of the vector. Sums of integers do not depend on their order.
    let row = 0;
    for (; row + 4 <= rows; row += 4) {
      const [second, third, fourth] = [columns, 2 * columns, 3 * columns];
      let [a, b, c, d] = [start, start, start, start];
      for (let column = 0, index = row * columns; column < columns; column++, index++) {
        const value = vector[column]!;
        a = (a + Math.imul(weights[index]!, value)) | 0;
        b = (b + Math.imul(weights[index + second]!, value)) | 0;
        c = (c + Math.imul(weights[index + third]!, value)) | 0;
        d = (d + Math.imul(weights[index + fourth]!, value)) | 0;
      }
      output[row] = requantise(a, multipliers[row]!, preShift, shift);
      output[row + 1] = requantise(b, multipliers[row + 1]!, preShift, shift);
      output[row + 2] = requantise(c, multipliers[row + 2]!, preShift, shift);
      output[row + 3] = requantise(d, multipliers[row + 3]!, preShift, shift);
    }
    for (; row < rows; row++) {
      let sum = start;
      for (let column = 0, index = row * columns; column < columns; column++, index++) {
        sum = (sum + Math.imul(weights[index]!, vector[column]!)) | 0;
      }
      output[row] = requantise(sum, multipliers[row]!, preShift, shift);
    }
  }
}
