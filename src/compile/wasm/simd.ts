import { ROW_BYTES, VECTORS } from './lanes.ts';

/** Spelling of AssemblyScript's SIMD operations. */
export const load = (address: string, offset = 0): string => `v128.load(${address}, ${offset})`;
export const splat = (address: string, offset = 0): string => `v128.load32_splat(${address}, ${offset})`;
export const store = (address: string, value: string, offset = 0): string =>
  `v128.store(${address}, ${value}, ${offset});`;
/**
 * Neighbours, 16 bytes apart, the highest first. V8 joins two stores into one of 256 bits, which gets the base of the first
 * and the offset of the lower one: with the lower one first it would keep that one as well, and where the base is a constant
 * that Binaryen has added the offset to, the highest first would go to the wrong place.
 * @param address a variable, not a constant
 */
export const storeAll = (address: string, values: readonly string[], offset = 0): string =>
  lines(values.map((value, i) => store(address, value, offset + i * 16)).toReversed());

/** Where kernels leave sums over lanes; see assembly/reduce.ts. */
export const storeSums = (sums: readonly string[]): string =>
  lines(sums.map((sum, i) => store('scratch', sum, i * 16)));
export const add = (left: string, right: string): string => `f32x4.add(${left}, ${right})`;
export const subtract = (left: string, right: string): string => `f32x4.sub(${left}, ${right})`;
export const multiply = (left: string, right: string): string => `f32x4.mul(${left}, ${right})`;
export const negate = (value: string): string => `f32x4.neg(${value})`;
export const ZERO = 'f32x4.splat(0)';

/** Where forms of the kernels differ. */
export interface Simd {
  /** left · right + sum */
  readonly multiplyAdd: (left: string, right: string, sum: string) => string;
  /** Whether that is one operation, with one rounding. */
  readonly fused: boolean;
  /** v128 registers of a row that are worked on together: all four, or two where there are sixteen registers in all. */
  readonly vectors: number;
  /**
   * Steps over which gradients of weights are added in registers. What a block reads of them should stay in the first-level
   * cache; and the order of the sums depends on it.
   */
  readonly chunk: number;
}

/**
 * @param fused one rounding instead of two: faster where the processor has it, and other bits where it has not
 * @param vectors of a row that are worked on together; results do not depend on it
 */
export function simdOf({ fused, vectors }: { readonly fused: boolean; readonly vectors: number }): Simd {
  return {
    vectors,
    fused,
    chunk: fused ? 8 : 32,
    multiplyAdd: fused
      ? (left, right, sum) => `f32x4.relaxed_madd(${left}, ${right}, ${sum})`
      : (left, right, sum) => add(sum, multiply(left, right)),
  };
}

/**
 * Statements for the vectors of a row that are worked on together, once for each part of the row. `at` turns the address
 * of a row into that of its part.
 */
export function rowParts({ vectors }: Simd, body: (at: (address: string) => string) => string): string {
  if (vectors === VECTORS) return body((address) => address);
  return `for (let part: usize = 0; part < ${ROW_BYTES}; part += ${vectors * 16}) {
    ${body((address) => `${address} + part`)}
  }`;
}

/**
 * Vectors of a row that equations are worked out for together, in every form: half a row needs few enough registers, and
 * what it is short of in independent work comes from the next half.
 */
export const EQUATION_VECTORS = range(VECTORS / 2);

/** Statements for one unit, half a row after the other; `addresses` move on to the next row on the way. */
export function rowSteps(statements: readonly string[], addresses: readonly string[]): string {
  const steps = addresses.map((address) => `${address} += ${EQUATION_VECTORS.length * 16};`);
  return `for (let part = 0; part < ${VECTORS / EQUATION_VECTORS.length}; part++) { ${lines([...statements, ...steps])} }`;
}

/** 0, 1, … count − 1 */
export function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

/** An operation on several vectors side by side. */
export function lockstep(
  operation: (...values: string[]) => string,
  ...operands: readonly (readonly string[])[]
): string[] {
  return operands[0]!.map((_, i) => operation(...operands.map((values) => values[i]!)));
}

/** Statements one per line. */
export const lines = (statements: Iterable<string>): string => [...statements].join('\n');
