import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';

/** Warnings that the generated C must not cause. */
export { WARNING_FLAGS } from '../../../src/firmware/core-flags.ts';

/** Tests that need programs of the system: skipped where they are missing, except in CI, where that is a failure. */
export function describeWith(tools: readonly string[], title: string, tests: () => void): void {
  const missing = tools.filter((tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status !== 0);
  if (missing.length === 0) {
    describe(title, tests);
  } else if (process.env['CI'] === 'true') {
    it(title, () => {
      throw new Error(`not installed: ${missing.join(', ')}; scripts/setup.sh says how to get them`);
    });
  } else {
    describe.skip(`${title} (not installed: ${missing.join(', ')})`, tests);
  }
}

/** Runs `use` with a folder that is gone afterwards. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'nas-c-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a program prints; rejects with everything it said when it fails. */
export function run(tool: string, args: readonly string[], folder: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(tool, args, { cwd: folder, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout + stderr);
      else reject(new Error(`${tool} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error }));
    });
  });
}

/** Whether a program can be compiled and linked with these flags. */
export async function links(compiler: string, flags: readonly string[]): Promise<boolean> {
  return withFolder(async (folder) => {
    await writeFile(join(folder, 'main.c'), 'int main(void) { return 0; }');
    return run(compiler, [...flags, 'main.c'], folder).then(
      () => true,
      () => false,
    );
  });
}

/** Bytes in, bytes out. */
export function pipe(program: string, input: Uint8Array, folder: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, { cwd: folder });
    const output: Buffer[] = [];
    let complaints = '';
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(output));
      else reject(new Error(`${program} ended with ${String(code)}\n${complaints}`));
    });
    child.stdin.on('error', () => undefined); // the exit code tells
    child.stdin.end(input);
  });
}

/** `work` for all items, as many at a time as there are processors. */
export async function parallel<T, R>(items: readonly T[], work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]!, index);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return results;
}

/** Compiles `<name>.c` to `<name>.o` for all names; several per process, as starting one costs as much as a small file. */
export async function compileAll(
  compiler: string,
  flags: readonly string[],
  names: readonly string[],
  folder: string,
): Promise<void> {
  const batch = 6;
  const batches = Array.from({ length: Math.ceil(names.length / batch) }, (_, index) =>
    names.slice(index * batch, (index + 1) * batch),
  );
  await parallel(batches, (some) => run(compiler, [...flags, '-c', ...some.map((name) => `${name}.c`)], folder));
}
