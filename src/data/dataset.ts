/**
 * A set of time series of unequal length. Values are raw, in the unit of the file; several series may view the same rows
 * (overlapping windows). The typed arrays may live in shared memory; nobody writes them after loading.
 */
export interface SeriesSet {
  /** [row][channel]; the rows of one series are contiguous and in time order */
  readonly values: Float32Array;
  /** [series] first row */
  readonly starts: Uint32Array;
  /** [series] number of rows, at least 1 */
  readonly lengths: Uint32Array;
  /** [series] class index, or the value to predict in the unit of the file */
  readonly targets: Float32Array;
}

/** x is fed to the network as (x − offset) · scale, per channel; a regression's target likewise. */
export interface Normalisation {
  /** [channel] */
  readonly offset: Float32Array;
  /** [channel] */
  readonly scale: Float32Array;
  readonly targetOffset: number;
  readonly targetScale: number;
}

/** What trains, and what it is validated with. */
export interface Split {
  readonly train: SeriesSet;
  readonly validation: SeriesSet;
}

export interface Dataset extends Split {
  readonly task: 'classification' | 'regression';
  readonly channels: readonly string[];
  /** Class names in the order of their index; empty for a regression. */
  readonly classes: readonly string[];
  /** Hz */
  readonly samplingRate: number | undefined;
  /** The same series split otherwise, for cross-validation: each holds out what neither `validation` nor another does. */
  readonly otherSplits: readonly Split[];
  readonly test: SeriesSet | undefined;
  /** Fitted on `train` alone; of other splits it has seen what they hold out, as scale and zero of channels. */
  readonly normalisation: Normalisation;
  /** Recordings of the training and test files that are shorter than a window, and so give none. */
  readonly leftOut: number;
}

/** Longest series of a set, in rows. */
export function longest(set: SeriesSet): number {
  return set.lengths.reduce((most, length) => Math.max(most, length), 0);
}

/** Some of the series; the rows stay where they are. */
export function pickSeries({ values, starts, lengths, targets }: SeriesSet, series: readonly number[]): SeriesSet {
  return {
    values,
    starts: Uint32Array.from(series, (index) => starts[index]!),
    lengths: Uint32Array.from(series, (index) => lengths[index]!),
    targets: Float32Array.from(series, (index) => targets[index]!),
  };
}
