import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/dataset.ts';
import { type Architecture, CELL_NAMES } from '../../src/protocol/architecture.ts';
import { trainNetwork } from '../../src/train/loop.ts';
import type { EpochReport, TrainedNetwork } from '../../src/train/trainer.ts';
import { WasmTrainer } from '../../src/train/wasm/wasm-trainer.ts';
import { kernelModule } from '../support/kernels.ts';
import { normalisationOf, randomSeries } from '../support/series.ts';
import { trainingOptions } from '../support/tasks.ts';
import { OracleNetwork } from './support/oracle-network.ts';

const CHANNELS = 2;
const CLASSES = 3;

/** Roundings of float32 over a whole training; 5e-7 and 1e-6 were measured. */
const SAME_LOSS = 3e-6;
const SAME_PARAMETER = 1e-5;

/** A batch of two panels, and one of a single panel that is not full. */
const LENGTHS = Array.from({ length: 44 }, (_, i) => 3 + ((i * 7) % 13));

const data: Dataset = {
  task: 'classification',
  channels: ['a', 'b'],
  classes: ['x', 'y', 'z'],
  samplingRate: undefined,
  train: randomSeries(LENGTHS, CHANNELS, CLASSES, 'train'),
  validation: randomSeries(LENGTHS.slice(20), CHANNELS, CLASSES, 'validation'),
  otherSplits: [],
  test: undefined,
  leftOut: 0,
  normalisation: normalisationOf(CHANNELS),
};

const options = { ...trainingOptions, epochs: 4, patience: 4, batch: 32 };

const POOLINGS = ['last', 'mean'] as const;

const recurrent = CELL_NAMES.flatMap((cell) =>
  POOLINGS.map((pooling): Architecture => ({
    inputs: CHANNELS,
    frontend: pooling === 'last' ? { kind: 'none' } : { kind: 'convolution', filters: 3, kernel: 3, stride: 2 },
    recurrent: [
      { cell, hidden: 5 },
      { cell, hidden: 4 },
    ],
    pooling,
    task: 'classification',
    outputs: CLASSES,
  })),
);

const convolutional = POOLINGS.map((pooling): Architecture => ({
  inputs: CHANNELS,
  frontend: { kind: 'none' },
  blocks: [
    { filters: 6, kernel: 2, stride: 1 },
    { filters: 5, kernel: 2, stride: 2 },
  ],
  recurrent: [],
  pooling,
  dense: 4,
  task: 'classification',
  outputs: CLASSES,
}));

describe('training on series of mixed lengths, as on padded and masked ones,', () => {
  it.each([...recurrent, ...convolutional])(
    'takes $recurrent with pooling $pooling the same way',
    async (architecture) => {
      const actual = await followed((hooks) => new WasmTrainer(kernelModule).train(architecture, data, options, hooks));
      const expected = await followed((hooks) =>
        trainNetwork(new OracleNetwork(architecture, data.normalisation, options.loss), data, options, hooks),
      );
      expect(largestDifference(actual.losses, expected.losses)).toBeLessThan(SAME_LOSS);
      expect(largestDifference(actual.parameters, expected.parameters)).toBeLessThan(SAME_PARAMETER);
    },
  );
});

/** @returns the best parameters, and the losses of each epoch, of training and of validation */
async function followed(
  train: (hooks: { readonly onEpoch: (report: EpochReport) => void }) => Promise<TrainedNetwork>,
): Promise<{ readonly parameters: Float32Array; readonly losses: readonly number[] }> {
  const losses: number[] = [];
  const onEpoch = ({ trainLoss, validationLoss }: EpochReport): number => losses.push(trainLoss, validationLoss);
  const { parameters } = await train({ onEpoch });
  return { parameters, losses };
}

function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual).toHaveLength(expected.length);
  return Array.from(actual).reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
}
