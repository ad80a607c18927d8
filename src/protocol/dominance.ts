/** Vectors of objectives, all to be made small. */
export type Objectives = readonly number[];

/** `a` is nowhere worse than `b` and somewhere better. */
export function dominates(a: Objectives, b: Objectives): boolean {
  let better = false;
  for (let i = 0; i < a.length; i++) {
    if (a[i]! > b[i]!) return false;
    if (a[i]! < b[i]!) better = true;
  }
  return better;
}

/** `a` is nowhere worse than `b`. */
export function weaklyDominates(a: Objectives, b: Objectives): boolean {
  return a.every((value, i) => value <= b[i]!);
}

/** Indices of the points that no other dominates, ascending. Of equal points only the first stays. */
export function nonDominated(points: readonly Objectives[]): number[] {
  const kept: number[] = [];
  points.forEach((candidate, index) => {
    if (kept.some((other) => weaklyDominates(points[other]!, candidate))) return;
    const survivors = kept.filter((other) => !dominates(candidate, points[other]!));
    kept.splice(0, kept.length, ...survivors, index);
  });
  return kept;
}
