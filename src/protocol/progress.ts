import type { RunState, TrialState } from './run-state.ts';

export interface Progress {
  /** Trials that ended, failed and stopped ones included. */
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
    if (total !== undefined && done > 0) waits.push((elapsed / done) * (total - done) + confirmation);
    if (time !== undefined) waits.push(Math.max(0, time - elapsed));
  }
  const secondsLeft = waits.length === 0 ? undefined : Math.min(...waits);
  const fraction = secondsLeft === undefined ? 0 : elapsed / Math.max(1e-3, elapsed + secondsLeft);
  return { done, total, failed, fraction: Math.min(1, fraction), secondsLeft };
}

/** Seconds that the trainings of the confirmation still take, at the pace of the search: one of each finalist per seed. */
export function confirmationSeconds({ header, trials, front, elapsed }: RunState): number {
  const { confirmation } = header ?? {};
  if (confirmation === undefined || front.length === 0) return 0;
  const members = front.map((index) => trials[index]!);
  const seconds = (trial: TrialState): number => trial.result?.seconds ?? trial.stopped?.seconds ?? 0;
  // Trials that train side by side take more seconds than pass.
  const pace = Math.max(1, trials.reduce((sum, trial) => sum + seconds(trial), 0) / Math.max(1e-3, elapsed));
  const share = Math.min(1, confirmation.finalists / members.length);
  const left = members.reduce((sum, trial) => {
    const trainings = confirmation.seeds - 1 - trial.seeds.size + (confirmation.refit && !trial.refit ? 1 : 0);
    return sum + Math.max(0, trainings) * seconds(trial);
  }, 0);
  return (share * left) / pace;
}
