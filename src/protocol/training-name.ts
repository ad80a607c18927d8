import type { TrialState } from './run-state.ts';
import type { Metrics } from './results.ts';

/** The training of a finalist on training and validation data together. */
export const REFIT = 'refit';

/** One of the trainings of a trial: `seed 0` is that of the search. */
export const seedName = (seed: number): string => `seed ${seed}`;

/** The training of a trial in the search itself. */
export const SEARCHED = seedName(0);

/** Validation metrics of the integer network that ships; undefined: it was trained on those data too. */
export function shippedMetrics({ result, seeds, ships = SEARCHED }: TrialState): Metrics | undefined {
  if (ships === REFIT) return undefined;
  if (ships === SEARCHED) return result?.integer;
  return [...seeds].find(([seed]) => seedName(seed) === ships)?.[1].integer;
}
