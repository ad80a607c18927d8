import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Random } from '../../../src/base/random.ts';
import { initialParameters } from '../../../src/network/parameters.ts';
import type { Architecture } from '../../../src/protocol/architecture.ts';
import type { Loss } from '../../../src/train/trainer.ts';
import { TfjsEngine } from '../../../src/train/tfjs/engine.ts';
import { WasmEngine } from '../../../src/train/wasm/engine.ts';
import { architectureCases } from '../../support/architectures.ts';
import { freshKernels, withoutPause } from '../../support/kernels.ts';
import { normalisationOf, randomSeries } from '../../support/series.ts';

tf.enableProdMode();

const CHANNELS = 3;
const CLASSES = 4;
const LENGTHS = [9, 4, 6, 3, 8, 5];
const scaling = normalisationOf(CHANNELS);

let tensors = 0;
beforeEach(() => {
  tensors = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors, 'tensors that leaked').toBe(tensors);
});

interface Result {
  readonly outputs: Float32Array;
  readonly losses: readonly number[];
  readonly gradient: Float32Array;
}

/** Outputs, the losses of both passes, and the gradient. */
async function resultOf(engine: WasmEngine | TfjsEngine, lengths: readonly number[], seed: string): Promise<Result> {
  const { architecture } = engine;
  const classes = architecture.task === 'classification' ? architecture.outputs : 0;
  const set = randomSeries(lengths, CHANNELS, classes, seed);
  engine.parameters = initialParameters(architecture, new Random(seed));
  const { outputs, loss } = await engine.evaluate(set, withoutPause);
  const training = await engine.batchGradient(set, [...lengths.keys()], withoutPause);
  return { outputs, losses: [loss, training], gradient: engine.gradient };
}

const kernels = (architecture: Architecture, loss: Loss, samples: number): WasmEngine =>
  new WasmEngine(freshKernels(), architecture, samples, scaling, loss);

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual).toHaveLength(expected.length);
  const largest = (values: readonly number[]): number => Math.max(...values.map((value) => Math.abs(value)));
  const differences = Array.from(actual, (value, i) => value - expected[i]!);
  expect(differences.some(Number.isNaN)).toBe(false);
  expect(largest(differences)).toBeLessThan(1e-4 * largest(Array.from(expected)));
}

describe.each(architectureCases(CHANNELS, CLASSES))('TensorFlow on $title', ({ title, architecture, loss }) => {
  it('agrees with the kernels, in one stretch and in several', async () => {
    const expected = await resultOf(kernels(architecture, loss, Math.max(...LENGTHS)), LENGTHS, title);
    for (const stretch of [32, 2]) {
      const actual = await resultOf(new TfjsEngine(tf, architecture, scaling, loss, stretch), LENGTHS, title);
      expectClose(actual.outputs, expected.outputs);
      expectClose(actual.losses, expected.losses);
      expectClose(actual.gradient, expected.gradient);
    }
  });
});

describe('TensorFlow on series of unequal length', () => {
  const architecture = (pooling: Architecture['pooling']): Architecture => ({
    inputs: CHANNELS,
    frontend: { kind: 'convolution', filters: 3, kernel: 5, stride: 1 },
    recurrent: [
      { cell: 'lstm', hidden: 4 },
      { cell: 'fastgrnn', hidden: 3, inputRank: 2 },
    ],
    pooling,
    task: 'classification',
    outputs: CLASSES,
  });
  const { last, mean } = { last: architecture('last'), mean: architecture('mean') };

  it.each([last, mean])('agrees with the kernels on long ones, and ones without a step, $pooling', async (network) => {
    const lengths = [70, 3, 41, 36, 7];
    const expected = await resultOf(kernels(network, 'cross-entropy', 70), lengths, 'long');
    const actual = await resultOf(new TfjsEngine(tf, network, scaling, 'cross-entropy'), lengths, 'long');
    expectClose(actual.outputs, expected.outputs);
    expectClose(actual.gradient, expected.gradient);
  });

  it.each([last, mean])('has gradients when no series has a step, $pooling', async (network) => {
    const lengths = [3, 2];
    const expected = await resultOf(kernels(network, 'cross-entropy', 5), lengths, 'short');
    const actual = await resultOf(new TfjsEngine(tf, network, scaling, 'cross-entropy'), lengths, 'short');
    expectClose(actual.gradient, expected.gradient);
  });

  it.each([last, mean])('gives every series the outputs that it has alone, $pooling', async (network) => {
    const lengths = [12, 5, 9, 40];
    const set = randomSeries(lengths, CHANNELS, CLASSES, 'neighbours');
    const engine = new TfjsEngine(tf, network, scaling, 'cross-entropy');
    engine.parameters = initialParameters(network, new Random('neighbours'));
    const together = (await engine.evaluate(set, withoutPause)).outputs;
    for (const series of lengths.keys()) {
      const alone = { ...set, starts: set.starts.slice(series, series + 1), lengths: Uint32Array.of(lengths[series]!) };
      const { outputs } = await engine.evaluate(alone, withoutPause);
      expect(outputs).toEqual(together.slice(series * CLASSES, (series + 1) * CLASSES));
    }
  });
});

describe('a cancelled pass over a long series', () => {
  it('ends between two stretches, forward and backward, and leaves no tensors', async () => {
    const network = architectureCases(CHANNELS, CLASSES)[0]!.architecture;
    const set = randomSeries([20, 20], CHANNELS, CLASSES, 'cancelled');
    const engine = new TfjsEngine(tf, network, scaling, 'cross-entropy', 4);
    engine.parameters = initialParameters(network, new Random('cancelled'));
    // Five stretches forward, the last of them with its gradient, then four backward.
    for (const turns of [0, 3, 7]) {
      let left = turns;
      const pace = (): undefined => {
        if (left-- === 0) throw new Error('enough');
      };
      await expect(engine.batchGradient(set, [0, 1], pace)).rejects.toThrow('enough');
    }
    await expect(engine.evaluate(set, () => Promise.reject(new Error('enough')))).rejects.toThrow('enough');
  });
});
