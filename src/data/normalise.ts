import type { Arrays } from './arrays.ts';
import type { Normalisation, SeriesSet } from './dataset.ts';

/**
 * Fits the scaling on a training part.
 *
 * `standard`: mean 0, standard deviation 1. `minmax`: from −1 to 1. Every row counts once, however many windows see it.
 * A constant channel becomes 0. A regression's target has mean 0 and standard deviation 1 over the series, whatever
 * is done to the channels: an untrained network then starts at the mean.
 */
export function fitNormalisation(
  train: SeriesSet,
  channels: number,
  method: 'standard' | 'minmax' | 'none',
  task: 'classification' | 'regression',
  arrays: Arrays,
): Normalisation {
  const offset = arrays.floats(channels);
  const scale = arrays.floats(channels).fill(1);
  if (method !== 'none') {
    const spans = coveredRows(train);
    for (let channel = 0; channel < channels; channel++) {
      const moments = momentsOf(train.values, spans, channels, channel);
      [offset[channel], scale[channel]] = method === 'standard' ? standard(moments) : minmax(moments);
    }
  }
  const [targetOffset, targetScale] =
    task === 'regression' ? standard(momentsOf(train.targets, [[0, train.targets.length]], 1, 0)) : [0, 1];
  return { offset, scale, targetOffset, targetScale };
}

interface Moments {
  readonly mean: number;
  /** standard deviation, of the population */
  readonly deviation: number;
  readonly least: number;
  readonly most: number;
}

function standard({ mean, deviation, least, most }: Moments): [number, number] {
  return least === most ? [least, 1] : [mean, usable(1 / deviation)];
}

function minmax({ least, most }: Moments): [number, number] {
  return least === most ? [least, 1] : [(least + most) / 2, usable(2 / (most - least))];
}

/** A spread below what float32 can be divided by counts as none. */
function usable(scale: number): number {
  return Number.isFinite(Math.fround(scale)) ? scale : 1;
}

/** Rows [first, end) in some series, ascending, without overlap. */
function coveredRows(set: SeriesSet): [number, number][] {
  const order = Array.from(set.starts.keys()).sort((a, b) => set.starts[a]! - set.starts[b]!);
  const spans: [number, number][] = [];
  let end = -1;
  for (const series of order) {
    const first = set.starts[series]!;
    if (first > end) spans.push([first, first]);
    end = Math.max(end, first + set.lengths[series]!);
    spans[spans.length - 1]![1] = end;
  }
  return spans;
}

/** Sums are taken about the first value, so that a large mean does not swallow a small spread. */
function momentsOf(values: Float32Array, spans: readonly [number, number][], width: number, column: number): Moments {
  const origin = values[(spans[0]?.[0] ?? 0) * width + column] ?? 0;
  let sum = 0;
  let squares = 0;
  let count = 0;
  let least = origin;
  let most = origin;
  for (const [first, end] of spans) {
    for (let at = first * width + column; at < end * width; at += width) {
      const value = values[at]!;
      const distance = value - origin;
      sum += distance;
      squares += distance * distance;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    count += end - first;
  }
  const mean = sum / count;
  return { mean: origin + mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)), least, most };
}
