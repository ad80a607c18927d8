import type { ActivationBits } from '../shapes.ts';
import { INT16_MAX, requantisationFor, saturate16 } from './arithmetic.ts';
import type { IntegerMatrix } from './network.ts';
import { forEachWeight, type RoundedWeights, type WeightMatrix } from './weights.ts';

/**
 * Room above the calibrated range before an input or activation saturates. A bit of sixteen, which accuracy does not
 * notice, while a stream that leaves the range of the calibration would: see `test/network/long-stream.test.ts`.
 */
export const MARGIN = 2;

/** Most fraction bits, up to `most`, with which ±`range` fits in int16. */
export function fractionFor(range: number, most: number): number {
  return range === 0 ? most : Math.max(0, Math.min(most, Math.floor(Math.log2(INT16_MAX / range))));
}

/** The vector that a matrix multiplies, where it is not one of sixteen bits throughout. */
interface MatrixVector {
  readonly bits: ActivationBits;
  /** [column] of the weights, before they are rounded; absent: 1. */
  readonly factors?: readonly number[];
}

/** The integer form of a matrix, between an input and an output with these numbers of fraction bits. */
export type ToMatrix = (
  name: string,
  inputFraction: number,
  outputFraction: number,
  vector?: MatrixVector,
) => IntegerMatrix;

/** Weights, multipliers and shifts, so that no vector makes a sum overflow. */
export function quantiseMatrix(
  { units, columns, gates, weights, scales }: WeightMatrix & RoundedWeights,
  inputFraction: number,
  outputFraction: number,
  bits: ActivationBits = 16,
): IntegerMatrix {
  const result = { units, columns, gates, weights };
  const factors = weights.every((weight) => weight === 0)
    ? scales.fill(0)
    : scales.map((scale) => scale * 2 ** (outputFraction - inputFraction));
  return { ...result, ...requantisationFor(factors, largestSums(result, bits)) };
}

/** Largest magnitude that the sum of each row can have, [unit][gate]. */
export function largestSums(
  matrix: Pick<IntegerMatrix, 'units' | 'columns' | 'gates' | 'weights'>,
  bits: ActivationBits,
): Float64Array {
  const most = 2 ** (bits - 1);
  const sums = new Float64Array(matrix.units * matrix.gates);
  forEachWeight(matrix, (index, row) => (sums[row]! += Math.abs(matrix.weights[index]!) * most));
  return sums;
}

/** Numbers with `fraction` fraction bits, saturated. */
export function int16(values: Float32Array, fraction: number): Int16Array {
  return Int16Array.from(values, (value) => saturate16(Math.round(value * 2 ** fraction)));
}
