import type { ActivationBits } from '../shapes.ts';

/**
 * The arithmetic of the integer network, defined once. The C code performs exactly these operations on int32, so results
 * agree bit for bit. A value in Q format with fraction f stands for integer / 2^f.
 */

/** Fraction bits of pre-activations (range ±8) and of the head's outputs. */
export const PRE_ACTIVATION_FRACTION = 12;

/** Fraction bits of σ and tanh, and of states that stay within ±1. */
export const ACTIVATION_FRACTION = 15;

const INT16_MIN = -32768;
export const INT16_MAX = 32767;

export function saturate16(x: number): number {
  return x > INT16_MAX ? INT16_MAX : x < INT16_MIN ? INT16_MIN : x;
}

/** To int8 or int16. */
export function saturate(x: number, bits: ActivationBits): number {
  const end = 1 << (bits - 1);
  return x >= end ? end - 1 : x < -end ? -end : x;
}

/** x / 2^shift rounded to the nearest integer, halves up. `shift` ≥ 0; x + 2^(shift−1) must fit in int32. */
export function roundShift(x: number, shift: number): number {
  return shift === 0 ? x : (x + (1 << (shift - 1))) >> shift;
}

/** a / b rounded to the nearest integer, halves away from zero; b > 0. As C's truncating division after adding ±⌊b/2⌋. */
export function roundDivide(a: number, b: number): number {
  const half = b >> 1;
  return Math.trunc((a < 0 ? a - half : a + half) / b);
}

/** Entries of a table: 256 intervals of 1/16 over [−8, 8]. */
export const TABLE_SIZE = 257;

function table(f: (x: number) => number): Int16Array {
  return Int16Array.from({ length: TABLE_SIZE }, (_, k) =>
    saturate16(Math.round(f((k - 128) / 16) * 2 ** ACTIVATION_FRACTION)),
  );
}

/** σ in Q15 at −8, −7.9375, …, 8. */
export const SIGMOID_TABLE = table((x) => 1 / (1 + Math.exp(-x)));

/** tanh in Q15 at −8, −7.9375, …, 8. */
export const TANH_TABLE = table(Math.tanh);

/** Linear interpolation in a table; x in Q12, saturated to ±8. Result in Q15. */
export function lookUp(values: Int16Array, x: number): number {
  const position = saturate16(x) - INT16_MIN;
  const index = position >> 8;
  const left = values[index]!;
  return left + (((values[index + 1]! - left) * (position & 255) + 128) >> 8);
}

/**
 * Scaling of a sum of products to an output format with 32-bit multiplications only:
 * `(((sum + 2^(preShift−1)) >> preShift) · multiplier + 2^(shift−1)) >> shift`.
 * The first rounding is paid by starting the sum at 2^(preShift−1).
 */
export interface Requantisation {
  /** [unit][gate], 0 … 32767 */
  readonly multipliers: Int16Array;
  readonly preShift: number;
  /** At least 1. */
  readonly shift: number;
}

/** Where a sum starts, so that `preShift` rounds. */
export function sumStart({ preShift }: Requantisation): number {
  return preShift === 0 ? 0 : 1 << (preShift - 1);
}

/** `sum` began at `sumStart`. */
export function requantise(sum: number, multiplier: number, preShift: number, shift: number): number {
  return ((sum >> preShift) * multiplier + (1 << (shift - 1))) >> shift;
}

/**
 * Multipliers and shifts for rows with real factors `factors` (output integer per unit of sum) and worst-case sums `bounds`:
 * as many bits as fit, without overflow of int32 for any input.
 * @throws RangeError when a factor is too large for a 15-bit multiplier
 */
export function requantisationFor(factors: Float64Array, bounds: Float64Array): Requantisation {
  const largest = factors.reduce((most, factor) => Math.max(most, factor), 0);
  const total = largest === 0 ? 16 : Math.min(30, Math.floor(Math.log2(INT16_MAX / largest)));
  const multipliers = Int16Array.from(factors, (factor) => Math.min(INT16_MAX, Math.round(factor * 2 ** total)));
  for (let preShift = 0; preShift < total; preShift++) {
    const shift = total - preShift;
    const fits = multipliers.every((multiplier, row) => {
      const start = preShift === 0 ? 0 : 2 ** (preShift - 1);
      const sum = bounds[row]! + start;
      return sum < 2 ** 31 && (Math.floor(sum / 2 ** preShift) + 1) * multiplier + 2 ** (shift - 1) < 2 ** 31;
    });
    if (fits) return { multipliers, preShift, shift };
  }
  throw new RangeError('the weights of a layer are too large for integer arithmetic');
}
