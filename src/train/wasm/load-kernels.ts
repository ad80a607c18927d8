import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import type { Engine } from '../../protocol/engine.ts';
import { distributed } from '../assets.ts';
import { baselineModule } from './baseline-module.ts';

type KernelsEngine = Extract<Engine, { backend: 'wasm' }>;

export interface KernelsWanted {
  /** The same bits on every machine: no fused multiply-add. */
  readonly reproducible: boolean;
  /** `false` leaves V8 as it is; for comparisons. */
  readonly widen?: boolean;
}

export interface LoadedKernels {
  readonly kernels: WebAssembly.Module;
  /** The same, not optimised, to check widened ones against. */
  readonly baseline: WebAssembly.Module | undefined;
  readonly engine: KernelsEngine;
}

/** The training kernels, compiled for this machine: the fastest that it has. */
export async function loadKernels({ reproducible, widen = true }: KernelsWanted): Promise<LoadedKernels> {
  const widened = widen && joinOperations();
  const fused = reproducible ? undefined : await readFile(distributed('kernels-fused.wasm'));
  // Processors and runtimes without relaxed SIMD refuse them.
  const form = fused !== undefined && WebAssembly.validate(fused) ? 'fused' : 'exact';
  const bytes = form === 'fused' ? fused! : await readFile(distributed('kernels-exact.wasm'));
  return {
    kernels: await WebAssembly.compile(bytes),
    baseline: widened ? baselineModule(bytes) : undefined,
    engine: { backend: 'wasm', kernels: form, widened, runtime: `V8 ${process.versions.v8}, ${process.arch}` },
  };
}

/** First V8 that can join 128-bit operations; older ones complain about the flag. */
const FIRST_V8 = 13;

/**
 * Lets V8 join neighbouring 128-bit operations into 256-bit ones, on processors with AVX2. Takes effect for modules that
 * are compiled afterwards.
 */
function joinOperations(): boolean {
  if (process.arch !== 'x64' || Number.parseInt(process.versions.v8) < FIRST_V8) return false;
  setFlagsFromString('--experimental-wasm-revectorize');
  return true;
}
