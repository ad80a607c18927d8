import { afterEach, describe, expect, it } from 'vitest';
import type { Dataset, SeriesSet } from '../../src/data/dataset.ts';
import { CELL_NAMES } from '../../src/protocol/architecture.ts';
import { LocalRunner } from '../../src/train/local-runner.ts';
import { TrainingFailure, type TrainingOptions } from '../../src/train/trainer.ts';
import type { Trial, TrialRunner } from '../../src/train/trial-runner.ts';
import { WasmTrainer } from '../../src/train/wasm/wasm-trainer.ts';
import { WorkerPool } from '../../src/train/worker-pool.ts';
import { kernelModule } from '../support/kernels.ts';
import { networkFor, pulseOrderData, sumData, trainingOptions } from '../support/tasks.ts';

const pulses = pulseOrderData();
const sums = sumData();

type Part = 'train' | 'validation';

/** The data with one value of sample 10, channel b, of series 2. */
function withValue(data: Dataset, part: Part, value: number): Dataset {
  const values = data[part].values.slice();
  values[2 * (data[part].starts[2]! + 10) + 1] = value;
  return withSet(data, part, { values });
}

function withTarget(data: Dataset, part: Part, value: number): Dataset {
  return withSet(data, part, { targets: data[part].targets.with(5, value) });
}

const withSet = (data: Dataset, part: Part, set: Partial<SeriesSet>): Dataset => ({
  ...data,
  [part]: { ...data[part], ...set },
});

interface Failure {
  readonly what: string;
  readonly data: Dataset;
  readonly training?: Partial<TrainingOptions>;
  readonly reason: RegExp;
}

const mend = /mend or drop the recording$/.source;

const failures: readonly Failure[] = [
  ...[Number.NaN, Infinity, -Infinity, 3e38].map((value) => ({
    what: `an input of ${value}`,
    // 3e38 is a number, and no longer one when it is normalised.
    data: withScale(withValue(pulses, 'train', value), 2),
    reason: new RegExp(`^channel 'b' is .* in sample 10 of series 2 of the training data, .*${mend}`),
  })),
  {
    what: 'an infinite input to validate with, which σ and tanh would flatten,',
    data: withValue(pulses, 'validation', Infinity),
    reason: new RegExp(`^channel 'b' is Infinity in sample 10 of series 2 of the validation data, .*${mend}`),
  },
  ...[Number.NaN, -Infinity, 1e20].map((value) => ({
    what: `a target of ${value}`,
    data: withTarget(sums, 'train', value),
    training: { loss: 'huber' } as const,
    reason: new RegExp(`^the target of series 5 of the training data is .*the others are about 140; ${mend}`),
  })),
  {
    what: 'a learning rate of 1e30',
    data: pulses,
    training: { learningRate: 1e30 },
    reason: /^the loss is no longer a number in epoch 1: try a learning_rate below 1e\+30/,
  },
  {
    what: 'more memory than a trial may have',
    data: { ...pulses, train: { ...pulses.train, lengths: pulses.train.lengths.with(0, 500_000) } },
    reason:
      /^training needs \d{4} MiB, more than the 1024 MiB of a trial: cut series of 500000 samples into shorter windows/,
  },
];

function withScale(data: Dataset, scale: number): Dataset {
  return { ...data, normalisation: { ...data.normalisation, scale: Float32Array.of(scale, scale) } };
}

const runners: readonly { where: string; runnerFor: (data: Dataset) => TrialRunner }[] = [
  { where: 'in this thread', runnerFor: (data) => new LocalRunner(data, new WasmTrainer(kernelModule)) },
  { where: 'in a worker', runnerFor: (data) => new WorkerPool(1, data, { backend: 'wasm', kernels: kernelModule }) },
];

const open: TrialRunner[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((runner) => runner.close()));
});

function trialOf(data: Dataset, index: number, training: Partial<TrainingOptions> = {}): Trial {
  const loss = data.task === 'classification' ? 'cross-entropy' : 'mse';
  return {
    index,
    architecture: networkFor(data, CELL_NAMES[index]!, 16),
    training: { ...trainingOptions, epochs: 2, loss, ...training },
  };
}

describe.each(runners)('$where', ({ runnerFor }) => {
  it.each(failures)('$what ends each trial with a reason', async ({ data, training, reason }) => {
    const runner = runnerFor(data);
    open.push(runner);
    for (const index of [0, 1]) {
      const trial = runner.run(trialOf(data, index, training), {});
      await expect(trial).rejects.toThrow(TrainingFailure);
      await expect(trial).rejects.toThrow(reason);
    }
  });

  it('the trial after a failed one gives the same as without', async () => {
    const [used, fresh] = [runnerFor(pulses), runnerFor(pulses)];
    open.push(used, fresh);
    await expect(used.run(trialOf(pulses, 0, { learningRate: 1e30 }), {})).rejects.toThrow(TrainingFailure);
    expect(await used.run(trialOf(pulses, 1), {})).toEqual(await fresh.run(trialOf(pulses, 1), {}));
  });

  it('says how much memory a training took', async () => {
    const runner = runnerFor(pulses);
    open.push(runner);
    const { memory } = await runner.run(trialOf(pulses, 1), {});
    expect(memory).toBeGreaterThan(16 * 20 * 16 * 4); // states alone: hidden · steps · lanes · float32
    expect(memory).toBeLessThan(2 ** 20);
  });
});
