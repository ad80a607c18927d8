import type { CellName } from '../../protocol/architecture.ts';
import { Interpreter } from '../interpreter.ts';
import type { ActivationBits, LayerShape } from '../shapes.ts';
import { PRE_ACTIVATION_FRACTION, saturate16 } from './arithmetic.ts';
import { type IntegerFactor, type IntegerLayer, type IntegerMatrix, programOf } from './network.ts';
import { ACCUMULATOR_BOUND } from './program.ts';
import { fractionFor, int16, largestSums, MARGIN, type ToMatrix } from './quantise-matrix.ts';

/**
 * Bits by which x and h may differ in a sum over both, where they have eight. More would leave too few to the weights of the
 * other: with three, an LSTM on unipen-lower lost 0.5 points.
 */
const JOINT_BITS = 1;

/** Fraction bits of what enters a layer and of its states, and largest magnitudes, of the projections 0 without a factor. */
export interface LayerFormats {
  readonly input: number;
  readonly states: readonly number[];
  readonly ranges: Readonly<Record<'x' | 'h' | 'inputFactor' | 'recurrentFactor', number>>;
}

/** @throws RangeError when the weights are too large for the integer arithmetic */
export function quantiseLayer(
  shape: LayerShape,
  values: (part: string) => Float32Array,
  matrix: ToMatrix,
  formats: LayerFormats,
): IntegerLayer {
  const { layer, inputs, hidden, groups, inputColumns, activationBits: bits } = shape;
  const { ranges } = formats;
  const state = formats.states[0]!;
  const factor = (part: string, rank: number | undefined, from: number, to: number): IntegerFactor | undefined =>
    rank === undefined ? undefined : { weights: matrix(part, from, to), outputFraction: to };
  const most = (rank: number | undefined, from: number, range: number, projected: number): number => {
    if (rank === undefined) return bits === 16 ? from : Math.min(from, narrowFraction(range));
    return bits === 16 ? fractionFor(projected * MARGIN, 15) : narrowFraction(projected);
  };
  const inputMost = most(layer.inputRank, formats.input, ranges.x, ranges.inputFactor);
  const recurrentMost = most(layer.recurrentRank, state, ranges.h, ranges.recurrentFactor);
  // Where a sum runs over both, sixteen bits have one format: the one with the larger range. Eight are too few for that:
  // there one part may have a bit more, for which its weights are halved.
  const joint = groups.some(({ part }) => part === 'joint');
  const apart = !joint ? Infinity : bits === 16 ? 0 : JOINT_BITS;
  const inputFraction = Math.min(inputMost, recurrentMost + apart);
  const recurrentFraction = Math.min(recurrentMost, inputMost + apart);
  const ofInput = 2 ** (recurrentFraction - inputFraction);
  const result: IntegerLayer = {
    cell: layer.cell,
    stateFractions: formats.states,
    inputs,
    hidden,
    inputFactor: factor('inputFactor', layer.inputRank, formats.input, inputFraction),
    recurrentFactor: factor('recurrentFactor', layer.recurrentRank, state, recurrentFraction),
    inputShift: layer.inputRank === undefined ? formats.input - inputFraction : 0,
    recurrentShift: layer.recurrentRank === undefined ? state - recurrentFraction : 0,
    products: groups.map(({ part, columns }) => {
      if (part !== 'joint') {
        return matrix(part, part === 'recurrent' ? recurrentFraction : inputFraction, PRE_ACTIVATION_FRACTION, {
          bits,
        });
      }
      const factors = Array.from({ length: columns }, (_, column) => (column < inputColumns ? ofInput : 1));
      return matrix(part, recurrentFraction, PRE_ACTIVATION_FRACTION, { bits, factors });
    }),
    bias: int16(values('bias'), PRE_ACTIVATION_FRACTION),
    constants: constantsOf(layer.cell, formats.states, values('scalar')),
  };
  checkAccumulators(result, bits);
  return result;
}

/** Most fraction bits with which ±`range` fits in int8, the positive end saturated. */
function narrowFraction(range: number): number {
  return range === 0 ? 7 : Math.max(0, Math.floor(Math.log2(128 / range)));
}

/** Values of the instructions that depend on the layer's learned scalars alone. */
function constantsOf(cell: CellName, stateFractions: readonly number[], scalars: Float32Array): Int16Array {
  const { instructions } = programOf({ cell, stateFractions });
  const constants = instructions.flatMap((instruction) => (instruction.kind === 'constant' ? [instruction] : []));
  return Int16Array.from(constants, ({ expression, fraction }) => {
    const interpreter = new Interpreter([expression]);
    interpreter.evaluate({ accumulators: [], states: [], scalars });
    return saturate16(Math.round(interpreter.root(0) * 2 ** fraction));
  });
}

/** The cell's program relies on pre-activations below `ACCUMULATOR_BOUND`. */
function checkAccumulators({ products }: IntegerLayer, bits: ActivationBits): void {
  const isTooLarge = (matrix: IntegerMatrix): boolean => {
    const { multipliers, preShift, shift } = matrix;
    return largestSums(matrix, bits).some(
      (sum, row) => (sum * multipliers[row]!) / 2 ** (preShift + shift) + 32768 > ACCUMULATOR_BOUND,
    );
  };
  if (products.some(isTooLarge)) {
    throw new RangeError('the weights of a layer are too large for integer arithmetic');
  }
}
