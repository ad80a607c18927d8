import { expect, it } from 'vitest';
import type { Dataset, SeriesSet } from '../../src/data/dataset.ts';
import { summarise } from '../../src/search/data-summary.ts';

function set(values: number[], targets: number[]): SeriesSet {
  const starts = Uint32Array.from(targets, (_, series) => 2 * series);
  const lengths = Uint32Array.from(targets, () => 2);
  return { values: Float32Array.from(values), starts, lengths, targets: Float32Array.from(targets) };
}

function data(changes: Partial<Dataset> = {}): Dataset {
  const one = Float32Array.of(1);
  return {
    task: 'classification',
    channels: ['x'],
    classes: ['a', 'b'],
    samplingRate: undefined,
    train: set([1, 2, 3, 4], [0, 1]),
    validation: set([5, 6], [1]),
    otherSplits: [],
    test: undefined,
    normalisation: { offset: one, scale: one, targetOffset: 0, targetScale: 1 },
    leftOut: 0,
    ...changes,
  };
}

it('counts the series and knows the data again', () => {
  const summary = summarise(data());
  expect(summary).toMatchObject({ train: 2, validation: 1, test: null, samplingRate: null, classes: ['a', 'b'] });
  expect(summary.fingerprint).toMatch(/^[0-9a-f]{16}$/);
  expect(summarise(data()).fingerprint).toBe(summary.fingerprint);
});

it('notices every change of a value, a target, the split or the scaling', () => {
  const changes: Partial<Dataset>[] = [
    {},
    { train: set([1, 2, 3, 4.000001], [0, 1]) },
    { train: set([2, 1, 3, 4], [0, 1]) },
    { train: set([1, 2, 3, 4], [1, 1]) },
    { train: set([1, 2], [0]), validation: set([3, 4, 5, 6], [1, 1]) },
    { test: set([7, 8], [0]) },
    { normalisation: { ...data().normalisation, targetScale: 2 } },
  ];
  expect(new Set(changes.map((change) => summarise(data(change)).fingerprint)).size).toBe(changes.length);
});
