import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packExtension } from '../support/pack.ts';

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'nas-package-'));
const vsix = join(folder, 'extension.vsix');
beforeAll(() => packExtension(vsix));
afterAll(() => rmSync(folder, { recursive: true }));

const KIB = 1024;

/** Most bytes of what is bundled: a library that slips in is noticed here. */
const BUDGETS: Readonly<Record<string, number>> = {
  'dist/extension.cjs': 8 * KIB,
  'dist/extension-parts.js': 650 * KIB,
  'dist/dashboard.js': 250 * KIB,
  'dist/nas.js': 1460 * KIB,
  'dist/worker.js': 340 * KIB,
};

it('ships these files and no other', async () => {
  const files = await listFiles({ cwd: ROOT, packageManager: PackageManager.None });
  await expect(`${files.toSorted().join('\n')}\n`).toMatchFileSnapshot('files.txt');
  expect(files.length).toBeLessThanOrEqual(100);
});

it('is at most 2 MB', () => {
  expect(statSync(vsix).size).toBeLessThanOrEqual(2_000_000);
});

it('keeps every bundle within its budget', () => {
  const { outputs } = JSON.parse(readFileSync(join(ROOT, 'dist/meta.json'), 'utf8')) as {
    outputs: Record<string, { bytes: number }>;
  };
  const scripts = Object.entries(outputs).filter(([file]) => /\.c?js$/.test(file));
  expect(scripts.map(([file]) => file).toSorted()).toEqual(Object.keys(BUDGETS).toSorted());
  expect(scripts.filter(([file, { bytes }]) => bytes > BUDGETS[file]!).map(([file]) => file)).toEqual([]);
});

it('does not take training kernels or evaluation into the editor', () => {
  const { outputs } = JSON.parse(readFileSync(join(ROOT, 'dist/meta.json'), 'utf8')) as {
    outputs: Record<string, { inputs: Record<string, unknown> }>;
  };
  const inputs = Object.keys(outputs['dist/extension-parts.js']!.inputs);
  expect(inputs.length).toBeGreaterThan(10);
  expect(inputs.filter((file) => file.startsWith('src/train/wasm') || file.startsWith('src/cli/'))).toEqual([]);
});
