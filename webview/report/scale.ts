/** A linear axis: values to pixels, with ticks at round numbers. */
export interface Scale {
  readonly ticks: readonly number[];
  /** @returns pixels */
  place(value: number): number;
}

/**
 * @param from pixels of the smallest tick
 * @param to pixels of the largest
 * @param unit ticks are round in this unit, e.g. 1024 for bytes
 */
export function linearScale(values: readonly number[], from: number, to: number, unit = 1): Scale {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = high - low || Math.abs(high) || 1;
  const step = roundStep(span / 5 / unit) * unit;
  const first = Math.floor((low - span * 0.02) / step) * step;
  const ticks = [first];
  while (ticks.at(-1)! < high + span * 0.02) ticks.push(first + ticks.length * step);
  const last = ticks.at(-1)!;
  return { ticks, place: (value) => from + ((value - first) / (last - first)) * (to - from) };
}

/** The smallest of 1, 2, 2.5, 5 times a power of ten that is at least `step`. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= step * 0.999)!;
}
