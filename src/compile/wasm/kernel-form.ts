import { VECTORS } from './lanes.ts';
import { simdOf, type Simd } from './simd.ts';

/**
 * The same kernels for different processors. What the forms without fusion compute is the same to the bit: the order of
 * every sum is that of `pairs`, whichever registers hold it.
 */
export interface KernelForm {
  readonly name: 'narrow' | 'wide' | 'fused';
  /**
   * Registers of a row that are worked on at a time: half a row fills the sixteen registers of x64; a whole row suits V8's
   * re-vectorizer, which joins neighbours into 256-bit registers, and processors with 32 registers.
   */
  readonly vectors: number;
  readonly simd: Simd;
}

/** Sums over lanes are kept in two registers, one for the even vectors of a row and one for the odd. */
export const PARTIAL_SUMS = 2;

export const KERNEL_FORMS: readonly KernelForm[] = [
  { name: 'narrow', vectors: VECTORS / 2, simd: simdOf({ fused: false }) },
  { name: 'wide', vectors: VECTORS, simd: simdOf({ fused: false }) },
  { name: 'fused', vectors: VECTORS, simd: simdOf({ fused: true }) },
];

/** A loop over the parts of a row that `form` works on; `lane` is the offset in bytes. */
export function overLanes({ vectors }: KernelForm, body: string): string {
  if (vectors === VECTORS) return `{ const lane: usize = 0; ${body} }`;
  return `for (let lane: usize = 0; lane < ${VECTORS * 16}; lane += ${vectors * 16}) { ${body} }`;
}
