import { simdOf, type Simd } from './simd.ts';

/** The same kernels for different promises: `exact` ones give the same bits on every machine, `fused` ones are faster. */
export interface KernelForm {
  readonly name: 'exact' | 'fused';
  readonly simd: Simd;
}

export const KERNEL_FORMS: readonly KernelForm[] = [
  { name: 'exact', simd: simdOf({ fused: false }) },
  { name: 'fused', simd: simdOf({ fused: true }) },
];
