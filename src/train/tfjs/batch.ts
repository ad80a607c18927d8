import type { Normalisation, SeriesSet } from '../../data/dataset.ts';
import { stepsOf, stepWindow } from '../../network/shapes.ts';
import type { Architecture } from '../../protocol/architecture.ts';
import type { BatchNormalisation } from '../augmentation.ts';

/** Some consecutive steps of a batch. */
export interface Stretch {
  readonly steps: number;
  readonly series: number;
  /** [step][series][sample that the step sees][channel], normalised; 0 where a series has ended */
  readonly windows: Float32Array;
  /** [step] → [series], 1 where the series has this step; undefined when all have it */
  readonly alive: readonly (Uint8Array | undefined)[];
}

/** Series side by side, of unequal length, padded at the end. */
export class Batch {
  readonly size: number;
  /** [series] steps */
  readonly lengths: Float32Array;
  /** [series] class index, or the normalised value to predict */
  readonly targets: Float32Array;
  readonly #architecture: Architecture;
  readonly #set: SeriesSet;
  readonly #series: readonly number[];
  readonly #normalisation: Normalisation;
  readonly #own: BatchNormalisation | undefined;

  /**
   * @param series indices into the set, at least one
   * @param own the normalisation of each of them; absent: that of the data
   */
  constructor(
    architecture: Architecture,
    set: SeriesSet,
    series: readonly number[],
    normalisation: Normalisation,
    own?: BatchNormalisation,
  ) {
    const { task } = architecture;
    const { targetOffset, targetScale } = normalisation;
    this.size = series.length;
    this.lengths = Float32Array.from(series, (index) => stepsOf(architecture, set.lengths[index]!));
    this.targets = Float32Array.from(series, (index) => {
      const target = set.targets[index]!;
      return task === 'classification' ? target : (target - targetOffset) * targetScale;
    });
    this.#architecture = architecture;
    this.#set = set;
    this.#series = series;
    this.#normalisation = normalisation;
    this.#own = own;
  }

  /** The batch in stretches of at most `steps` steps: at least one step, so that every parameter has a gradient. */
  stretches(steps: number): (() => Stretch)[] {
    const longest = Math.max(1, ...this.lengths);
    return Array.from({ length: Math.ceil(longest / steps) }, (_, index) => {
      const first = index * steps;
      return () => this.#stretch(first, Math.min(steps, longest - first));
    });
  }

  #stretch(first: number, steps: number): Stretch {
    const { inputs } = this.#architecture;
    const { kernel, stride } = stepWindow(this.#architecture);
    const width = kernel * inputs;
    const windows = new Float32Array(steps * this.size * width);
    const alive = Array.from({ length: steps }, (_, index) => {
      const step = first + index;
      this.#series.forEach((series, lane) => {
        if (step >= this.lengths[lane]!) return;
        const row = this.#set.starts[series]! + step * stride;
        windows.set(this.#normalised(row, kernel, lane), (index * this.size + lane) * width);
      });
      const living = Uint8Array.from(this.lengths, (length) => (step < length ? 1 : 0));
      return living.includes(0) ? living : undefined;
    });
    return { steps, series: this.size, windows, alive };
  }

  /** [row][channel] of the series in that lane */
  #normalised(row: number, rows: number, lane: number): Float32Array {
    const { inputs } = this.#architecture;
    const { offset, scale } = this.#own ?? this.#normalisation;
    const first = this.#own === undefined ? 0 : lane * inputs;
    const raw = this.#set.values.subarray(row * inputs, (row + rows) * inputs);
    return raw.map((value, i) => (value - offset[first + (i % inputs)]!) * scale[first + (i % inputs)]!);
  }
}
