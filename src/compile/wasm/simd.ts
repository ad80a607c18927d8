/** Spelling of AssemblyScript's SIMD operations. */
export const load = (address: string, offset = 0): string => `v128.load(${address}, ${offset})`;
export const splat = (address: string, offset = 0): string => `v128.load32_splat(${address}, ${offset})`;
export const store = (address: string, value: string, offset = 0): string =>
  `v128.store(${address}, ${value}, ${offset});`;
/**
 * Neighbours, 16 bytes apart, the highest first: V8 joins two stores into one of 256 bits in either order, but where the
 * lower one comes first it keeps that one as well.
 */
export const storeAll = (address: string, values: readonly string[], offset = 0): string =>
  lines(values.map((value, i) => store(address, value, offset + i * 16)).toReversed());
export const add = (left: string, right: string): string => `f32x4.add(${left}, ${right})`;
export const subtract = (left: string, right: string): string => `f32x4.sub(${left}, ${right})`;
export const multiply = (left: string, right: string): string => `f32x4.mul(${left}, ${right})`;
export const negate = (value: string): string => `f32x4.neg(${value})`;
export const ZERO = 'f32x4.splat(0)';

/** The one operation in which forms of the kernels differ. */
export interface Simd {
  /** left · right + sum */
  readonly multiplyAdd: (left: string, right: string, sum: string) => string;
}

/** @param fused one rounding instead of two: faster where the processor has it, and other bits where it has not */
export function simdOf({ fused }: { readonly fused: boolean }): Simd {
  return {
    multiplyAdd: fused
      ? (left, right, sum) => `f32x4.relaxed_madd(${left}, ${right}, ${sum})`
      : (left, right, sum) => add(sum, multiply(left, right)),
  };
}

/** 0, 1, … count − 1 */
export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** An operation on several vectors side by side. */
export function lockstep(
  operation: (...values: string[]) => string,
  ...operands: readonly (readonly string[])[]
): string[] {
  return operands[0]!.map((_, i) => operation(...operands.map((values) => values[i]!)));
}

/** Statements one per line. */
export const lines = (statements: Iterable<string>): string => [...statements].join('\n');
