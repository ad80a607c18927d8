import type { Architecture } from '../protocol/architecture.ts';
import type { Origin } from '../protocol/journal.ts';
import type { Cost } from '../protocol/results.ts';
import type { Candidate } from './constraints.ts';

/**
 * The proposal of trial i may depend on the outcome of trials 0 … i − LOOKAHEAD and of no other, whichever may have ended
 * by then. So the search is the same for any number of workers, and at most this many trials are in flight.
 * 8 keeps 8 workers busy when trials take equal time, and 2 workers busy when one trial takes as long as seven others.
 * Part of the meaning of a seed: another value is another search.
 */
export const LOOKAHEAD = 8;

/** The same for those proposed for accuracy that pass their first rung: they take as long as dozens of others. */
const LOOKAHEAD_OF_ACCURATE = 32;

interface Foreseen {
  readonly index: number;
  readonly origin: Origin;
  /** Ended no later than at the first rung. */
  readonly early: boolean;
}

/** The first trial whose proposal may depend on the outcome of this one. */
export function visibleFrom({ index, origin, early }: Foreseen): number {
  return index + (origin.kind === 'accurate' && !early ? LOOKAHEAD_OF_ACCURATE : LOOKAHEAD);
}

/** Whether the proposal of trial `to` may depend on the outcome of this one. */
export function isVisible(trial: Foreseen, to: number): boolean {
  return visibleFrom(trial) <= to;
}

/** A trial that ended. */
export interface EndedTrial extends Foreseen {
  readonly architecture: Architecture;
  readonly cost: Cost;
  /**
   * In the order of the run's objectives; undefined: the trial failed. When the trial was stopped at a rung, with the error
   * that it had there.
   */
  readonly objectives: readonly number[] | undefined;
  /** Until it ended, on all splits together. */
  readonly epochs: number;
  /** Trained to the end, on all splits. */
  readonly complete: boolean;
  /** The least validation error of the float network up to each rung that the trial reached. */
  readonly rungErrors: readonly number[];
}

/** A trial whose outcome is unknown, or hidden. */
export interface PendingTrial extends Candidate {
  readonly index: number;
  readonly origin: Origin;
}

/** What a proposal may be made of. */
export interface History {
  /** Keys of all earlier proposals. */
  readonly proposed: ReadonlySet<string>;
  /** The trials that are visible to trial i, in index order. */
  readonly ended: readonly EndedTrial[];
  /** The others. */
  readonly pending: readonly PendingTrial[];
}

export interface Proposal extends Candidate {
  readonly origin: Origin;
  /** Candidates over a limit, drawn before this one. */
  readonly rejected: number;
  /** Of its rungs, between −1 and 1 (`rungsOf`); absent: 0. */
  readonly strictness?: number;
}

export interface Strategy {
  /**
   * The architecture of trial `index`, feasible and not proposed before; undefined when none is left. A pure function of
   * the strategy's seed and of the arguments, so that a resumed search goes on as it would have.
   */
  ask(index: number, history: History): Proposal | undefined;
}
