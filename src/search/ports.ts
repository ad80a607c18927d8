import type { Metrics } from '../protocol/results.ts';
import type { TrialResult } from '../train/trial-runner.ts';

/** What a trial leaves behind besides its journal lines. */
export type TrainedTrial = Pick<TrialResult, 'parameters' | 'network'>;

/** Where the trained networks of a run live. */
export interface TrialStore {
  /**
   * Resolves when the network is safe; only then is the training journaled as finished.
   * @param training which one of the trial; absent: that of the search, `seed 0`
   */
  save(trial: number, trained: TrainedTrial, training?: string): Promise<void>;
  /** Makes one of a trial's trainings the one that everybody gets. */
  ship(trial: number, training: string): Promise<void>;
  /** Deletes the networks of all other trials. */
  retain(trials: readonly number[]): Promise<void>;
}

export interface Clock {
  /** Monotonic, from any origin. */
  milliseconds(): number;
  /** Now, ISO 8601, UTC. */
  timestamp(): string;
}

/**
 * Measures what the members of the final front ship on the test set, once. The search itself has no other way to see test
 * data.
 * @returns metrics of the integer networks, by trial
 */
export type Confirm = (members: readonly number[], signal: AbortSignal) => Promise<ReadonlyMap<number, Metrics>>;
