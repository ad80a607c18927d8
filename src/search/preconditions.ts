import { UserError } from '../base/errors.ts';
import type { Spec } from '../spec/schema.ts';
import type { CostEstimator } from './constraints.ts';
import type { Space } from './space.ts';

/** @throws UserError when an objective cannot be computed on this board */
export function assertObjectivesKnown(search: { spec: Spec; space: Space; estimator: CostEstimator }): void {
  const { spec, space, estimator } = search;
  if (!spec.strategy.objectives.includes('energy')) return;
  const [example] = space.enumerate();
  if (estimator(example!).energy !== null) return;
  const message = `the power of ${spec.target.board} is unknown, so energy cannot be an objective`;
  throw new UserError('search/energy-unknown', message, {
    hint: 'Take `energy` out of `strategy.objectives`, or choose a board with known power.',
  });
}

/** @throws UserError when a run is resumed with something else than it began with */
export function assertSame(then: string, now: string, what: 'spec' | 'data'): void {
  if (then === now) return;
  throw new UserError(`search/${what}-changed`, `the ${what} changed since this run began, so it cannot be resumed`, {
    hint: 'Start a new run.',
  });
}
