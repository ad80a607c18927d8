import { LANES } from '../../compile/wasm/lanes.ts';
import type { SeriesSet } from '../../data/dataset.ts';

/** The series in panels of sixteen, longest first; among equals in the order given. By their places in `series`. */
export function panelsOf(set: SeriesSet, series: readonly number[]): number[][] {
  const sorted = [...series.keys()].sort((a, b) => set.lengths[series[b]!]! - set.lengths[series[a]!]!);
  return Array.from({ length: Math.ceil(sorted.length / LANES) }, (_, panel) => {
    return sorted.slice(panel * LANES, (panel + 1) * LANES);
  });
}
