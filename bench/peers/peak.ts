import { run, withProgram } from './compile.ts';

/** GFLOP/s of one core, two operations per multiply-add. */
export interface Peak {
  /** With the widest vectors of the machine. */
  readonly native: number;
  /** With vectors of 128 bits, those of WebAssembly. */
  readonly simd128: number;
}

const source = new URL('peak.c', import.meta.url);

/** Measures both, about 0.2 s. Undefined where there is no gcc. */
export async function peaks(): Promise<Peak | undefined> {
  try {
    // Two vectors of 128 bits must not become one of 256.
    const flags = ['-fno-tree-slp-vectorize'];
    const { stdout } = await withProgram(source, flags, (program) => run(program, []));
    return JSON.parse(stdout) as Peak;
  } catch {
    return undefined;
  }
}
