import type { Architecture } from '../../protocol/architecture.ts';
import { progressOf } from '../../protocol/progress.ts';
import { errorOf } from '../../protocol/error-of.ts';
import type { Cost, Metrics } from '../../protocol/results.ts';
import type { RunState } from '../../protocol/run-state.ts';

/** A member of the front. */
export interface MemberSummary {
  readonly trial: number;
  readonly architecture: Architecture;
  readonly cost: Cost;
  /** Of the integer network on validation data. */
  readonly quality: Metrics;
  /** The same on test data, once the front is confirmed. */
  readonly test: Metrics | undefined;
}

/** What lists show of a run: small enough to be kept for every run of a workspace. */
export interface RunSummary {
  readonly phase: RunState['phase'];
  /** ISO 8601, UTC; undefined while the journal is empty. */
  readonly started: string | undefined;
  readonly board: string | undefined;
  /** Seconds of search. */
  readonly elapsed: number;
  /** Trials that ended, failed ones included, of at most `total`. */
  readonly done: number;
  readonly total: number | undefined;
  readonly failed: number;
  readonly best: Metrics | undefined;
  /** The front, best first. */
  readonly members: readonly MemberSummary[];
}

export function summaryOf(state: RunState): RunSummary {
  const { phase, header, elapsed, best, front, trials, test } = state;
  const { done, total, failed } = progressOf(state);
  const members = front.map((index): MemberSummary => {
    const { architecture, cost, result } = trials[index]!;
    return { trial: index, architecture, cost, quality: result!.integer, test: test?.get(index) };
  });
  return {
    phase,
    started: header?.time,
    board: header?.board,
    elapsed,
    done,
    total,
    failed,
    best: best === undefined ? undefined : trials[best]!.result!.integer,
    members: members.toSorted((a, b) => errorOf(a.quality) - errorOf(b.quality) || a.trial - b.trial),
  };
}
