/** Compiles the training kernels, generated from the cells' equations, into dist/kernels-<form>.wasm. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { KERNEL_FORMS, type KernelForm } from '../src/compile/wasm/kernel-form.ts';
import { VECTORS } from '../src/compile/wasm/lanes.ts';
import { generatedAssembly } from '../src/compile/wasm/module.ts';
import { cells } from '../src/network/cells/registry.ts';

const root = join(import.meta.dirname, '..');
const assembly = join(root, 'src/compile/wasm/assembly');

/** No import, not even `abort`: the module depends on nothing. */
const options = ['--noAssert', '--runtime', 'stub', '--use', 'abort=', '--enable', 'simd,bulk-memory,relaxed-simd'];

/**
 * -O3 reorders loads into spills and is slower. What makes the module smaller keeps V8 from joining operations, which the
 * narrow form does not hope for.
 */
function optimisation({ simd }: KernelForm): string[] {
  return ['--optimizeLevel', '2', '--shrinkLevel', simd.vectors === VECTORS ? '0' : '1'];
}

/** Compiling takes seconds: nothing is done when the result would be the same. */
export async function buildKernels(): Promise<void> {
  await Promise.all(KERNEL_FORMS.map((form) => buildForm(form, join(root, `dist/kernels-${form.name}.wasm`))));
}

async function buildForm(form: KernelForm, outFile: string): Promise<void> {
  const sources = await assemblySources(form);
  const stampFile = `${outFile}.stamp`;
  const flags = [...options, ...optimisation(form)];
  const stamp = await stampOf(sources, flags);
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return;

  const folder = await mkdtemp(join(tmpdir(), 'nas-kernels-'));
  try {
    for (const [name, text] of sources) await writeFile(join(folder, name), text);
    await compile(folder, 'kernels.wasm', flags);
    await mkdir(dirname(outFile), { recursive: true });
    await copyFile(join(folder, 'kernels.wasm'), outFile);
    await writeFile(stampFile, stamp);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function assemblySources(form: KernelForm): Promise<Map<string, string>> {
  const sources = new Map<string, string>();
  for (const file of await readdir(assembly)) sources.set(file, await readFile(join(assembly, file), 'utf8'));
  for (const [name, text] of generatedAssembly(form.simd, Object.values(cells))) sources.set(`${name}.ts`, text);
  return sources;
}

/** In a process of its own, without the TypeScript loader of this one, which takes longer than the compiler itself. */
async function compile(folder: string, outFile: string, flags: readonly string[]): Promise<void> {
  const compiler = join(root, 'node_modules/assemblyscript/bin/asc.js');
  const run = promisify(execFile);
  await run(process.execPath, [compiler, 'index.ts', '--outFile', outFile, ...flags], { cwd: folder });
}

async function stampOf(sources: ReadonlyMap<string, string>, flags: readonly string[]): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve('assemblyscript/package.json');
  const parts = [await readFile(manifest, 'utf8'), ...flags, ...[...sources].flat()];
  return createHash('sha256').update(parts.join('\0')).digest('hex');
}
