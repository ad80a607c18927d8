import type * as Tf from '@tensorflow/tfjs';
import type { LayerShape } from '../../network/shapes.ts';
import { CellStep } from './cell-step.ts';
import type { Tfjs } from './load.ts';
import { pieces } from './pieces.ts';

/** One recurrent layer as TensorFlow operations. */
export class RecurrentTensors {
  readonly stateCount: number;
  readonly #tf: Tfjs;
  readonly #shape: LayerShape;
  readonly #cell: CellStep;

  constructor(tf: Tfjs, shape: LayerShape) {
    this.stateCount = shape.cell.states.length;
    this.#tf = tf;
    this.#shape = shape;
    this.#cell = new CellStep(tf, shape.cell);
  }

  /**
   * @param tensor the layer's parameters by name, as `parameterLayout` has them
   * @param inputs [step · series][feature]
   * @param states before the first step, each [series][unit]
   * @param alive [step] → [series][1], which series have the step; undefined: all. The others keep their states.
   * @returns the output state after each step, and all states after the last
   */
  run(
    tensor: (name: string) => Tf.Tensor | undefined,
    inputs: Tf.Tensor2D,
    states: readonly Tf.Tensor2D[],
    alive: readonly (Tf.Tensor2D | undefined)[],
  ): { readonly outputs: Tf.Tensor2D[]; readonly states: readonly Tf.Tensor2D[] } {
    const tf = this.#tf;
    const { cell, inputGates, recurrentGates, biasGates } = this.#shape;
    const [input, recurrent] = [this.#matrix(tensor('input')), this.#matrix(tensor('recurrent'))];
    const products = input && this.#product(inputs, tensor('inputFactor'), input);
    const inputSums = products && pieces(tf, products, alive.length, 0);
    const bias = tensor('bias');
    const biases = bias === undefined ? [] : pieces(tf, tf.transpose(bias), biasGates.length, 0);
    const scalar = tensor('scalar');
    const scalars = scalar === undefined ? [] : pieces(tf, scalar, cell.scalars.length, 0);

    let current = states;
    const outputs = alive.map((living, step) => {
      const terms: Tf.Tensor[][] = cell.accumulators.map(() => []);
      const add = (gates: readonly number[], values: readonly Tf.Tensor[]): void =>
        gates.forEach((gate, i) => terms[gate]!.push(values[i]!));
      if (inputSums !== undefined) add(inputGates, pieces(tf, inputSums[step]!, inputGates.length, 1));
      if (recurrent !== undefined) {
        const sums = this.#product(current[0]!, tensor('recurrentFactor'), recurrent);
        add(recurrentGates, pieces(tf, sums, recurrentGates.length, 1));
      }
      add(biasGates, biases);
      const accumulators = terms.map((values) => values.reduce((sum, value) => tf.add(sum, value)));
      const next = this.#cell.next({ accumulators, states: current, scalars });
      const previous = current;
      current = living === undefined ? next : next.map((state, i) => tf.where(living, state, previous[i]!));
      return current[0]!;
    });
    return { outputs, states: current };
  }

  /** [unit][column][gate] → [column][gate · unit]: one product for all gates */
  #matrix(weights: Tf.Tensor | undefined): Tf.Tensor2D | undefined {
    if (weights === undefined) return undefined;
    const [units, columns, gates] = weights.shape as [number, number, number];
    return this.#tf.reshape(this.#tf.transpose(weights, [1, 2, 0]), [columns, gates * units]);
  }

  /** @param factor [rank][column] of a factorised matrix */
  #product(vectors: Tf.Tensor2D, factor: Tf.Tensor | undefined, matrix: Tf.Tensor2D): Tf.Tensor2D {
    const projected = factor === undefined ? vectors : this.#tf.matMul(vectors, factor, false, true);
    return this.#tf.matMul(projected, matrix);
  }
}
