import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** A file of dist/: beside the bundle that this code is part of, or, when it runs from source, in dist/ of the project. */
export function distributed(name: string): URL {
  const beside = new URL(name, import.meta.url);
  return existsSync(beside) ? beside : new URL(`../../dist/${name}`, import.meta.url);
}

/** The training kernels, compiled for this machine. */
export async function loadKernels(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await readFile(distributed(`kernels-${process.env['NAS_FORM'] ?? 'narrow'}.wasm`)));
}
