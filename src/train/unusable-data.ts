import type { Dataset, SeriesSet } from '../data/dataset.ts';

/** Largest normalised target: beyond, the output of the integer network (Q12 in 32 bits) cannot reach it. */
const LARGEST_TARGET = 2 ** 19;

const known = new WeakMap<Dataset, string | undefined>();

/**
 * Why nothing sensible can be learned from the data: the first value that is not a finite number once normalised, or a
 * target far out of range. The loss would not always tell: σ and tanh flatten infinite inputs. Data are looked at once.
 * @returns undefined when all values are fine
 */
export function unusableValue(data: Dataset): string | undefined {
  if (!known.has(data)) {
    known.set(data, unusableIn(data, data.train, 'training') ?? unusableIn(data, data.validation, 'validation'));
  }
  return known.get(data);
}

function unusableIn(data: Dataset, set: SeriesSet, name: string): string | undefined {
  return unusableInput(data, set, name) ?? (data.task === 'regression' ? unusableTarget(data, set, name) : undefined);
}

function unusableInput({ channels, normalisation }: Dataset, set: SeriesSet, name: string): string | undefined {
  const { offset, scale } = normalisation;
  for (let row = 0, at = 0; at < set.values.length; row++) {
    for (let channel = 0; channel < channels.length; channel++, at++) {
      const value = set.values[at]!;
      if (Number.isFinite(Math.fround((value - offset[channel]!) * scale[channel]!))) continue;
      const series = seriesWith(set, row);
      if (series < 0) continue; // rows of another set
      const place = `sample ${row - set.starts[series]!} of series ${series} of the ${name} data`;
      return `channel '${channels[channel]!}' is ${value} in ${place}, which cannot be learned: mend or drop the recording`;
    }
  }
  return undefined;
}

const seriesWith = ({ starts, lengths }: SeriesSet, row: number): number =>
  starts.findIndex((start, series) => start <= row && row < start + lengths[series]!);

function unusableTarget({ normalisation }: Dataset, set: SeriesSet, name: string): string | undefined {
  const { targetOffset, targetScale } = normalisation;
  const series = set.targets.findIndex((target) => {
    return !(Math.abs((target - targetOffset) * targetScale) <= LARGEST_TARGET); // NaN too
  });
  if (series < 0) return undefined;
  const target = `the target of series ${series} of the ${name} data is ${set.targets[series]!}`;
  return `${target}, which cannot be learned: the others are about ${targetOffset}; mend or drop the recording`;
}
