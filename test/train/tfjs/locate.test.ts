import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import util from 'node:util';
import { describe, expect, it } from 'vitest';
import { loadTfjs } from '../../../src/train/tfjs/load.ts';
import { locateTfjs } from '../../../src/train/tfjs/locate.ts';
import { createTfjsTrainer } from '../../../src/train/tfjs/tfjs-trainer.ts';
import { installation, pureTfjs, workingInstallation } from './installation.ts';

describe('the installation of TensorFlow', () => {
  it('is found beside the search, and above it', () => {
    const folder = workingInstallation();
    const below = join(folder, 'searches/gestures');
    mkdirSync(below, { recursive: true });
    for (const directory of [folder, below]) {
      expect(locateTfjs(directory)).toEqual({
        entry: join(folder, 'node_modules/@tensorflow/tfjs-node/main.js'),
        runtime: 'tfjs-node 4.22.0',
      });
    }
  });

  it('is found where this tool is installed', () => {
    const { entry, runtime } = locateTfjs(installation(''), '@tensorflow/tfjs');
    expect(entry).toBe(pureTfjs);
    expect(runtime).toMatch(/^tfjs \d+\.\d+\.\d+$/);
  });

  it('may be absent: the error says how to get it, and what needs nothing', () => {
    const folder = installation('');
    expect(() => locateTfjs(folder, '@tensorflow/tfjs-absent')).toThrow(
      expect.objectContaining({
        code: 'train/no-tfjs',
        message: '`backend: tfjs` needs @tensorflow/tfjs-absent, which is not installed.',
        hint: expect.stringContaining(
          `\`npm install @tensorflow/tfjs-absent\` in ${folder}, or write \`backend: wasm\``,
        ) as string,
      }),
    );
  });

  it.each([
    { what: 'without its files', manifest: '{ "version": "4.22.0", "main": "dist/index.js" }', reason: /Cannot find/ },
    { what: 'with half a manifest', manifest: '{ "version": ', reason: /package\.json/ },
  ])('may be one $what', ({ manifest, reason }) => {
    const folder = installation('', manifest);
    expect(() => locateTfjs(folder)).toThrow(
      expect.objectContaining({ code: 'train/tfjs-broken', message: expect.stringMatching(reason) as string }),
    );
  });

  it.each([
    {
      what: 'whose native part is missing',
      source: "throw new Error('The addon can not be found.\\nPlease run …');",
      reason: 'The addon can not be found.',
    },
    {
      what: 'that starts and cannot compute',
      source: `const tf = require(${JSON.stringify(pureTfjs)});
        module.exports = { ...tf, matMul: () => { throw new TypeError('isNullOrUndefined is not a function'); } };`,
      reason: 'isNullOrUndefined is not a function',
    },
    { what: 'that is another package', source: '', reason: /.+/ },
  ])('may be one $what', async ({ source, reason }) => {
    const { entry } = locateTfjs(installation(source));
    const error: unknown = await createTfjsTrainer(entry).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'train/tfjs-broken',
      where: entry,
      hint: expect.stringMatching(/`npm rebuild @tensorflow\/tfjs-node.*`backend: wasm`/) as string,
    });
    expect((error as Error).message).toMatch(reason);
    expect((error as Error).message).toMatch(/^TensorFlow is installed, but does not start: [^\n]*$/);
  });

  it('computes', async () => {
    const tf = await loadTfjs(locateTfjs(workingInstallation()).entry);
    expect(tf.tidy(() => tf.add(1, 2).dataSync()[0])).toBe(3);
  });

  it('finds the function that it calls and Node 23 removed', async () => {
    const original = Object.getOwnPropertyDescriptor(util, 'isNullOrUndefined');
    Reflect.deleteProperty(util, 'isNullOrUndefined');
    try {
      await loadTfjs(pureTfjs);
      const { isNullOrUndefined } = util as unknown as { isNullOrUndefined: (value: unknown) => boolean };
      expect([null, undefined, 0, ''].map(isNullOrUndefined)).toEqual([true, true, false, false]);
    } finally {
      if (original !== undefined) Object.defineProperty(util, 'isNullOrUndefined', original);
    }
  });
});
