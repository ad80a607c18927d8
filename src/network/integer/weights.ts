import type { Architecture } from '../../protocol/architecture.ts';
import { parameterLayout, type Tensor } from '../parameters.ts';
import { layerShapes, type LayerShape } from '../shapes.ts';

export type WeightBits = 4 | 8;

/** A matrix of the integer network, [unit][column][gate], and how finely it is held. */
export interface WeightMatrix {
  /** That of its tensor, or of a gate group `layerN.<part>`. */
  readonly name: string;
  readonly units: number;
  readonly columns: number;
  readonly gates: number;
  readonly bits: WeightBits;
  /** Where each weight stands among the parameters, [unit][column][gate]. */
  readonly indices: Int32Array;
}

export interface RoundedWeights {
  /** [unit][column][gate]; 4-bit weights are the multiples of 16 from −128 to 112. */
  readonly weights: Int8Array;
  /** What a weight of 1 stands for, [unit][gate]. */
  readonly scales: Float64Array;
}

/** The weights that there are. */
interface Grid {
  readonly least: number;
  readonly most: number;
  /** Difference of two neighbours. */
  readonly step: number;
}

export const GRIDS: Readonly<Record<WeightBits, Grid>> = {
  8: { least: -127, most: 127, step: 1 },
  4: { least: -128, most: 112, step: 16 },
};

/**
 * Steps that the largest of a row's 4-bit weights may be, clipped where there are fewer. Those below seven are for weights
 * that have been rounded before: with the right number of steps they stay what they are.
 */
const LARGEST_STEPS = [7, 1, 2, 3, 4, 5, 6, 7.5, 8, 8.5, 9, 9.5, 10, 11, 12, 13, 14];

/** The finest scale of a row is this share of the matrix's coarsest, so that its multiplier keeps some bits. */
const FINEST_ROW = 1 / 256;

/** Bits of the weights of the recurrent layers and their factors. */
export function layerWeightBits({ weightBits }: Architecture): WeightBits {
  return weightBits ?? 8;
}

/** All matrices of an architecture, in the order of the data flow: front end, blocks, factors and products of the layers, head. */
export function weightMatrices(architecture: Architecture): WeightMatrix[] {
  const tensors = new Map(parameterLayout(architecture).map((tensor) => [tensor.name, tensor]));
  const whole = (name: string, bits: WeightBits): WeightMatrix[] => {
    const tensor = tensors.get(name);
    if (tensor === undefined) return [];
    const units = tensor.shape[0]!;
    const indices = Int32Array.from({ length: tensor.size }, (_, index) => tensor.offset + index);
    return [{ name, units, columns: tensor.size / units, gates: 1, bits, indices }];
  };
  // All but the recurrent layers have eight bits: fewer would cost more accuracy than they would save flash.
  const bits = layerWeightBits(architecture);
  return [
    ...whole('frontend.weight', 8),
    ...(architecture.blocks ?? []).flatMap((_, index) => [
      ...whole(`block${index}.depthwise`, 8),
      ...whole(`block${index}.weight`, 8),
    ]),
    ...layerShapes(architecture).flatMap((shape, index) => {
      const name = `layer${index}`;
      const [input, recurrent] = ['input', 'recurrent'].map((part) => tensors.get(`${name}.${part}`));
      return [
        ...whole(`${name}.inputFactor`, bits),
        ...whole(`${name}.recurrentFactor`, bits),
        ...productMatrices(shape, name, input, recurrent, bits),
      ];
    }),
    ...whole('dense.weight', 8),
    ...whole('head.weight', 8),
  ];
}

/** Weights of a layer's gate groups, gathered from the tensors of W and U. */
function productMatrices(
  shape: LayerShape,
  layer: string,
  input: Tensor | undefined,
  recurrent: Tensor | undefined,
  bits: WeightBits,
): WeightMatrix[] {
  const { hidden: units, inputColumns, inputGates, recurrentGates, groups } = shape;
  return groups.map(({ part, gates, from, columns }) => {
    const indices = new Int32Array(units * columns * gates.length);
    forEachWeight({ units, columns, gates: gates.length }, (index, row, column) => {
      const [unit, gate] = [Math.floor(row / gates.length), gates[row % gates.length]!];
      const at = from + column;
      const [tensor, within, all] =
        at < inputColumns ? [input!, at, inputGates] : [recurrent!, at - inputColumns, recurrentGates];
      const perUnit = tensor.size / units;
      indices[index] = tensor.offset + unit * perUnit + within * all.length + all.indexOf(gate);
    });
    return { name: `${layer}.${part}`, units, columns, gates: gates.length, bits, indices };
  });
}

