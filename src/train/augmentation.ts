import type { Random } from '../base/random.ts';
import type { Dataset, SeriesSet } from '../data/dataset.ts';
import type { Augmentation } from './trainer.ts';

/**
 * Batches as other devices and other wearers would have recorded them: every channel of every series with a gain and a shift
 * of its own, constant over time. A gain is e^u, u uniform in ±`gain`, about the channel's normalisation offset; a shift is
 * uniform in ±`shift`, in normalised units. Validation and test data are never touched.
 */
export class Augmenter {
  readonly #data: Dataset;
  readonly #augmentation: Augmentation;
  readonly #random: Random;
  /** One for all batches: fresh memory costs more than what is written into it. */
  #values = new Float32Array();

  constructor(data: Dataset, augmentation: Augmentation, random: Random) {
    this.#data = data;
    this.#augmentation = augmentation;
    this.#random = random;
  }

  /**
   * @param series which ones of the training set
   * @returns a set of those series alone, in the same order; it lasts until the next
   */
  batch(series: readonly number[]): SeriesSet {
    const { train: set, normalisation } = this.#data;
    const channels = normalisation.offset.length;
    const lengths = Uint32Array.from(series, (index) => set.lengths[index]!);
    const starts = new Uint32Array(series.length);
    for (let place = 1; place < series.length; place++) starts[place] = starts[place - 1]! + lengths[place - 1]!;
    const length = lengths.reduce((sum, steps) => sum + steps, 0) * channels;
    if (this.#values.length < length) this.#values = new Float32Array(length);
    const values = this.#values.subarray(0, length);
    series.forEach((index, place) => {
      const from = set.starts[index]! * channels;
      const to = starts[place]! * channels;
      const end = from + lengths[place]! * channels;
      for (let channel = 0; channel < channels; channel++) this.#distort(channel, from, end, values, to);
    });
    return { ...set, values, starts, lengths, targets: Float32Array.from(series, (index) => set.targets[index]!) };
  }

  /** A channel of a series, [step][channel], whose recorded values are those from `from` to `end`. */
  #distort(channel: number, from: number, end: number, output: Float32Array, to: number): void {
    const { offset, scale } = this.#data.normalisation;
    const { gain, shift } = this.#augmentation;
    const { values } = this.#data.train;
    const channels = offset.length;
    const scaled = Math.exp(this.#random.between(-gain, gain));
    const moved = offset[channel]! * (1 - scaled) + this.#random.between(-shift, shift) / scale[channel]!;
    const [factor, term] = [Math.fround(scaled), Math.fround(moved)];
    for (let i = from + channel, j = to + channel; i < end; i += channels, j += channels) {
      output[j] = values[i]! * factor + term;
    }
  }
}
