import type { Architecture } from '../protocol/architecture.ts';
import type { Metrics } from '../protocol/results.ts';
import type { TrialResult } from '../train/trial-runner.ts';

/** What a trial leaves behind besides its journal lines. */
export type TrainedTrial = Pick<TrialResult, 'parameters' | 'network'>;

/** Where the trained networks of a run live. */
export interface TrialStore {
  /** Resolves when the network is safe; only then is the trial journaled as finished. */
  save(trial: number, trained: TrainedTrial): Promise<void>;
  /** Deletes the networks of all other trials. */
  retain(trials: readonly number[]): Promise<void>;
}

export interface Clock {
  /** Monotonic, from any origin. */
  milliseconds(): number;
  /** Now, ISO 8601, UTC. */
  timestamp(): string;
}

interface FrontMember {
  readonly trial: number;
  readonly architecture: Architecture;
}

interface Confirmation {
  readonly trial: number;
  /** Of the integer network, on the test set. */
  readonly test: Metrics;
}

/** Measures the members of the final front on the test set, once. The search itself has no other way to see test data. */
export type Confirm = (members: readonly FrontMember[], signal: AbortSignal) => Promise<readonly Confirmation[]>;
