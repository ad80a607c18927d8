import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instantiate, type Kernels } from '../../src/train/wasm/kernels.ts';

/** The kernels that the build made. */
export const kernelModule = new WebAssembly.Module(
  readFileSync(join(import.meta.dirname, '../../dist/kernels-exact.wasm')),
);

export const freshKernels = (): Kernels => instantiate(kernelModule);

/** For tests that need no pauses. */
export const withoutPause = (): undefined => undefined;
