import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** File of the pure JavaScript TensorFlow, which is too slow for users and small enough for tests. */
export const pureTfjs = createRequire(import.meta.url).resolve('@tensorflow/tfjs');

/** A folder in which `npm install @tensorflow/tfjs-node` seems to have been run, as long as the test runs. */
export function installation(
  source: string,
  manifest = JSON.stringify({ version: '4.22.0', main: 'main.js' }),
): string {
  const folder = mkdtempSync(join(tmpdir(), 'nas-tfjs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const place = join(folder, 'node_modules/@tensorflow/tfjs-node');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'package.json'), manifest);
  writeFileSync(join(place, 'main.js'), source);
  return folder;
}

/** A package by the name of the native one that computes in JavaScript. */
export const workingInstallation = (): string => installation(`module.exports = require(${JSON.stringify(pureTfjs)});`);
