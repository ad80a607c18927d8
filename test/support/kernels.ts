import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instantiate, type Kernels } from '../../src/train/wasm/kernels.ts';

/** The kernels that the build made. */
export const kernelModule = new WebAssembly.Module(
  readFileSync(process.env['NAS_KERNELS'] ?? join(import.meta.dirname, `../../dist/kernels-${process.env['NAS_FORM'] ?? 'narrow'}.wasm`)),
);

export const freshKernels = (): Kernels => instantiate(kernelModule);

/** For tests that need no pauses. */
export const withoutPause = (): undefined => undefined;
