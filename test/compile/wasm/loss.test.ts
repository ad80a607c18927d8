import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Random } from '../../../src/base/random.ts';
import { lossOf } from '../../../src/train/loss.ts';
import { instantiate } from '../../../src/train/wasm/kernels.ts';

const LANES = 16;
const CLASSES = 7;
const NUMBERS = 4;

/** Losses of series one by one, each alone in its lane, by the kernels of a form. */
function lossesOf(form: string, panels: readonly (readonly number[][])[]): number[] {
  const file = join(import.meta.dirname, `../../../dist/kernels-${form}.wasm`);
  const kernels = instantiate(new WebAssembly.Module(readFileSync(file)));
  const outputs = kernels.heapStart();
  kernels.memory.grow(1);
  const [targets, weights] = [outputs + NUMBERS * LANES * CLASSES, outputs + NUMBERS * LANES * (CLASSES + 1)];
  const gradient = weights + NUMBERS * LANES;
  const row = (address: number): Float32Array => new Float32Array(kernels.memory.buffer, address, LANES);
  return panels.flatMap((panel) =>
    panel.map((logits, lane) => {
      for (let output = 0; output < CLASSES; output++) {
        row(outputs + NUMBERS * LANES * output).set(panel.map((values) => values[output]!));
      }
      row(targets).fill(lane % CLASSES);
      row(weights).fill(0);
      row(weights)[lane] = 1;
      expect(logits).toHaveLength(CLASSES);
      return kernels.crossEntropy(outputs, CLASSES, targets, weights, gradient);
    }),
  );
}

it('cross-entropy is that of float64 to the last places, and the same bits in both reproducible forms', () => {
  const random = new Random('losses');
  const panels = Array.from({ length: 200 }, () => {
    const spread = 10 ** random.between(-3, 2.7);
    return Array.from({ length: LANES }, () =>
      Array.from({ length: CLASSES }, () => Math.fround(spread * random.normal())),
    );
  });
  const losses = lossesOf('exact', panels);
  const expected = panels.flatMap((panel) =>
    panel.map((logits, lane) => lossOf('cross-entropy', logits, lane % CLASSES)),
  );
  losses.forEach((loss, i) => {
    expect(Math.abs(loss - expected[i]!)).toBeLessThanOrEqual(4 * Number.EPSILON * Math.max(1, expected[i]!));
  });
  expect(lossesOf('narrow', panels)).toEqual(losses);
});

it('cross-entropy keeps what is not a number', () => {
  const logits = Array.from({ length: LANES }, () => Array.from({ length: CLASSES }, () => 1));
  logits[3]![5] = Number.NaN;
  logits[4]![0] = Infinity;
  const losses = lossesOf('exact', [logits]);
  expect(losses.map(Number.isNaN)).toEqual(logits.map((_, lane) => lane === 3 || lane === 4));
});
