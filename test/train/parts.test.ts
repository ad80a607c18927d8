import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import type { SeriesSet } from '../../src/data/dataset.ts';
import { trainNetwork, tuneNetwork } from '../../src/train/loop.ts';
import { partsOf } from '../../src/train/part.ts';
import type { TrainingOptions } from '../../src/train/trainer.ts';
import { WasmEngine } from '../../src/train/wasm/engine.ts';
import { freshKernels } from '../support/kernels.ts';
import { networkFor, pulseOrderData, sumData, trainingOptions } from '../support/tasks.ts';

const pulses = pulseOrderData();
const count = pulses.train.lengths.length;
const parts = [
  { until: 2, share: 0.4 },
  { until: 3, share: 0.75 },
];

describe('a part of the training series', () => {
  it('has the classes as all have them, and is in every larger one', () => {
    // Nine tenths of one class.
    const targets = pulses.train.targets.map((_, i) => (i % 10 === 0 ? 1 : 0));
    const skewed = { ...pulses, train: { ...pulses.train, targets } };
    const of = partsOf(skewed, parts, new Random('part'));
    const [small, large, all] = [of(1), of(3), of(4)];
    expect([small.length, large.length, all.length]).toEqual([0.4 * count, 0.75 * count, count]);
    expect(of(2)).toEqual(small);
    expect(new Set(large).size).toBe(large.length);
    expect(large).toEqual(expect.arrayContaining([...small]));
    for (const part of [small, large]) {
      const rare = part.filter((index) => targets[index] === 1).length;
      expect(Math.abs(rare - part.length / 10)).toBeLessThanOrEqual(1);
    }
    expect(partsOf(skewed, parts, new Random('part'))(1)).toEqual(small);
    expect(partsOf(skewed, parts, new Random('other'))(1)).not.toEqual(small);
  });

  it('has at least 64 series, and all of a value to predict are as likely', () => {
    const sums = sumData();
    const of = partsOf(sums, [{ until: 1, share: 0.01 }], new Random('few'));
    expect(of(1)).toHaveLength(64);
    expect(Math.max(...of(1))).toBeGreaterThan(sums.train.lengths.length / 2);
    const few: SeriesSet = { ...sums.train, lengths: sums.train.lengths.slice(0, 10) };
    expect(partsOf({ ...sums, train: few }, [{ until: 1, share: 0.01 }], new Random('few'))(1)).toHaveLength(10);
  });
});

describe('training with parts', () => {
  const options: TrainingOptions = { ...trainingOptions, epochs: 5, patience: 5, parts };

  /** A network that remembers the series of its steps. */
  class Watched extends WasmEngine {
    readonly seen: number[] = [];

    constructor() {
      super(freshKernels(), networkFor(pulses, 'gru', 6), 20, pulses.normalisation, 'cross-entropy');
    }

    override batchGradient(...[set, batch, pace]: Parameters<WasmEngine['batchGradient']>): Promise<number> {
      this.seen.push(...batch);
      return super.batchGradient(set, batch, pace);
    }
  }

  it('takes its steps on them, until all series have their turn, and gives the same bits again', async () => {
    const first = new Watched();
    const errors: number[] = [];
    const onEpoch = ({ trainLoss }: { readonly trainLoss: number }): number => errors.push(trainLoss);
    const trained = await trainNetwork(first, pulses, options, { onEpoch });
    expect(first.seen).toHaveLength((0.4 + 0.4 + 0.75 + 1 + 1) * count);
    expect(new Set(first.seen.slice(0, 0.8 * count)).size).toBe(0.4 * count);
    expect(errors.every(Number.isFinite)).toBe(true);

    const second = new Watched();
    const again = await trainNetwork(second, pulses, options, {});
    expect(second.seen).toEqual(first.seen);
    expect(again.parameters).toEqual(trained.parameters);
  });

  it('tunes rounded weights on all series', async () => {
    const network = new Watched();
    const { parameters } = await trainNetwork(network, pulses, options, {});
    network.seen.length = 0;
    await tuneNetwork(network, parameters, pulses, { ...options, epochs: 1 }, {});
    expect(network.seen).toHaveLength(count);
  });
});
