import { run, withProgram } from '../compile.ts';
import { type Peer, startPeer } from '../peer.ts';

const source = new URL('main.c', import.meta.url);

/** Largest difference between a gradient and its finite differences, relative to the largest gradient, by cell. */
export type GradientErrors = Readonly<Record<string, number>>;

/**
 * The engine's algorithm in C, compiled for this machine.
 * @param flags of the compiler: `-mno-avx` keeps to the vectors that WebAssembly has
 */
export function startNative(flags: readonly string[] = []): Promise<Peer> {
  return withProgram(source, flags, (program) => startPeer(program, []));
}

/** Checks the gradients of every cell, computed in these numbers. */
export async function checkNative(real: 'float' | 'double'): Promise<GradientErrors> {
  const flags = real === 'float' ? [] : ['-DREAL=double', '-O1'];
  const { stdout } = await withProgram(source, flags, (program) => run(program, ['--check']));
  const lines = stdout.trim().split('\n');
  const errors = lines.map((line) => JSON.parse(line) as { readonly cell: string; readonly error: number });
  return Object.fromEntries(errors.map(({ cell, error }) => [cell, error]));
}
