import type { Random } from '../base/random.ts';
import type { Normalisation } from '../data/dataset.ts';
import type { Augmentation } from './trainer.ts';

/** Every series of a batch has its own: [series][channel], normalised = (value − offset) · scale. */
export interface BatchNormalisation {
  readonly offset: Float32Array;
  readonly scale: Float32Array;
}

/**
 * Batches as other devices and other wearers would have recorded them: every channel of every series with a gain and a shift
 * of its own, constant over time. A gain is e^u, u uniform in ±`gain`, about the channel's normalisation offset; a shift is
 * uniform in ±`shift`, in normalised units. Both are part of how a series is normalised, and cost nothing per value.
 * Validation and test data are never touched.
 */
export class Augmenter {
  readonly #normalisation: Normalisation;
  readonly #augmentation: Augmentation;
  readonly #random: Random;

  constructor(normalisation: Normalisation, augmentation: Augmentation, random: Random) {
    this.#normalisation = normalisation;
    this.#augmentation = augmentation;
    this.#random = random;
  }

  /** @param count series of the next batch */
  normalisation(count: number): BatchNormalisation {
    const { offset, scale } = this.#normalisation;
    const { gain, shift } = this.#augmentation;
    const channels = offset.length;
    const own = { offset: new Float32Array(count * channels), scale: new Float32Array(count * channels) };
    for (let at = 0; at < count * channels; at++) {
      const channel = at % channels;
      const scaled = scale[channel]! * Math.exp(this.#random.between(-gain, gain));
      own.scale[at] = scaled;
      own.offset[at] = offset[channel]! - this.#random.between(-shift, shift) / scaled;
    }
    return own;
  }
}
