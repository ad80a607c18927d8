/** Spelling of AssemblyScript's SIMD operations. Multiplication and addition round separately: no FMA, same bits anywhere. */
export const load = (address: string, offset = 0): string => `v128.load(${address}, ${offset})`;
export const splat = (address: string, offset = 0): string => `v128.load32_splat(${address}, ${offset})`;
export const store = (address: string, value: string, offset = 0): string =>
  `v128.store(${address}, ${value}, ${offset});`;
export const add = (left: string, right: string): string => `f32x4.add(${left}, ${right})`;
export const subtract = (left: string, right: string): string => `f32x4.sub(${left}, ${right})`;
export const multiply = (left: string, right: string): string => `f32x4.mul(${left}, ${right})`;
export const multiplyAdd = (left: string, right: string, sum: string): string => add(sum, multiply(left, right));
export const negate = (value: string): string => `f32x4.neg(${value})`;
export const ZERO = 'f32x4.splat(0)';

/** 0, 1, … count − 1 */
export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Statements one per line. */
export const lines = (statements: Iterable<string>): string => [...statements].join('\n');
