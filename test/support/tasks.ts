import { Random } from '../../src/base/random.ts';
import type { Dataset, SeriesSet } from '../../src/data/dataset.ts';
import type { Architecture } from '../../src/protocol/architecture.ts';
import type { TrainingOptions } from '../../src/train/trainer.ts';

const NOISE = 0.3;

/**
 * Which of two pulses, on two noisy channels, came first. Both channels have the same sum, and the series have 12 to 20
 * samples: only a network that remembers the order can tell.
 */
function pulseOrder(count: number, seed: string): SeriesSet {
  const random = new Random(seed);
  const starts: number[] = [];
  const lengths: number[] = [];
  const targets: number[] = [];
  const values: number[] = [];
  for (let series = 0; series < count; series++) {
    const length = 12 + random.index(9);
    const first = 1 + random.index(4);
    const second = first + 2 + random.index(5);
    const label = random.index(2);
    starts.push(values.length / 2);
    lengths.push(length);
    targets.push(label);
    for (let step = 0; step < length; step++) {
      const pulse = (channel: number): number => (step === (channel === label ? first : second) ? 2 : 0);
      values.push(pulse(0) + NOISE * random.normal(), pulse(1) + NOISE * random.normal());
    }
  }
  return {
    values: Float32Array.from(values),
    starts: Uint32Array.from(starts),
    lengths: Uint32Array.from(lengths),
    targets: Float32Array.from(targets),
  };
}

export function pulseOrderData(): Dataset {
  return {
    task: 'classification',
    channels: ['a', 'b'],
    classes: ['a first', 'b first'],
    samplingRate: undefined,
    train: pulseOrder(240, 'train'),
    validation: pulseOrder(80, 'validation'),
    otherSplits: [],
    test: undefined,
    leftOut: 0,
    normalisation: {
      offset: Float32Array.of(0, 0),
      scale: Float32Array.of(1, 1),
      targetOffset: 0,
      targetScale: 1,
    },
  };
}

/** The same series; the value to predict is 100 + 20 · the sum of channel a. */
export function sumData(): Dataset {
  const withSums = (set: SeriesSet): SeriesSet => ({
    ...set,
    targets: Float32Array.from(set.starts, (start, series) => {
      let sum = 0;
      for (let row = start; row < start + set.lengths[series]!; row++) sum += set.values[2 * row]!;
      return 100 + 20 * sum;
    }),
  });
  const data = pulseOrderData();
  return {
    ...data,
    task: 'regression',
    classes: [],
    train: withSums(data.train),
    validation: withSums(data.validation),
    normalisation: { ...data.normalisation, targetOffset: 140, targetScale: 1 / 30 },
  };
}

export function networkFor(data: Dataset, cell: Architecture['recurrent'][number]['cell'], hidden = 8): Architecture {
  return {
    inputs: data.channels.length,
    frontend: { kind: 'none' },
    recurrent: [{ cell, hidden }],
    pooling: 'last',
    task: data.task,
    outputs: data.task === 'classification' ? data.classes.length : 1,
  };
}

export const trainingOptions: TrainingOptions = {
  loss: 'cross-entropy',
  epochs: 25,
  patience: 25,
  batch: 16,
  learningRate: 0.02,
  clip: 1,
  quantisationAware: 'auto',
  seed: 'a seed',
};
