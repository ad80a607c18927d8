import { dominates, nonDominated, type Objectives } from '../protocol/dominance.ts';

/**
 * Volume of what the points dominate, up to the reference point; all objectives are made small. Exact. Points that are not
 * better than the reference in every objective add nothing. Two objectives by a sweep, three by slices, more by WFG (While,
 * Bradstreet, Barone 2012). The result does not depend on the order of the points, to the last bit.
 */
export function hypervolume(points: readonly Objectives[], reference: Objectives): number {
  return volume(front(points.filter((point) => isInside(point, reference))), reference);
}

/** What a point adds to the volume of others: its box, less the part that they cover of it. */
export function addedVolume(point: Objectives, others: readonly Objectives[], reference: Objectives): number {
  if (!isInside(point, reference)) return 0;
  const inside = others.filter((other) => isInside(other, reference));
  return exclusive(point, inside, reference);
}

function isInside(point: Objectives, reference: Objectives): boolean {
  return point.every((value, m) => value < reference[m]!);
}

/** The non-dominated points in lexicographic order. */
function front(points: readonly Objectives[]): Objectives[] {
  return nonDominated(points)
    .map((index) => points[index]!)
    .sort(lexicographic);
}

function lexicographic(a: Objectives, b: Objectives): number {
  const m = a.findIndex((value, i) => value !== b[i]);
  return m < 0 ? 0 : a[m]! - b[m]!;
}

/** @param points a front in lexicographic order */
function volume(points: readonly Objectives[], reference: Objectives): number {
  switch (reference.length) {
    case 0:
      return 0;
    case 1:
      return points.length === 0 ? 0 : reference[0]! - points[0]![0]!;
    case 2:
      return area(points, reference);
    case 3:
      return sliced(points, reference);
    default:
      return points.reduce((sum, point, i) => sum + exclusive(point, points.slice(i + 1), reference), 0);
  }
}

/** @param points two objectives; the first ascends, so the second descends */
function area(points: readonly Objectives[], reference: Objectives): number {
  let sum = 0;
  let top = reference[1]!;
  for (const point of points) {
    sum += (reference[0]! - point[0]!) * (top - point[1]!);
    top = point[1]!;
  }
  return sum;
}

/** Slices along the first objective; between two points the cross-section is an area in the other two. */
function sliced(points: readonly Objectives[], reference: Objectives): number {
  const section = reference.slice(1);
  let staircase: Objectives[] = [];
  let sum = 0;
  points.forEach((point, i) => {
    const corner = point.slice(1);
    staircase = staircase.filter((other) => !dominates(corner, other));
    if (!staircase.some((other) => other[0]! <= corner[0]! && other[1]! <= corner[1]!)) {
      const place = staircase.findIndex((other) => other[0]! > corner[0]!);
      staircase.splice(place < 0 ? staircase.length : place, 0, corner);
    }
    const depth = (points[i + 1]?.[0] ?? reference[0]!) - point[0]!;
    if (depth > 0) sum += depth * area(staircase, section);
  });
  return sum;
}

/** All points are better than the reference in every objective. */
function exclusive(point: Objectives, others: readonly Objectives[], reference: Objectives): number {
  const box = point.reduce((product, value, m) => product * (reference[m]! - value), 1);
  const covered = others.map((other) => other.map((value, m) => Math.max(value, point[m]!)));
  return box - volume(front(covered), reference);
}
