import type { RunState } from './run-state.ts';
import { confirmationSeconds, searchSeconds } from './time-left.ts';

export interface Progress {
  /** Trials that ended, failed and stopped ones included. */
  readonly done: number;
  /** Most trials; undefined when only time is limited. */
  readonly total: number | undefined;
  readonly failed: number;
  /** 0 … 1, of the budget that ends first. */
  readonly fraction: number;
  /** Estimate; undefined before the first trial was trained to its end, unless time is limited. */
  readonly secondsLeft: number | undefined;
}

/** @param elapsed seconds of search; between two events the clock knows more than the journal */
export function progressOf(state: RunState, elapsed = state.elapsed): Progress {
  const ended = state.trials.filter(
    ({ status }) => status === 'finished' || status === 'stopped' || status === 'failed',
  );
  const done = ended.length;
  const failed = ended.filter(({ status }) => status === 'failed').length;
  const total = state.header?.budget.trials ?? undefined;
  const time = state.header?.budget.time ?? undefined;
  if (state.phase.kind === 'finished') return { done, total, failed, fraction: 1, secondsLeft: 0 };

  const confirmation = confirmationSeconds(state);
  const waits: number[] = [];
  if (state.searched !== undefined) waits.push(confirmation);
  else {
    const most = Math.min(total ?? Infinity, state.header?.space ?? Infinity);
    const search = searchSeconds(state, most, elapsed);
    if (search !== undefined) waits.push(search + confirmation);
    if (time !== undefined) waits.push(Math.max(0, time - elapsed));
  }
  const secondsLeft = waits.length === 0 ? undefined : Math.min(...waits);
  const fraction = secondsLeft === undefined ? 0 : elapsed / Math.max(1e-3, elapsed + secondsLeft);
  return { done, total, failed, fraction: Math.min(1, fraction), secondsLeft };
}
