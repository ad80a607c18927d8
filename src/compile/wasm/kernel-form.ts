import { VECTORS } from './lanes.ts';
import { simdOf, type Simd } from './simd.ts';

/**
 * The same kernels for different promises and processors: `exact` ones give the same bits on every machine, `narrow` ones the
 * same bits as those, faster where there are sixteen registers of 128 bits, and `fused` ones other bits, faster.
 */
export interface KernelForm {
  readonly name: 'exact' | 'narrow' | 'fused';
  readonly simd: Simd;
}

export const KERNEL_FORMS: readonly KernelForm[] = [
  { name: 'exact', simd: simdOf({ fused: false, vectors: VECTORS }) },
  { name: 'narrow', simd: simdOf({ fused: false, vectors: VECTORS / 2 }) },
  { name: 'fused', simd: simdOf({ fused: true, vectors: VECTORS }) },
];
