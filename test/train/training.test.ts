import { describe, expect, it } from 'vitest';
import { type Architecture, CELL_NAMES } from '../../src/protocol/architecture.ts';
import { errorOf } from '../../src/protocol/error-of.ts';
import { LocalRunner } from '../../src/train/local-runner.ts';
import { type EpochReport, TrainingFailure } from '../../src/train/trainer.ts';
import { WasmTrainer } from '../../src/train/wasm/wasm-trainer.ts';
import { kernelModule } from '../support/kernels.ts';
import { networkFor, pulseOrderData, sumData, trainingOptions } from '../support/tasks.ts';

const trainer = new WasmTrainer(kernelModule);
const pulses = pulseOrderData();

describe('training', () => {
  it.each(CELL_NAMES)('teaches a %s the order of two pulses', async (cell) => {
    const { validation } = await trainer.train(networkFor(pulses, cell), pulses, trainingOptions, {});
    expect(validation).toMatchObject({ task: 'classification', count: 80 });
    expect(validation.task === 'classification' && validation.accuracy).toBeGreaterThan(0.9);
  });

  it('teaches it to convolution blocks alone, with rounded weights', async () => {
    const architecture: Architecture = {
      ...networkFor(pulses, 'gru'),
      blocks: [
        { filters: 8, kernel: 4, stride: 1 },
        { filters: 8, kernel: 5, stride: 1 },
      ],
      recurrent: [],
      pooling: 'mean',
    };
    const training = { ...trainingOptions, quantisationAware: 'always' } as const;
    const { float, integer } = await new LocalRunner(pulses, trainer).run({ index: 0, architecture, training }, {});
    for (const metrics of [float, integer]) expect(errorOf(metrics)).toBeLessThan(0.1);
  });

  it.each(['mse', 'huber'] as const)('teaches a sum, with %s', async (loss) => {
    const data = sumData();
    const { validation } = await trainer.train(networkFor(data, 'gru'), data, { ...trainingOptions, loss }, {});
    expect(validation.task === 'regression' && validation.r2).toBeGreaterThan(0.9);
  });

  it('reports every epoch, and returns the parameters of the best', async () => {
    const reports: EpochReport[] = [];
    const architecture = networkFor(pulses, 'mgu');
    const onEpoch = (report: EpochReport): number => reports.push(report);
    const trained = await trainer.train(architecture, pulses, trainingOptions, { onEpoch });
    expect(reports.map(({ epoch }) => epoch)).toEqual(Array.from({ length: trained.epochs }, (_, i) => i + 1));
    expect(reports.at(-1)!.trainLoss).toBeLessThan(reports[0]!.trainLoss / 2);

    const best = reports.reduce((a, b) => (b.validationLoss < a.validationLoss ? b : a));
    expect(trained.validation).toMatchObject({ accuracy: 1 - best.validationError });
    const outputs = await trainer.predict(architecture, trained.parameters, pulses, pulses.validation);
    const correct = pulses.validation.targets.filter(
      (target, i) => outputs[2 * i + target]! > outputs[2 * i + 1 - target]!,
    );
    expect(correct.length / 80).toBeCloseTo(1 - best.validationError, 10);
  });

  it('stops when the validation loss no longer falls', async () => {
    const reports: EpochReport[] = [];
    const noise = {
      ...pulses,
      validation: { ...pulses.validation, targets: pulses.validation.targets.map((y) => 1 - y) },
    };
    const options = { ...trainingOptions, patience: 3 };
    const onEpoch = (report: EpochReport): number => reports.push(report);
    const { epochs } = await trainer.train(networkFor(noise, 'gru'), noise, options, { onEpoch });
    const losses = reports.map(({ validationLoss }) => validationLoss);
    expect(epochs).toBe(losses.indexOf(Math.min(...losses)) + 1 + 3);
    expect(epochs).toBeLessThan(trainingOptions.epochs);
  });

  it('ends with a reason when the loss explodes', async () => {
    const options = { ...trainingOptions, learningRate: 1e38, clip: 1e30 };
    const training = trainer.train(networkFor(pulses, 'lstm'), pulses, options, {});
    await expect(training).rejects.toThrow(TrainingFailure);
    await expect(training).rejects.toThrow(/no longer a number in epoch \d+: .*learning_rate/);
  });

  it('ends with a reason when a network does not fit into memory', async () => {
    const data = { ...pulses, train: { ...pulses.train, lengths: Uint32Array.of(20_000_000) } };
    const training = trainer.train(networkFor(data, 'lstm', 32), data, trainingOptions, {});
    await expect(training).rejects.toThrow(/needs \d+ MiB.*20000000 samples.*shorter windows/);
  });

  it('is cancelled in the middle of a training that would take hours', async () => {
    const controller = new AbortController();
    const options = { ...trainingOptions, epochs: 10_000, patience: 10_000 };
    const training = trainer.train(networkFor(pulses, 'lstm', 32), pulses, options, { signal: controller.signal });
    const settled = expect(training).rejects.toThrow('enough');
    await new Promise((resolve) => setTimeout(resolve, 100));
    controller.abort(new Error('enough'));
    await settled;
  });

  it('gives the same bytes again, also from used memory, and others for another seed', async () => {
    const options = { ...trainingOptions, epochs: 3 };
    const train = async (seed: string): Promise<Float32Array> => {
      return (await trainer.train(networkFor(pulses, 'fastgrnn'), pulses, { ...options, seed }, {})).parameters;
    };
    const first = await train('one');
    await trainer.train(networkFor(pulses, 'lstm', 12), pulses, options, {});
    expect(await train('one')).toEqual(first);
    expect(await train('two')).not.toEqual(first);
  });
});
