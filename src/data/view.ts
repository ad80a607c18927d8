import type { Architecture } from '../protocol/architecture.ts';
import { rateSeen, samplesSeen } from '../protocol/sampling.ts';
import type { Dataset, SeriesSet } from './dataset.ts';

type Sampling = NonNullable<Architecture['sampling']>;

/**
 * What a network sees of the data: the channels that it has, every n-th sample counted back from the last one of a
 * series, and of these the last `window`. Scaling stays as it was fitted on all samples. Rows are shared with the data
 * where they stay as they are, and otherwise take at most as much memory again.
 * @throws RangeError when the data have no such channel
 */
export function viewOf(data: Dataset, { sampling }: Pick<Architecture, 'sampling'>): Dataset {
  if (sampling === undefined) return data;
  const names = sampling.channels ?? data.channels;
  const channels = Uint32Array.from(names, (name) => {
    const channel = data.channels.indexOf(name);
    if (channel < 0) throw new RangeError(`the data have no channel '${name}'`);
    return channel;
  });
  const rows = new Map<Float32Array, ThinnedRows>();
  const seen = (set: SeriesSet): SeriesSet => {
    let thinned = rows.get(set.values);
    if (thinned === undefined) {
      thinned = new ThinnedRows(set.values, data.channels.length, channels, sampling.every ?? 1);
      rows.set(set.values, thinned);
    }
    return viewOfSet(set, thinned, sampling);
  };
  const { offset, scale } = data.normalisation;
  return {
    ...data,
    channels: names,
    samplingRate: rateSeen({ sampling }, data.samplingRate),
    train: seen(data.train),
    validation: seen(data.validation),
    otherSplits: data.otherSplits.map(({ train, validation }) => ({
      train: seen(train),
      validation: seen(validation),
    })),
    test: data.test && seen(data.test),
    normalisation: {
      ...data.normalisation,
      offset: Float32Array.from(channels, (channel) => offset[channel]!),
      scale: Float32Array.from(channels, (channel) => scale[channel]!),
    },
  };
}

function viewOfSet(set: SeriesSet, rows: ThinnedRows, sampling: Sampling): SeriesSet {
  const lengths = set.lengths.map((length) => samplesSeen({ sampling }, length));
  const starts = set.starts.map((start, series) => {
    const last = start + set.lengths[series]! - 1;
    return rows.place(last) - (lengths[series]! - 1);
  });
  return { values: rows.values, starts, lengths, targets: set.targets };
}

/**
 * Rows in the order of their phase, first 0, n, 2n …, then 1, n + 1 …: every n-th row counted from any row is contiguous,
 * and overlapping windows still share theirs.
 */
class ThinnedRows {
  readonly values: Float32Array;
  readonly #every: number;
  readonly #rows: number;

  constructor(values: Float32Array, width: number, channels: Uint32Array, every: number) {
    this.#every = every;
    this.#rows = values.length / width;
    const whole = channels.length === width && channels.every((channel, index) => channel === index);
    this.values = whole && every === 1 ? values : this.#gather(values, width, channels);
  }

  /** Where a row has come to stand. */
  place(row: number): number {
    const phase = row % this.#every;
    const rest = this.#rows % this.#every;
    return phase * Math.floor(this.#rows / this.#every) + Math.min(phase, rest) + Math.floor(row / this.#every);
  }

  #gather(values: Float32Array, width: number, channels: Uint32Array): Float32Array {
    const gathered = new Float32Array(this.#rows * channels.length);
    let at = 0;
    for (let phase = 0; phase < this.#every; phase++) {
      for (let row = phase; row < this.#rows; row += this.#every) {
        for (const channel of channels) gathered[at++] = values[row * width + channel]!;
      }
    }
    return gathered;
  }
}
