import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const HOST = join(import.meta.dirname, '..');

/** Bundles the suites for an extension host. @returns the file that runs them */
export async function buildSuites(): Promise<string> {
  const outdir = join(HOST, 'out');
  const suites = readdirSync(join(HOST, 'suites')).filter((file) => file.endsWith('.test.ts'));
  await build({
    entryPoints: [join(HOST, 'runner/suite-index.ts'), ...suites.map((file) => join(HOST, 'suites', file))],
    entryNames: '[name]',
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return join(outdir, 'suite-index.cjs');
}
