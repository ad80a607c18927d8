import { formatBytes, formatDuration, formatSeconds } from '../base/format.ts';
import { describeArchitecture, formatQuality } from '../protocol/describe.ts';
import type { EventOf, JournalEvent } from '../protocol/journal.ts';
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

/** What a log says of an event: a trial that ended, a stage of the search, and what was not as it should be. */
export function logLines(event: JournalEvent, state: RunState): string[] {
  switch (event.type) {
    case 'augmentation-chosen':
      return [describeAugmentation(event)];
    case 'trial-finished': {
      const line = trialLine(state, state.trials[event.trial]!);
      return event.warning === undefined ? [line] : [line, `warning: ${event.warning}`];
    }
    case 'trial-stopped':
    case 'trial-failed':
      return [trialLine(state, state.trials[event.trial]!)];
    case 'search-finished':
      return isConfirmed(state) ? [`Confirming the front: ${confirmationText(state)}`] : [];
    case 'seed-finished':
      return [`trial ${String(event.trial).padStart(3)}  seed ${event.seed}: ${formatQuality(event.integer)}`];
    case 'seed-failed':
      return [`trial ${String(event.trial).padStart(3)}  ${event.training} failed: ${event.reason}`];
    case 'refit-finished':
      return [`trial ${String(event.trial).padStart(3)}  trained on training and validation data`];
    default:
      return [];
  }
}

function describeAugmentation({ level, tried }: EventOf<'augmentation-chosen'>): string {
  const others = tried.map((other) => `${other.level} ${other.error.toPrecision(3)}`).join(', ');
  return `Augmentation: ${level}${tried.length === 0 ? '' : ` (validation error with ${others})`}`;
}

function isConfirmed({ header, front }: RunState): boolean {
  const { seeds = 1, refit = false } = header?.confirmation ?? {};
  return front.length > 0 && (seeds > 1 || refit);
}

function confirmationText({ header }: RunState): string {
  const { seeds, finalists, refit, folds } = header!.confirmation!;
  const splits = folds === undefined ? '' : ` on ${Math.min(folds, seeds)} splits of the training data`;
  const again = seeds > 1 ? [`${seeds} seeds${splits}`] : [];
  return `up to ${finalists} finalists at a time, ${[...again, ...(refit ? ['then training and validation data together'] : [])].join(', ')}`;
}

function trialLine(state: RunState, trial: TrialState): string {
  const name = `trial ${String(trial.index).padStart(3)}  ${describeArchitecture(trial.architecture)}`;
  if (trial.stopped !== undefined) return `${name}  stopped after ${trial.stopped.epochs} epochs: too far behind`;
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
