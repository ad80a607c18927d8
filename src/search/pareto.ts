import { dominates, type Objectives } from '../protocol/dominance.ts';

/**
 * Ranks by non-domination (Deb et al. 2002, NSGA-II): the points that nobody dominates, then those that only they
 * dominate, and so on. Indices ascend within a rank; equal points share theirs.
 */
export function nonDominatedSort(points: readonly Objectives[]): number[][] {
  const dominators = points.map((point) => points.filter((other) => dominates(other, point)).length);
  const fronts: number[][] = [];
  let front = points.flatMap((_, i) => (dominators[i] === 0 ? [i] : []));
  while (front.length > 0) {
    fronts.push(front);
    const next: number[] = [];
    for (const i of front) {
      points.forEach((point, j) => {
        if (!dominates(points[i]!, point)) return;
        dominators[j]!--;
        if (dominators[j] === 0) next.push(j);
      });
    }
    front = next.sort((a, b) => a - b);
  }
  return fronts;
}

/**
 * How alone each point of a front stands (Deb et al. 2002): the sum over objectives of the distance between its two
 * neighbours, relative to the range. Infinite at the ends.
 */
export function crowdingDistances(points: readonly Objectives[]): number[] {
  const distances = points.map(() => 0);
  for (let m = 0; m < (points[0]?.length ?? 0); m++) {
    const values = points.map((point) => point[m]!);
    const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
    const range = Math.max(...values) - Math.min(...values);
    if (range === 0) continue;
    order.forEach((index, place) => {
      const before = values[order[place - 1] ?? -1] ?? -Infinity;
      const after = values[order[place + 1] ?? -1] ?? Infinity;
      distances[index]! += (after - before) / range;
    });
  }
  return distances;
}

/**
 * A reference point for hypervolume: a tenth of the range beyond the worst value of each objective, so that the ends of
 * the front count too (Ishibuchi et al. 2018). Volumes compare only under the same reference.
 */
export function referencePoint(points: readonly Objectives[]): number[] {
  const [first = []] = points;
  return first.map((_, m) => {
    const values = points.map((point) => point[m]!);
    const worst = Math.max(...values);
    const range = worst - Math.min(...values);
    return worst + (range > 0 ? range / 10 : Math.abs(worst) / 10 || 1);
  });
}
