/** Programs in C, compiled for this machine when they are needed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ProcessResult, runProcess } from '../../src/firmware/process.ts';

/**
 * No -ffast-math: sums keep their order, and what is not a number stays so. Products and sums are contracted to multiply-adds,
 * as gcc does by itself. The last flag is about passing vectors between files, of which there is one.
 */
const FLAGS = ['-O3', '-march=native', '-fno-math-errno', '-Wno-psabi'];

/**
 * Compiles a file into a temporary folder and hands the program over for as long as `use` takes; then it is removed. A process
 * that runs by then runs on.
 */
export async function withProgram<Result>(
  source: URL,
  flags: readonly string[],
  use: (program: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'nas-bench-'));
  try {
    const program = join(folder, 'program');
    await run('gcc', [...FLAGS, ...flags, fileURLToPath(source), '-o', program, '-lm']);
    return await use(program);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a process to its end; rejects with what it said when it fails. */
export async function run(command: string, args: readonly string[]): Promise<ProcessResult> {
  const result = await runProcess({ command, args }, { timeoutSeconds: 60 });
  if (result.code !== 0)
    throw new Error(`${command} failed with exit code ${result.code}:\n${result.stderr.slice(0, 2000)}`);
  return result;
}
