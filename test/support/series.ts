import { Random } from '../../src/base/random.ts';
import type { Dataset, Normalisation, SeriesSet } from '../../src/data/dataset.ts';

/** Random series of the given lengths; targets are class indices below `classes`, or values when it is 0. */
export function randomSeries(lengths: readonly number[], channels: number, classes: number, seed: string): SeriesSet {
  const random = new Random(seed);
  const starts: number[] = [];
  let rows = 0;
  for (const length of lengths) {
    starts.push(rows);
    rows += length;
  }
  return {
    values: Float32Array.from({ length: rows * channels }, () => 3 + 2 * random.normal()),
    starts: Uint32Array.from(starts),
    lengths: Uint32Array.from(lengths),
    targets: Float32Array.from(lengths, () => (classes > 0 ? random.index(classes) : 10 + 4 * random.normal())),
  };
}

/** The scaling that suits `randomSeries`. */
export function normalisationOf(channels: number): Normalisation {
  return {
    offset: new Float32Array(channels).fill(3),
    scale: new Float32Array(channels).fill(0.5),
    targetOffset: 10,
    targetScale: 0.25,
  };
}

/** One series as the network sees it: [sample][channel], normalised in float32 as the kernels do. */
export function normalised(set: SeriesSet, series: number, { offset, scale }: Normalisation): Float64Array {
  const channels = offset.length;
  const first = set.starts[series]! * channels;
  return Float64Array.from({ length: set.lengths[series]! * channels }, (_, i) => {
    const channel = i % channels;
    return Math.fround(Math.fround(set.values[first + i]! - offset[channel]!) * scale[channel]!);
  });
}

/** What the loss compares with: the class, or the normalised value. */
export function normalisedTarget(
  set: SeriesSet,
  series: number,
  task: Dataset['task'],
  scaling: Normalisation,
): number {
  const target = set.targets[series]!;
  return task === 'classification' ? target : Math.fround((target - scaling.targetOffset) * scaling.targetScale);
}
