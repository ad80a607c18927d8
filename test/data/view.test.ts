import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import type { Dataset, SeriesSet } from '../../src/data/dataset.ts';
import { viewOf } from '../../src/data/view.ts';
import type { Architecture } from '../../src/protocol/architecture.ts';

type Sampling = NonNullable<Architecture['sampling']>;

/** A recording of 12 rows of three channels that name their row and channel, and windows of it that overlap. */
const values = Float32Array.from({ length: 12 * 3 }, (_, i) => 10 * Math.floor(i / 3) + (i % 3));
const windows = (starts: number[], length: number): SeriesSet => ({
  values,
  starts: Uint32Array.from(starts),
  lengths: new Uint32Array(starts.length).fill(length),
  targets: Float32Array.from(starts, (_, i) => i),
});
const data: Dataset = {
  task: 'classification',
  channels: ['ax', 'ay', 'az'],
  classes: ['a', 'b'],
  samplingRate: 50,
  train: windows([0, 2, 3], 7),
  validation: windows([5], 7),
  otherSplits: [{ train: windows([5], 7), validation: windows([0, 2], 7) }],
  test: { ...windows([0], 5), values: values.slice(0, 15) },
  normalisation: {
    offset: Float32Array.of(1, 2, 3),
    scale: Float32Array.of(0.1, 0.2, 0.3),
    targetOffset: 4,
    targetScale: 5,
  },
  leftOut: 0,
};

/** [sample][channel] */
function series(set: SeriesSet, index: number, channels: number): number[][] {
  return Array.from({ length: set.lengths[index]! }, (_, sample) => {
    const first = (set.starts[index]! + sample) * channels;
    return Array.from(set.values.subarray(first, first + channels));
  });
}

describe('what a network sees of the data', () => {
  it('is every second sample, counted back from the last, of two channels', () => {
    const view = viewOf(data, { sampling: { every: 2, channels: ['ax', 'az'] } });
    expect(series(view.train, 0, 2)).toEqual([
      [0, 2],
      [20, 22],
      [40, 42],
      [60, 62],
    ]);
    expect(series(view.train, 2, 2).map(([ax]) => ax)).toEqual([30, 50, 70, 90]);
    expect(series(view.validation, 0, 2).map(([ax]) => ax)).toEqual([50, 70, 90, 110]);
    expect(series(view.test!, 0, 2).map(([ax]) => ax)).toEqual([0, 20, 40]);
    expect(view.channels).toEqual(['ax', 'az']);
    expect(view.samplingRate).toBe(25);
    expect(view.train.targets).toEqual(data.train.targets);
    expect(view.normalisation).toEqual({
      offset: Float32Array.of(1, 3),
      scale: Float32Array.of(0.1, 0.3),
      targetOffset: 4,
      targetScale: 5,
    });
  });

  it('is the end of each series, without a copy', () => {
    const view = viewOf(data, { sampling: { window: 3 } });
    expect(view.train.values).toBe(values);
    expect([...view.train.starts]).toEqual([4, 6, 7]);
    expect([...view.train.lengths]).toEqual([3, 3, 3]);
    expect(viewOf(data, {})).toBe(data);
  });

  it('is no longer than the series', () => {
    expect([...viewOf(data, { sampling: { every: 3, window: 9 } }).train.lengths]).toEqual([3, 3, 3]);
  });

  it('is the samples that a person would pick, whatever the choice, and takes no more memory than the data', () => {
    const random = new Random('view');
    for (let attempt = 0; attempt < 200; attempt++) {
      const channels = data.channels.filter(() => random.uniform() < 0.6);
      const [every, window] = [1 + random.index(6), 1 + random.index(7)];
      const sampling: Sampling = {
        ...(every > 1 && { every }),
        window,
        ...(channels.length > 0 && { channels }),
      };
      const view = viewOf(data, { sampling });
      const width = view.channels.length;
      for (const name of ['train', 'validation', 'test'] as const) {
        const [set, seen] = [data[name]!, view[name]!];
        set.starts.forEach((start, index) => {
          const picked: number[][] = [];
          for (let row = start + set.lengths[index]! - 1; row >= start && picked.length < window; row -= every) {
            picked.unshift(view.channels.map((channel) => 10 * row + data.channels.indexOf(channel)));
          }
          expect(series(seen, index, width)).toEqual(picked);
        });
      }
      expect(view.train.values.length).toBe(12 * width);
      expect(view.validation.values).toBe(view.train.values);
    }
  });

  it('is refused where the data have no such channel', () => {
    expect(() => viewOf(data, { sampling: { channels: ['gx'] } })).toThrow("no channel 'gx'");
  });
});
