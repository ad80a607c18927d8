import { errorOf } from './error-of.ts';
import type { TrialState } from './run-state.ts';

/** How the quality of a network varies with the seed of its training. */
export interface Spread {
  /** Trainings, the search's own included. */
  readonly count: number;
  /** Of `errorOf` the integer network on validation data. */
  readonly mean: number;
  /** Sample standard deviation. */
  readonly deviation: number;
}

/** `errorOf` the integer network, one per seed, the search's own first; empty when the trial did not finish. */
export function errorsBySeed({ result, seeds }: TrialState): number[] {
  if (result === undefined) return [];
  const repeats = [...seeds].toSorted(([a], [b]) => a - b).map(([, { integer }]) => integer);
  return [result.integer, ...repeats].map(errorOf);
}

/** Mean over the seeds of `errorsBySeed`; undefined when the trial did not finish. */
export function meanError(trial: TrialState): number | undefined {
  const errors = errorsBySeed(trial);
  return errors.length === 0 ? undefined : errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

/** @param errors one per seed; undefined when only one seed was tried */
export function spreadOf(errors: readonly number[]): Spread | undefined {
  const count = errors.length;
  if (count < 2) return undefined;
  const mean = errors.reduce((sum, error) => sum + error, 0) / count;
  const squares = errors.reduce((sum, error) => sum + (error - mean) ** 2, 0);
  return { count, mean, deviation: Math.sqrt(squares / (count - 1)) };
}
