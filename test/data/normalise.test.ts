import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { csv, csvSpec, load } from './support.ts';

const random = new Random('normalise');
const rows = Array.from({ length: 600 }, (_, i) => {
  const series = Math.floor(i / 10);
  return [series, 1e5 + 0.01 * random.normal(), -3 + 20 * random.uniform(), 518.67, 7 * series + 1];
});
const content = csv({ header: ['id', 'far', 'wide', 'constant', 'y'], rows });
const task = { type: 'regression', target: 'y' } as const;

/** What the network is fed of a channel, every row of the part once. */
function fed(dataset: Dataset, channel: number): number[] {
  const { train, normalisation, channels } = dataset;
  const seen = new Set<number>();
  train.starts.forEach((start, i) => {
    for (let row = start; row < start + train.lengths[i]!; row++) seen.add(row);
  });
  return [...seen].map((row) => {
    const value = train.values[row * channels.length + channel]!;
    return (value - normalisation.offset[channel]!) * normalisation.scale[channel]!;
  });
}

function moments(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) };
}

describe('normalisation', () => {
  it.each([{}, { window: { length: 4, stride: 3, label: 'last', test: 'all' } as const }])(
    'standard: mean 0 and deviation 1 over the training part, its rows counted once (%j)',
    async (data) => {
      const dataset = await load({ 'train.csv': content }, csvSpec(data, task));
      const far = moments(fed(dataset, 0));
      expect(Math.abs(far.mean)).toBeLessThan(0.5); // float32 holds 1e5 ± 0.004, and the deviation is 0.01
      expect(far.deviation).toBeCloseTo(1, 3);
      const wide = moments(fed(dataset, 1));
      expect(wide.mean).toBeCloseTo(0, 5);
      expect(wide.deviation).toBeCloseTo(1, 5);
    },
  );

  it('feeds zeros of a constant channel, exactly', async () => {
    for (const normalise of ['standard', 'minmax'] as const) {
      const dataset = await load({ 'train.csv': content }, csvSpec({ normalise }, task));
      expect(new Set(fed(dataset, 2))).toEqual(new Set([0]));
      expect(dataset.normalisation.scale[2]).toBe(1);
    }
  });

  it('minmax: from -1 to 1', async () => {
    const dataset = await load({ 'train.csv': content }, csvSpec({ normalise: 'minmax' }, task));
    const values = fed(dataset, 1);
    expect(Math.min(...values)).toBeCloseTo(-1, 5);
    expect(Math.max(...values)).toBeCloseTo(1, 5);
  });

  it('none leaves the channels alone, not the target', async () => {
    const dataset = await load({ 'train.csv': content }, csvSpec({ normalise: 'none' }, task));
    expect([...dataset.normalisation.offset]).toEqual([0, 0, 0]);
    expect([...dataset.normalisation.scale]).toEqual([1, 1, 1]);
    expect(dataset.normalisation.targetScale).not.toBe(1);
  });

  it('standardises the target of a regression', async () => {
    const { train, normalisation } = await load({ 'train.csv': content }, csvSpec({}, task));
    const targets = [...train.targets].map((y) => (y - normalisation.targetOffset) * normalisation.targetScale);
    expect(moments(targets).mean).toBeCloseTo(0, 5);
    expect(moments(targets).deviation).toBeCloseTo(1, 5);
  });

  it('is fitted on the training part alone', async () => {
    const dataset = await load({ 'train.csv': content }, csvSpec({}, task));
    const held = new Set([...dataset.validation.starts].map((start) => start / 10));
    const changed = rows.map(([id, far, , constant, y]) => [id!, far!, held.has(id!) ? 1e6 : 0, constant!, y!]);
    const other = await load(
      { 'train.csv': csv({ header: ['id', 'far', 'wide', 'constant', 'y'], rows: changed }) },
      csvSpec({}, task),
    );
    expect(other.normalisation.offset[1]).toBe(0);
    expect(other.normalisation.scale[1]).toBe(1);
  });

  it('stays finite for a spread that float32 cannot divide by', async () => {
    const tiny = csv({
      header: ['id', 'x', 'y'],
      rows: Array.from({ length: 20 }, (_, i) => [i, i % 2 ? '1e-42' : 0, i]),
    });
    for (const normalise of ['standard', 'minmax'] as const) {
      const dataset = await load({ 'train.csv': tiny }, csvSpec({ normalise }, task));
      expect(Number.isFinite(dataset.normalisation.scale[0])).toBe(true);
    }
  });
});