/**
 * What a weight of 1 stands for in each row, of one unit and gate. With eight bits the largest weight is at the end of the
 * range; with four, scales are those of the least squared error, which may clip it.
 */
export function rowScales(parameters: Float32Array, matrix: WeightMatrix): Float64Array {
  const { units, gates, bits, indices } = matrix;
  const { most } = GRIDS[bits];
  const largest = new Float64Array(units * gates);
  forEachWeight(matrix, (index, row) => {
    largest[row] = Math.max(largest[row]!, Math.abs(parameters[indices[index]!]!));
  });
  const scales = bits === 8 ? largest.map((value) => value / most) : leastSquares(parameters, matrix, largest);
  const finest = scales.reduce((coarsest, scale) => Math.max(coarsest, scale), 0) * FINEST_ROW;
  return scales.map((scale) => Math.max(scale, finest) || 1);
}

/** @param largest magnitude of each row */
function leastSquares(parameters: Float32Array, matrix: WeightMatrix, largest: Float64Array): Float64Array {
  const { bits, indices } = matrix;
  const best = new Float64Array(largest.length);
  const least = new Float64Array(largest.length).fill(Infinity);
  for (const steps of LARGEST_STEPS) {
    const scales = largest.map((value) => value / (steps * GRIDS[bits].step));
    const errors = new Float64Array(largest.length);
    forEachWeight(matrix, (index, row) => {
      const value = parameters[indices[index]!]!;
      errors[row]! += (nearest(value, scales[row]!, bits) * scales[row]! - value) ** 2;
    });
    errors.forEach((error, row) => {
      if (error >= least[row]!) return;
      least[row] = error;
      best[row] = scales[row]!;
    });
  }
  return best;
}

/** The weight that stands for `value`, or is as near as possible. */
export function nearest(value: number, scale: number, bits: WeightBits): number {
  const { least, most, step } = GRIDS[bits];
  return Math.max(least, Math.min(most, step * Math.round(value / (step * scale || 1))));
}

/**
 * The nearest weights that the integer network can hold.
 * @param factors [column] of the weights, before they are rounded; absent: 1
 */
export function roundWeights(
  parameters: Float32Array,
  matrix: WeightMatrix,
  factors?: readonly number[],
): RoundedWeights {
  const { bits, indices } = matrix;
  const values = factors === undefined ? parameters : multiplied(parameters, matrix, factors);
  const scales = rowScales(values, matrix);
  const weights = new Int8Array(indices.length);
  forEachWeight(matrix, (index, row) => {
    weights[index] = nearest(values[indices[index]!]!, scales[row]!, bits);
  });
  return { weights, scales };
}

/** The parameters with the weights of every column multiplied by its factor. */
function multiplied(parameters: Float32Array, matrix: WeightMatrix, factors: readonly number[]): Float32Array {
  const values = parameters.slice();
  forEachWeight(matrix, (index, _row, column) => {
    values[matrix.indices[index]!]! *= factors[column]!;
  });
  return values;
}

/** The parameters with all weights as the integer network holds them. Rounding again leaves them as they are. */
export function roundParameters(matrices: readonly WeightMatrix[], parameters: Float32Array): Float32Array {
  const rounded = parameters.slice();
  for (const matrix of matrices) {
    const { weights, scales } = roundWeights(parameters, matrix);
    forEachWeight(matrix, (index, row) => {
      rounded[matrix.indices[index]!] = weights[index]! * scales[row]!;
    });
  }
  return rounded;
}

/** Calls with the index of every weight, that of its row, [unit][gate], and its column. */
export function forEachWeight(
  { units, columns, gates }: Pick<WeightMatrix, 'units' | 'columns' | 'gates'>,
  visit: (index: number, row: number, column: number) => void,
): void {
  let index = 0;
  for (let unit = 0; unit < units; unit++) {
    for (let column = 0; column < columns; column++) {
      for (let gate = 0; gate < gates; gate++) visit(index++, unit * gates + gate, column);
    }
  }
}
