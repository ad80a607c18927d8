import type { Random } from '../base/random.ts';
import type { Normalisation, SeriesSet } from '../data/dataset.ts';
import type { Augmentation } from './trainer.ts';

/**
 * A batch as other devices and other wearers would have recorded it: every channel of every series with a gain and a shift
 * of its own, constant over time. A gain is e^u, u uniform in ±`gain`, about the channel's normalisation offset; a shift is
 * uniform in ±`shift`, in normalised units. Validation and test data are never touched.
 * @param series which ones of the set
 * @returns a set of those series alone, in the same order
 */
export function augmented(
  set: SeriesSet,
  series: readonly number[],
  { offset, scale }: Normalisation,
  { gain, shift }: Augmentation,
  random: Random,
): SeriesSet {
  const channels = offset.length;
  const lengths = Uint32Array.from(series, (index) => set.lengths[index]!);
  const starts = new Uint32Array(series.length);
  for (let place = 1; place < series.length; place++) starts[place] = starts[place - 1]! + lengths[place - 1]!;
  const values = new Float32Array(lengths.reduce((sum, length) => sum + length, 0) * channels);
  const factors = new Float32Array(channels);
  const terms = new Float32Array(channels);
  series.forEach((index, place) => {
    for (let channel = 0; channel < channels; channel++) {
      const factor = Math.exp(random.between(-gain, gain));
      factors[channel] = factor;
      terms[channel] = offset[channel]! * (1 - factor) + random.between(-shift, shift) / scale[channel]!;
    }
    const from = set.starts[index]! * channels;
    const to = starts[place]! * channels;
    for (let i = 0, channel = 0; i < lengths[place]! * channels; i++) {
      values[to + i] = set.values[from + i]! * factors[channel]! + terms[channel]!;
      if (++channel === channels) channel = 0;
    }
  });
  return { ...set, values, starts, lengths, targets: Float32Array.from(series, (index) => set.targets[index]!) };
}
