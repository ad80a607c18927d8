import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { initialParameters } from '../../src/network/parameters.ts';
import { WasmEngine } from '../../src/train/wasm/engine.ts';
import { architectureCases, type Case } from '../support/architectures.ts';
import { freshKernels, withoutPause } from '../support/kernels.ts';
import { oracle } from '../support/oracle.ts';
import { normalisationOf, randomSeries } from '../support/series.ts';

const CHANNELS = 3;
const LENGTHS = [9, 4, 6, 3, 8, 5, 9, 6, 7, 4];
const scaling = normalisationOf(CHANNELS);

describe.each(architectureCases(CHANNELS, 4))('$title', ({ title, architecture, loss }: Case) => {
  it('agrees with TensorFlow.js', async () => {
    const classes = architecture.task === 'classification' ? architecture.outputs : 0;
    const set = randomSeries(LENGTHS, CHANNELS, classes, title);
    const parameters = initialParameters(architecture, new Random(title));
    const engine = new WasmEngine(freshKernels(), architecture, Math.max(...LENGTHS), scaling, loss);
    engine.parameters = parameters;

    const expected = oracle(architecture, parameters, set, scaling, loss);
    const { outputs } = await engine.evaluate(set, withoutPause);
    expect(largestDifference(outputs, expected.outputs.flat())).toBeLessThan(1e-4);

    expect(Math.abs((await engine.batchGradient(set, [...LENGTHS.keys()], withoutPause)) - expected.loss)).toBeLessThan(
      1e-4,
    );
    expect(
      largestDifference(
        engine.gradient,
        [...expected.gradients.values()].flatMap((values) => [...values]),
      ),
    ).toBeLessThan(1e-4);
  });
});

function largestDifference(actual: Float32Array, expected: readonly number[]): number {
  expect(actual).toHaveLength(expected.length);
  return actual.reduce((largest, value, i) => Math.max(largest, Math.abs(value - expected[i]!)), 0);
}
