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
 * The nearest weights that the integer network can hold; each row, of one unit and gate, has a scale of its own.
 * @param factors [column] of the weights, before they are rounded; absent: 1
 */
export function roundWeights(
  parameters: Float32Array,
  matrix: WeightMatrix,
  factors?: readonly number[],
): RoundedWeights {
  const { units, gates, bits, indices } = matrix;
  const { most, step } = GRIDS[bits];
  const scales = new Float64Array(units * gates);
  const weights = new Int8Array(indices.length);
  const at = (index: number, column: number): number => parameters[indices[index]!]! * (factors?.[column] ?? 1);
  forEachWeight(matrix, (index, row, column) => {
    scales[row] = Math.max(scales[row]!, Math.abs(at(index, column)));
  });
  const finest = scales.reduce((largest, value) => Math.max(largest, value), 0) * FINEST_ROW;
  for (let row = 0; row < scales.length; row++) scales[row] = Math.max(scales[row]!, finest) / most || 1;
  forEachWeight(matrix, (index, row, column) => {
    weights[index] = step * Math.round(at(index, column) / (step * scales[row]!));
  });
  return { weights, scales };
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
