import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import type { KernelForm } from '../../compile/wasm/kernel-form.ts';
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
  const { form, bytes } = await fastestForm(reproducible, widened);
  return {
    kernels: await WebAssembly.compile(bytes),
    baseline: widened ? baselineModule(bytes) : undefined,
    engine: { backend: 'wasm', kernels: form, widened, runtime: `V8 ${process.versions.v8}, ${process.arch}` },
  };
}

export function kernelBytes(form: KernelForm['name']): Promise<Buffer<ArrayBuffer>> {
  return readFile(distributed(`kernels-${form}.wasm`));
}

async function fastestForm(
  reproducible: boolean,
  widened: boolean,
): Promise<{ readonly form: KernelForm['name']; readonly bytes: Buffer<ArrayBuffer> }> {
  // With sixteen registers of 128 bits, rows in halves gain more than fused operations.
  if (!widened && process.arch === 'x64') return { form: 'narrow', bytes: await kernelBytes('narrow') };
  const fused = reproducible ? undefined : await kernelBytes('fused');
  // Processors and runtimes without relaxed SIMD refuse them.
  if (fused !== undefined && WebAssembly.validate(fused)) return { form: 'fused', bytes: fused };
  return { form: 'exact', bytes: await kernelBytes('exact') };
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
