import type { IntegerMatrix } from '../../../network/integer/network.ts';
import type { IntegerKernels } from '../kernels.ts';
import type { IntegerMemory } from './memory.ts';

/** A matrix times a vector of sixteen series: what `Rows` is for one. */
export class PanelProduct {
  readonly rows: number;
  readonly #kernels: IntegerKernels;
  readonly #matrix: IntegerMatrix;
  /** [row][pair of columns] two int16 */
  readonly #weights: number;
  readonly #multipliers: number;
  /** The vector in pairs. */
  readonly #packed: number;

  constructor(kernels: IntegerKernels, memory: IntegerMemory, matrix: IntegerMatrix) {
    const { columns, multipliers } = matrix;
    this.rows = multipliers.length;
    this.#kernels = kernels;
    this.#matrix = matrix;
    this.#weights = memory.place(pairsOf(matrix));
    this.#multipliers = memory.place(Int32Array.from(multipliers));
    this.#packed = memory.rows(pairs(columns));
  }

  /**
   * @param vector rows of int16, one for each column
   * @param output rows, [unit][gate]
   */
  apply(vector: number, output: number): void {
    const { columns, preShift, shift } = this.#matrix;
    this.#kernels.integerPack(vector, columns, this.#packed);
    this.#kernels.integerProduct(
      ...([this.#packed, pairs(columns), this.#weights, this.rows] as const),
      ...([this.#multipliers, preShift, shift, output] as const),
    );
  }
}

const pairs = (columns: number): number => Math.ceil(columns / 2);

/** [unit][column][gate] → [unit][gate][column], a zero after an odd number of columns. */
function pairsOf({ units, columns, gates, weights }: IntegerMatrix): Int16Array {
  const width = 2 * pairs(columns);
  const packed = new Int16Array(units * gates * width);
  weights.forEach((weight, index) => {
    const gate = index % gates;
    const column = Math.floor(index / gates) % columns;
    const unit = Math.floor(index / (gates * columns));
    packed[(unit * gates + gate) * width + column] = weight;
  });
  return packed;
}
