import type { Architecture } from '../../protocol/architecture.ts';
import { parameterLayout, type Tensor, view } from '../parameters.ts';
import { layerShapes } from '../shapes.ts';

export type WeightBits = 4 | 8;

/** A matrix among the parameters, [unit][column][gate], and how finely the integer network holds it. */
export interface WeightMatrix {
  readonly tensor: Tensor;
  readonly units: number;
  readonly columns: number;
  readonly gates: number;
  readonly bits: WeightBits;
}

export interface RoundedWeights {
  /** [unit][column][gate]; 4-bit weights are the multiples of 16 from −112 to 112. */
  readonly weights: Int8Array;
  /** What a weight of 1 stands for, [unit][gate]. */
  readonly scales: Float64Array;
}

/** Largest weight, and the difference of two neighbours. */
const GRIDS: Readonly<Record<WeightBits, { readonly most: number; readonly step: number }>> = {
  8: { most: 127, step: 1 },
  4: { most: 112, step: 16 },
};

/** The finest scale of a row is this share of the matrix's coarsest, so that its multiplier keeps some bits. */
const FINEST_ROW = 1 / 256;

/** Bits of the weights of the recurrent layers and their factors. */
export function layerWeightBits({ weightBits }: Architecture): WeightBits {
  return weightBits ?? 8;
}

/** Bits of the weights of a tensor: front end and head are small, and cost more accuracy than they would save flash. */
export function weightBitsOf(architecture: Architecture, tensor: string): WeightBits {
  return tensor.startsWith('layer') ? layerWeightBits(architecture) : 8;
}

/** All matrices of an architecture, in the order of the parameters. */
export function weightMatrices(architecture: Architecture): WeightMatrix[] {
  const gates = new Map(
    layerShapes(architecture).flatMap(({ inputGates, recurrentGates }, index) => [
      [`layer${index}.input`, inputGates.length],
      [`layer${index}.recurrent`, recurrentGates.length],
    ]),
  );
  return parameterLayout(architecture)
    .filter(({ name }) => !/bias|scalar/.test(name))
    .map((tensor) => {
      const { name, shape, size } = tensor;
      const [units, perColumn] = [shape[0]!, gates.get(name) ?? 1];
      const bits = weightBitsOf(architecture, name);
      return { tensor, units, columns: size / units / perColumn, gates: perColumn, bits };
    });
}

/** The nearest weights that the integer network can hold; each row, of one unit and gate, has a scale of its own. */
export function roundWeights(values: Float32Array, matrix: WeightMatrix): RoundedWeights {
  const { units, columns, gates, bits } = matrix;
  const { most, step } = GRIDS[bits];
  const scales = new Float64Array(units * gates);
  forEachWeight(matrix, (index, row) => (scales[row] = Math.max(scales[row]!, Math.abs(values[index]!))));
  const finest = scales.reduce((largest, value) => Math.max(largest, value), 0) * FINEST_ROW;
  for (let row = 0; row < scales.length; row++) scales[row] = Math.max(scales[row]!, finest) / most || 1;
  const weights = new Int8Array(units * columns * gates);
  forEachWeight(matrix, (index, row) => (weights[index] = step * Math.round(values[index]! / (step * scales[row]!))));
  return { weights, scales };
}

/** The parameters with all weights as the integer network holds them. Rounding again leaves them as they are. */
export function roundParameters(matrices: readonly WeightMatrix[], parameters: Float32Array): Float32Array {
  const rounded = parameters.slice();
  for (const matrix of matrices) {
    const values = view(rounded, matrix.tensor);
    const { weights, scales } = roundWeights(values, matrix);
    forEachWeight(matrix, (index, row) => (values[index] = weights[index]! * scales[row]!));
  }
  return rounded;
}

/** Calls with the index of every weight and that of its row, [unit][gate]. */
export function forEachWeight(
  { units, columns, gates }: Pick<WeightMatrix, 'units' | 'columns' | 'gates'>,
  visit: (index: number, row: number) => void,
): void {
  let index = 0;
  for (let unit = 0; unit < units; unit++) {
    for (let column = 0; column < columns; column++) {
      for (let gate = 0; gate < gates; gate++) visit(index++, unit * gates + gate);
    }
  }
}
