import { formatCount, formatDuration } from '../../src/base/format.ts';
import type { DashboardCommand } from '../../src/protocol/dashboard.ts';
import { WINDOW_CLOSED } from '../../src/protocol/jobs.ts';
import { type Progress, progressOf } from '../../src/protocol/progress.ts';
import { elapsedAt, type Page, secondsLeftAt } from './state.ts';

/** What the header says of a run, in words. */
export interface PhaseText {
  readonly tone: 'quiet' | 'busy' | 'good' | 'bad';
  readonly title: string;
  readonly text: string;
  /** What to do about it. */
  readonly hint?: string;
  /** While trials are trained. */
  readonly progress?: Progress;
  readonly commands: readonly DashboardCommand[];
}

/** @param now of the page's own clock, ms */
export function phaseOf(page: Page, now: number): PhaseText {
  const { info, activity, run } = page;
  if (info === undefined) return { tone: 'quiet', title: 'Loading…', text: '', commands: [] };
  switch (activity.kind) {
    case 'queued': {
      const { ahead } = activity;
      const text = ahead === 0 ? 'next' : `after ${ahead} other ${ahead === 1 ? 'search' : 'searches'}`;
      return { tone: 'busy', title: 'Waiting', text, commands: ['stop'] };
    }
    case 'starting':
      return { tone: 'busy', title: 'Starting', text: activity.text, commands: ['stop'] };
    case 'running':
      return running(page, activity.elsewhere === true, now);
    case 'stopping':
      return { tone: 'busy', title: 'Stopping', text: 'finished trials are safe', commands: [] };
    case 'crashed': {
      const { message, hint, where } = activity.error;
      return {
        tone: 'bad',
        title: run.header === undefined ? 'Could not start' : 'Broke off',
        text: where === undefined ? message : `${message} (${where})`,
        ...(hint === undefined ? {} : { hint }),
        commands: [...(resumable(page) ? (['resume'] as const) : []), 'openSpec', 'showLog'],
      };
    }
    case 'idle':
      return idle(page);
  }
}

function running(page: Page, elsewhere: boolean, now: number): PhaseText {
  const progress = progressOf(page.run, elapsedAt(page, now));
  const { done, total, failed } = progress;
  const left = secondsLeftAt(page, now);
  const counted =
    total === undefined ? `${formatCount(done)} trials` : `${formatCount(done)} of ${formatCount(total)} trials`;
  const parts = [
    page.run.searched === undefined ? counted : 'making sure of the front with other seeds',
    ...(failed === 0 ? [] : [`${formatCount(failed)} failed`]),
    left === undefined ? 'time left not known yet' : left < 1 ? 'nearly done' : `about ${roughDuration(left)} left`,
  ];
  if (page.run.phase.kind === 'finished') parts.splice(0, parts.length, 'writing the report');
  const text = parts.join(' · ');
  // In a terminal or another window, where alone it can be stopped.
  if (elsewhere) return { tone: 'busy', title: 'Running elsewhere', text, progress, commands: [] };
  return { tone: 'busy', title: 'Running', text, progress, commands: ['stop'] };
}

/** An estimate is not good to the second. */
function roughDuration(seconds: number): string {
  const step = seconds < 120 ? 5 : 60;
  return formatDuration(step * Math.ceil(seconds / step));
}

function idle(page: Page): PhaseText {
  const { run } = page;
  const again: readonly DashboardCommand[] = resumable(page) ? ['resume'] : [];
  switch (run.phase.kind) {
    case 'empty':
      return { tone: 'quiet', title: 'Not started', text: 'the journal is empty', commands: ['openSpec'] };
    case 'running':
      return {
        tone: 'bad',
        title: 'Interrupted',
        text: 'the process that searched is gone; what it had finished is safe',
        commands: again,
      };
    case 'stopped':
      if (run.phase.message === WINDOW_CLOSED) {
        const text = 'the window was closed; what was finished is safe';
        return { tone: 'quiet', title: 'Interrupted', text, commands: again };
      }
      return { tone: 'quiet', title: 'Stopped', text: counted(page), commands: again };
    case 'failed':
      return { tone: 'bad', title: 'Failed', text: run.phase.message, commands: [...again, 'showLog'] };
    case 'finished':
      return { tone: 'good', title: 'Finished', text: `${REASONS[run.phase.reason]} · ${counted(page)}`, commands: [] };
  }
}

const REASONS = {
  trials: 'all trials of the budget are done',
  time: 'the time of the budget is used up',
  stalled: 'the front did not grow any more',
  exhausted: 'every architecture of the space was tried',
} as const;

function counted({ run }: Page): string {
  const { done, failed } = progressOf(run);
  const failures = failed === 0 ? '' : `, ${formatCount(failed)} failed`;
  return `${formatCount(done)} ${done === 1 ? 'trial' : 'trials'}${failures} in ${formatDuration(run.elapsed)}`;
}

function resumable({ info, run }: Page): boolean {
  return info?.run !== undefined && run.header !== undefined && run.phase.kind !== 'finished';
}
