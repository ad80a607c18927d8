import type { ReferencePoint } from '../../src/protocol/dashboard.ts';
import type { RunState } from '../../src/protocol/run-state.ts';
import type { Measure } from './measures.ts';

/** A finished trial in the plane of two measures. */
export interface Point {
  readonly trial: number;
  readonly x: number;
  readonly y: number;
  /** Of the run's front, which may span more than the two measures. */
  readonly member: boolean;
}

export interface Mark {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

export function pointsOf({ trials, front }: RunState, x: Measure, y: Measure): readonly Point[] {
  const members = new Set(front);
  return trials.flatMap((trial) => {
    const [across, up] = [x.of(trial), y.of(trial)];
    if (trial.result === undefined || across === undefined || up === undefined) return [];
    return [{ trial: trial.index, x: across, y: up, member: members.has(trial.index) }];
  });
}

/** The published results that have both measures. */
export function marksOf(references: readonly ReferencePoint[], x: Measure, y: Measure): readonly Mark[] {
  return references.flatMap((reference) => {
    const [across, up] = [x.ofReference(reference), y.ofReference(reference)];
    return across === undefined || up === undefined ? [] : [{ name: reference.name, x: across, y: up }];
  });
}

/** The members that are best in these two measures alone, from the best across to the best up: the corners of a staircase. */
export function staircase(points: readonly Point[], x: Measure, y: Measure): readonly Point[] {
  const cost = (measure: Measure, value: number): number => (measure.better === 'less' ? value : -value);
  let least = Infinity;
  return points
    .filter(({ member }) => member)
    .sort((a, b) => cost(x, a.x) - cost(x, b.x) || cost(y, a.y) - cost(y, b.y))
    .filter((point) => {
      const better = cost(y, point.y) < least;
      if (better) least = cost(y, point.y);
      return better;
    });
}
