import { formatBytes, formatDuration, formatSeconds } from '../base/format.ts';
import { describeArchitecture, formatQuality } from '../protocol/describe.ts';
import type { JournalEvent } from '../protocol/journal.ts';
import { progressOf } from '../protocol/progress.ts';
import type { RunState, TrialState } from '../protocol/run-state.ts';
import type { Terminal } from './terminal.ts';

const BAR_WIDTH = 20;

/** Tells of a run while it goes on: a line per trial that ended, and a bar below on a terminal. */
export function showProgress(terminal: Terminal): (event: JournalEvent, state: RunState) => void {
  return (event, state) => {
    if (terminal.json) {
      terminal.print(JSON.stringify(event));
      return;
    }
    for (const line of logLines(event, state)) terminal.say(line);
    terminal.status(state.phase.kind === 'running' ? barLine(state) : undefined);
  };
}

/** What a log says of an event: a trial that ended, and what was not as it should be. */
export function logLines(event: JournalEvent, state: RunState): string[] {
  if (event.type !== 'trial-finished' && event.type !== 'trial-failed') return [];
  const line = trialLine(state, state.trials[event.trial]!);
  const warning = event.type === 'trial-finished' ? event.warning : undefined;
  return warning === undefined ? [line] : [line, `warning: ${warning}`];
}

function trialLine(state: RunState, trial: TrialState): string {
  const name = `trial ${String(trial.index).padStart(3)}  ${describeArchitecture(trial.architecture)}`;
  if (trial.result === undefined) return `${name}  failed: ${trial.failure ?? ''}`;
  const { flash, ram, latency } = trial.cost;
  const mark = state.front.includes(trial.index) ? '  ●' : '';
  const costs = `${formatBytes(flash)} flash, ${formatBytes(ram)} RAM, ${formatSeconds(latency)}`;
  return `${name}  ${formatQuality(trial.result.integer)}, ${costs}, ${trial.result.epochs} epochs${mark}`;
}

function barLine(state: RunState): string {
  const { done, total, fraction, secondsLeft } = progressOf(state);
  const filled = Math.round(fraction * BAR_WIDTH);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`;
  const counted = total === undefined ? `${done} trials` : `${done}/${total} trials`;
  const best = state.best === undefined ? '' : ` · best ${formatQuality(state.trials[state.best]!.result!.integer)}`;
  const left = secondsLeft === undefined ? '' : ` · ${formatDuration(secondsLeft)} left`;
  return `${bar} ${counted}${best}${left}`;
}
