import { formatDuration } from '../../base/format.ts';
import { progressOf } from '../../protocol/progress.ts';
import { queuedText, shortQuality } from '../views/run-text.ts';
import type { Run } from './run.ts';

/**
 * `gestures 12/40 · 92.3 % · 2 min left`
 * @param seconds of search that went by since the activity of the run was told
 */
export function statusText(run: Run, seconds: number): string {
  const { name, activity, state } = run;
  switch (activity.kind) {
    case 'starting':
      return `${name}: ${activity.text}`;
    case 'stopping':
      return `${name}: stopping…`;
    case 'running': {
      const { done, total, secondsLeft } = progressOf(state, Math.max(state.elapsed, activity.elapsed + seconds));
      const counted = total === undefined ? `${done} trials` : `${done}/${total}`;
      const best = state.best === undefined ? [] : [shortQuality(state.trials[state.best]!.result!.integer)];
      const left = secondsLeft === undefined ? [] : [`${roughDuration(secondsLeft)} left`];
      return [`${name} ${counted}`, ...best, ...left].join(' · ');
    }
    default:
      return name;
  }
}

/** An estimate is not good to the second. @param seconds shown in whole minutes from two on */
function roughDuration(seconds: number): string {
  if (seconds < 120) return formatDuration(Math.ceil(seconds / 5) * 5);
  return formatDuration(60 * Math.round(seconds / 60));
}

/** Markdown: what is going on, and what waits. */
export function statusTooltip(run: Run, waiting: readonly Run[]): string {
  const rejected = run.state.rejected === 0 ? [] : [`${run.state.rejected} candidates over a limit were left out`];
  const queue = waiting.map(({ name, activity }) =>
    activity.kind === 'queued' ? `- ${name}: ${queuedText(activity.ahead)}` : `- ${name}`,
  );
  return [
    `**${run.name}**`,
    ...rejected.map((text) => `\n${text}`),
    ...(queue.length === 0 ? [] : ['\nQueue:\n', ...queue]),
    '\nClick for results',
  ].join('\n');
}
