import type { RunState } from './run-state.ts';

export interface Progress {
  /** Trials that ended, failed ones included. */
  readonly done: number;
  /** Most trials; undefined when only time is limited. */
  readonly total: number | undefined;
  readonly failed: number;
  /** 0 … 1, of the budget that ends first. */
  readonly fraction: number;
  /** Estimate; undefined before the first trial ended. */
  readonly secondsLeft: number | undefined;
}

/** @param elapsed seconds of search; between two events the clock knows more than the journal */
export function progressOf(state: RunState, elapsed = state.elapsed): Progress {
  const failed = state.trials.filter(({ status }) => status === 'failed').length;
  const done = failed + state.trials.filter(({ status }) => status === 'finished').length;
  const total = state.header?.budget.trials ?? undefined;
  const time = state.header?.budget.time ?? undefined;
  if (state.phase.kind === 'finished') return { done, total, failed, fraction: 1, secondsLeft: 0 };

  const shares = [total === undefined ? 0 : done / total, time === undefined ? 0 : elapsed / time];
  const waits: number[] = [];
  if (total !== undefined && done > 0) waits.push((elapsed / done) * (total - done));
  if (time !== undefined) waits.push(Math.max(0, time - elapsed));
  return {
    done,
    total,
    failed,
    fraction: Math.min(1, Math.max(...shares)),
    secondsLeft: waits.length === 0 ? undefined : Math.min(...waits),
  };
}
