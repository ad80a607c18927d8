import type { Point } from './plot-points.ts';

/**
 * The trial that an arrow key leads to: ← and → along the staircase of the front, ↑ and ↓ through all points from left to
 * right. @returns undefined when the key does not move
 */
export function stepAlong(
  points: readonly Point[],
  corners: readonly Point[],
  from: number | undefined,
  key: string,
): number | undefined {
  const leftToRight = (a: Point, b: Point): number => a.x - b.x || a.y - b.y || a.trial - b.trial;
  const walk = key === 'ArrowUp' || key === 'ArrowDown' ? points : corners;
  const path = [...walk].sort(leftToRight);
  const last = path.length - 1;
  if (last < 0) return undefined;
  if (key === 'Home') return path[0]!.trial;
  if (key === 'End') return path[last]!.trial;
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 1, ArrowDown: -1 }[key];
  if (step === undefined) return undefined;
  const here = path.findIndex(({ trial }) => trial === from);
  if (here >= 0) return path[Math.min(last, Math.max(0, here + step))]!.trial;
  // From beside the path, onto it.
  const start = points.find(({ trial }) => trial === from);
  if (start === undefined) return path[0]!.trial;
  const beyond = step > 0 ? path.find((point) => point.x >= start.x) : path.findLast((point) => point.x <= start.x);
  return (beyond ?? path[step > 0 ? last : 0]!).trial;
}
