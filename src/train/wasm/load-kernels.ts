import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import type { Engine } from '../../protocol/engine.ts';
import { distributed } from '../assets.ts';

export type KernelsEngine = Extract<Engine, { backend: 'wasm' }>;

export interface KernelsWanted {
  /** The same bits on every machine: no fused multiply-add. */
  readonly reproducible: boolean;
  /** `false` leaves V8 as it is; for comparisons. */
  readonly widen?: boolean;
}

/** The training kernels, compiled for this machine: the fastest that it has. */
export async function loadKernels({
  reproducible,
  widen = true,
}: KernelsWanted): Promise<{ readonly kernels: WebAssembly.Module; readonly engine: KernelsEngine }> {
  const widened = widen && joinOperations();
  const fused = reproducible ? undefined : await readFile(distributed('kernels-fused.wasm'));
  const runtime = `V8 ${process.versions.v8}, ${process.arch}`;
  // Processors and runtimes without relaxed SIMD refuse them.
  if (fused !== undefined && WebAssembly.validate(fused)) {
    const kernels = await WebAssembly.compile(fused);
    return { kernels, engine: { backend: 'wasm', kernels: 'fused', widened, runtime } };
  }
  const kernels = await WebAssembly.compile(await readFile(distributed('kernels-exact.wasm')));
  return { kernels, engine: { backend: 'wasm', kernels: 'exact', widened, runtime } };
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
