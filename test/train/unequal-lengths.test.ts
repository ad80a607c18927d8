import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import type { SeriesSet } from '../../src/data/dataset.ts';
import { initialParameters } from '../../src/network/parameters.ts';
import { type Architecture, CELL_NAMES } from '../../src/protocol/architecture.ts';
import { WasmEngine } from '../../src/train/wasm/engine.ts';
import { freshKernels, withoutPause } from '../support/kernels.ts';
import { normalisationOf, randomSeries } from '../support/series.ts';

const CHANNELS = 3;
const LENGTHS = [20, 5, 13, 20, 8, 13, 5, 17, 9, 20, 6];
const set = randomSeries(LENGTHS, CHANNELS, 4, 'unequal');

const architectures = CELL_NAMES.flatMap((cell) =>
  (['last', 'mean'] as const).map((pooling): Architecture => ({
    inputs: CHANNELS,
    frontend: pooling === 'last' ? { kind: 'none' } : { kind: 'convolution', filters: 4, kernel: 3, stride: 2 },
    recurrent: [
      { cell, hidden: 6 },
      { cell, hidden: 5, inputRank: 2, recurrentRank: 2 },
    ],
    pooling,
    ...(pooling === 'last' ? { dense: 7 } : {}),
    task: 'classification',
    outputs: 4,
  })),
);

const convolutional = (['last', 'mean'] as const).map((pooling): Architecture => ({
  inputs: CHANNELS,
  frontend: { kind: 'none' },
  blocks: [
    { filters: 5, kernel: 2, stride: 1 },
    { filters: 6, kernel: 3, stride: 2 },
  ],
  recurrent: [],
  pooling,
  task: 'classification',
  outputs: 4,
}));

/** The set without all series but these; the rows stay where they are. */
function only(series: readonly number[]): SeriesSet {
  return {
    values: set.values,
    starts: Uint32Array.from(series, (index) => set.starts[index]!),
    lengths: Uint32Array.from(series, (index) => set.lengths[index]!),
    targets: Float32Array.from(series, (index) => set.targets[index]!),
  };
}

describe.each([...architectures, ...convolutional])(
  'series of unequal length, $recurrent, $pooling',
  (architecture) => {
    const parameters = initialParameters(architecture, new Random('unequal'));
    const engine = (): WasmEngine => {
      const made = new WasmEngine(freshKernels(), architecture, 20, normalisationOf(CHANNELS), 'cross-entropy');
      made.parameters = parameters;
      return made;
    };

    it('have outputs that do not depend, in any bit, on their neighbours', async () => {
      const together = (await engine().evaluate(set, withoutPause)).outputs;
      for (const series of LENGTHS.keys()) {
        const { outputs } = await engine().evaluate(only([series]), withoutPause);
        expect(outputs).toEqual(together.slice(series * 4, series * 4 + 4));
      }
    });

    it('have gradients that add up to those of each length alone', async () => {
      const mixed = engine();
      await mixed.batchGradient(set, [...LENGTHS.keys()], withoutPause);
      const sum = new Float64Array(parameters.length);
      for (const length of new Set(LENGTHS)) {
        const series = [...LENGTHS.keys()].filter((index) => LENGTHS[index] === length);
        const alone = engine();
        await alone.batchGradient(only(series), [...series.keys()], withoutPause);
        alone.gradient.forEach((value, i) => (sum[i]! += (value * series.length) / LENGTHS.length));
      }
      const largest = sum.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      mixed.gradient.forEach((value, i) => expect(Math.abs(value - sum[i]!)).toBeLessThan(1e-6 * largest + 1e-9));
    });

    it('leave no trace in the next panel', async () => {
      const used = engine();
      await used.batchGradient(set, [...LENGTHS.keys()], withoutPause);
      await used.batchGradient(set, [1, 6], withoutPause);
      const fresh = engine();
      await fresh.batchGradient(set, [1, 6], withoutPause);
      expect(used.gradient).toEqual(fresh.gradient);
    });
  },
);
