import type { IntegerDense } from '../../../network/integer/network.ts';
import type { IntegerKernels } from '../kernels.ts';
import type { IntegerMemory } from './memory.ts';
import { PanelProduct } from './product.ts';

/** A dense layer with ReLU of sixteen series: what `DenseRunner` is for one. */
export class PanelDense {
  readonly #kernels: IntegerKernels;
  readonly #product: PanelProduct;
  readonly #bias: number;

  constructor(kernels: IntegerKernels, memory: IntegerMemory, { weights, bias }: IntegerDense) {
    this.#kernels = kernels;
    this.#product = new PanelProduct(kernels, memory, weights);
    this.#bias = memory.place(Int32Array.from(bias));
  }

  apply(vector: number, output: number): void {
    this.#product.apply(vector, output);
    this.#kernels.integerRectify(output, this.#product.rows, this.#bias);
  }
}
