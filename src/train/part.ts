import type { Random } from '../base/random.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Part } from './trainer.ts';

/** Series that a part has at least, where there are as many: fewer say little of a network. */
const LEAST = 64;

/**
 * What an epoch sees of the training series: all, or a part in which the classes are as frequent as in all. A small part is
 * in every larger one.
 * @returns indices of training series by epoch, from 1
 */
export function partsOf(data: Dataset, parts: readonly Part[], random: Random): (epoch: number) => readonly number[] {
  const all = [...data.train.lengths.keys()];
  if (parts.length === 0) return () => all;
  const mixed = stratified(random.shuffle(all), data);
  return (epoch) => {
    const part = parts.find(({ until }) => epoch <= until);
    return part === undefined ? all : mixed.slice(0, Math.max(LEAST, Math.ceil(part.share * all.length)));
  };
}

/** In an order of which every beginning has the classes as all have them: the j-th of n stands at (j + ½) / n. */
function stratified(series: readonly number[], { classes, train: { targets } }: Dataset): readonly number[] {
  if (classes.length === 0) return series;
  const counts = new Uint32Array(classes.length);
  for (const index of series) counts[targets[index]!]!++;
  const seen = new Uint32Array(classes.length);
  const placed = series.map((index) => {
    const own = targets[index]!;
    return { index, place: (seen[own]!++ + 0.5) / counts[own]! };
  });
  return placed.toSorted((a, b) => a.place - b.place).map(({ index }) => index);
}
