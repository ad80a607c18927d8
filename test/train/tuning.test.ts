import { describe, expect, it } from 'vitest';
import { roundParameters, weightMatrices } from '../../src/network/integer/weights.ts';
import { type Architecture, CELL_NAMES, type CellName } from '../../src/protocol/architecture.ts';
import { errorOf } from '../../src/protocol/error-of.ts';
import { LocalRunner } from '../../src/train/local-runner.ts';
import { tuneNetwork } from '../../src/train/loop.ts';
import type { EpochReport, TrainingOptions } from '../../src/train/trainer.ts';
import { WasmEngine } from '../../src/train/wasm/engine.ts';
import { WasmTrainer } from '../../src/train/wasm/wasm-trainer.ts';
import { freshKernels, kernelModule } from '../support/kernels.ts';
import { networkFor, pulseOrderData, sumData, trainingOptions } from '../support/tasks.ts';
import { OracleNetwork } from './support/oracle-network.ts';

const trainer = new WasmTrainer(kernelModule);
const sums = sumData();
const regression: TrainingOptions = { ...trainingOptions, loss: 'mse' };
const narrow = (cell: CellName): Architecture => ({ ...networkFor(sums, cell, 8), weightBits: 4 });

describe('tuning for rounded weights', () => {
  it.each(CELL_NAMES)('undoes most of what 4 bits cost a %s', async (cell) => {
    const architecture = narrow(cell);
    const runner = new LocalRunner(sums, trainer);
    const trial = async (quantisationAware: TrainingOptions['quantisationAware']) =>
      runner.run({ index: 0, architecture, training: { ...regression, quantisationAware } }, {});
    const [rounded, tuned] = [await trial('never'), await trial('auto')];
    expect(tuned.parameters).toEqual(rounded.parameters);
    expect(tuned.float).toEqual(rounded.float);
    const float = errorOf(rounded.float);
    const cost = errorOf(rounded.integer) - float;
    // Less than a tenth of the error is not worth undoing.
    expect(errorOf(tuned.integer) - float).toBeLessThan(Math.max(cost / 2, float / 10));
  });

  it('teaches a regression three quarters of what it said', async () => {
    const architecture = networkFor(sums, 'gru', 8);
    const options = { ...regression, epochs: 3 };
    const { parameters } = await trainer.train(architecture, sums, options, {});
    const outputs = await trainer.predict(architecture, parameters, sums, sums.train);
    const squares = outputs.map((y, i) => (y - (sums.train.targets[i]! - 140) / 30) ** 2);
    const loss = squares.reduce((sum, value) => sum + value, 0) / squares.length;
    const reports: EpochReport[] = [];
    const still = { ...options, epochs: 1, learningRate: 1e-9 };
    await trainer.tune(architecture, parameters, sums, still, { onEpoch: (report) => reports.push(report) });
    // Eight bits say nearly the same, so each is a quarter as far from what it is taught.
    expect(reports[0]!.trainLoss / loss).toBeCloseTo(1 / 16, 2);
  });

  it('takes the way of TensorFlow.js, whose gradients are those of the rounded weights', async () => {
    const pulses = pulseOrderData();
    const architecture: Architecture = { ...networkFor(pulses, 'gru', 5), weightBits: 4 };
    const options = { ...trainingOptions, epochs: 2, patience: 2 };
    const { parameters } = await trainer.train(architecture, pulses, { ...options, epochs: 6 }, {});
    const engine = new WasmEngine(freshKernels(), architecture, 20, pulses.normalisation, 'cross-entropy');
    const oracle = new OracleNetwork(architecture, pulses.normalisation, 'cross-entropy');
    const losses = await Promise.all(
      [engine, oracle].map(async (network) => {
        const reports: EpochReport[] = [];
        await tuneNetwork(network, parameters, pulses, options, { onEpoch: (report) => reports.push(report) });
        return reports.map(({ trainLoss }) => trainLoss);
      }),
    );
    losses[0]!.forEach((loss, epoch) => expect(loss).toBeCloseTo(losses[1]![epoch]!, 4));
  });

  it('leaves parameters that rounding leaves as they are, and their loss', async () => {
    const architecture = narrow('mgu');
    const options = { ...regression, epochs: 5, patience: 5 };
    const { parameters } = await trainer.train(architecture, sums, options, {});
    const reports: EpochReport[] = [];
    const onEpoch = (report: EpochReport): number => reports.push(report);
    const tuned = await trainer.tune(architecture, parameters, sums, options, { onEpoch });
    const again = roundParameters(weightMatrices(architecture), tuned.parameters);
    expect(Math.max(...again.map((value, i) => Math.abs(value - tuned.parameters[i]!)))).toBeLessThan(1e-6);
    expect(reports.every(({ tuning }) => tuning)).toBe(true);
    const outputs = await trainer.predict(architecture, tuned.parameters, sums, sums.validation);
    const losses = outputs.map((y, i) => (y - (sums.validation.targets[i]! - 140) / 30) ** 2);
    const loss = losses.reduce((sum, value) => sum + value, 0) / losses.length;
    expect(loss).toBeCloseTo(Math.min(...reports.map(({ validationLoss }) => validationLoss)), 5);
  });

  it('goes on where the training ended, with epochs that are marked; int8 is left alone', async () => {
    const runner = new LocalRunner(sums, trainer);
    const marks = async (architecture: Architecture): Promise<(true | undefined)[]> => {
      const reports: EpochReport[] = [];
      const training = { ...regression, epochs: 4, patience: 4 };
      const { epochs } = await runner.run({ index: 0, architecture, training }, { onEpoch: (r) => reports.push(r) });
      expect(reports.map(({ epoch }) => epoch)).toEqual(Array.from({ length: epochs }, (_, i) => i + 1));
      return reports.map(({ tuning }) => tuning);
    };
    const trained = Array.from({ length: 4 }, () => undefined);
    expect(await marks(narrow('rnn'))).toEqual([...trained, true, true, true, true]);
    expect(await marks(networkFor(sums, 'rnn'))).toEqual(trained);
  });
});
