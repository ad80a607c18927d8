import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset, SeriesSet } from '../../../src/data/dataset.ts';
import { LocalRunner } from '../../../src/train/local-runner.ts';
import { createTfjsTrainer } from '../../../src/train/tfjs/tfjs-trainer.ts';
import { type EpochReport, type Trainer, TrainingFailure } from '../../../src/train/trainer.ts';
import { chooseEngine } from '../../../src/train/training-engine.ts';
import type { Trial } from '../../../src/train/trial-runner.ts';
import { WasmTrainer } from '../../../src/train/wasm/wasm-trainer.ts';
import { WorkerPool } from '../../../src/train/worker-pool.ts';
import { kernelModule } from '../../support/kernels.ts';
import { networkFor, pulseOrderData, sumData, trainingOptions } from '../../support/tasks.ts';
import { pureTfjs, workingInstallation } from './installation.ts';

const first = (set: SeriesSet, count: number): SeriesSet => ({
  ...set,
  starts: set.starts.slice(0, count),
  lengths: set.lengths.slice(0, count),
  targets: set.targets.slice(0, count),
});
const few = (data: Dataset): Dataset => ({
  ...data,
  train: first(data.train, 56),
  validation: first(data.validation, 24),
});
const pulses = few(pulseOrderData());
const sums = few(sumData());

const trial = (data: Dataset, options: Partial<Trial['training']> = {}): Trial => ({
  index: 0,
  architecture: { ...networkFor(data, 'gru', 5), pooling: 'mean' },
  training: { ...trainingOptions, epochs: 4, ...options },
});
const endless = { epochs: 1_000_000, patience: 1_000_000 };

let trainer: Trainer;
beforeAll(async () => {
  trainer = await createTfjsTrainer(pureTfjs);
});

describe('training with TensorFlow', () => {
  it.each([
    { data: pulses, loss: 'cross-entropy' },
    { data: sums, loss: 'mse' },
    { data: sums, loss: 'huber' },
  ] as const)('takes the way of the kernels, with $loss', async ({ data, loss }) => {
    const tensors = tf.memory().numTensors;
    const reports: EpochReport[][] = [];
    const [expected, actual] = await Promise.all(
      [new WasmTrainer(kernelModule), trainer].map((either, index) => {
        const own: EpochReport[] = (reports[index] = []);
        const onEpoch = (report: EpochReport): number => own.push(report);
        return new LocalRunner(data, either).run(trial(data, { loss }), { onEpoch });
      }),
    );
    actual!.parameters.forEach((value, i) => expect(value).toBeCloseTo(expected!.parameters[i]!, 4));
    expect(actual!.epochs).toBe(4);
    expect(actual!.float.task).toBe(data.task);
    expect(actual!.integer.count).toBe(24);
    expect(actual!.network.architecture).toEqual(trial(data).architecture);
    reports[1]!.forEach((report, i) => {
      expect(report.trainLoss).toBeCloseTo(reports[0]![i]!.trainLoss, 4);
      expect(report.validationLoss).toBeCloseTo(reports[0]![i]!.validationLoss, 4);
    });
    expect(tf.memory().numTensors).toBe(tensors);
  });

  it('ends with a reason when the loss explodes', async () => {
    const { architecture, training } = trial(sums, { loss: 'mse', learningRate: 1e38, clip: 1e30 });
    await expect(trainer.train(architecture, sums, training, {})).rejects.toThrow(TrainingFailure);
  });

  it('is cancelled in the middle, and leaves no tensors', async () => {
    const tensors = tf.memory().numTensors;
    const controller = new AbortController();
    const { architecture, training } = trial(pulses, endless);
    const running = trainer.train(architecture, pulses, training, { signal: controller.signal });
    const settled = expect(running).rejects.toThrow('enough');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const before = performance.now();
    controller.abort(new Error('enough'));
    await settled;
    expect(performance.now() - before).toBeLessThan(1000);
    expect(tf.memory().numTensors).toBe(tensors);
  });
});

describe('the backend of a search', () => {
  it('runs in worker threads, from the installation beside the search', async () => {
    const { setup, engine } = await chooseEngine({ backend: 'tfjs', reproducible: true }, workingInstallation());
    expect(engine).toEqual({ backend: 'tfjs', runtime: 'tfjs-node 4.22.0' });

    const pool = new WorkerPool(1, pulses, setup);
    try {
      const controller = new AbortController();
      const onEpoch = (): void => controller.abort(new Error('enough'));
      const cancelled = pool.run(trial(pulses, endless), { signal: controller.signal, onEpoch });
      await expect(cancelled).rejects.toThrow('enough');

      const here = await new LocalRunner(pulses, trainer).run(trial(pulses, { epochs: 2 }), {});
      expect(await pool.run(trial(pulses, { epochs: 2 }), {})).toEqual(here);
    } finally {
      await pool.close();
    }
  });
});
