import { formatBytes, formatDuration, formatSeconds } from '../../base/format.ts';
import type { Architecture } from '../../protocol/architecture.ts';
import { describeArchitecture } from '../../protocol/describe.ts';
import type { Metrics } from '../../protocol/results.ts';
import type { Run } from '../runs/run.ts';
import type { RunStatus } from '../runs/run-status.ts';
import type { MemberSummary, RunSummary } from '../runs/run-summary.ts';

/** `97.9 %` or `RMSE 13.5`: short, for lists. */
export function shortQuality(metrics: Metrics): string {
  return metrics.task === 'classification'
    ? `${(100 * metrics.accuracy).toFixed(1)} %`
    : `RMSE ${metrics.rmse.toPrecision(3)}`;
}

/** `gru 16 → mean`: what distinguishes the networks of one search. */
export function shortArchitecture(architecture: Architecture): string {
  return describeArchitecture(architecture).replace(/ → [^→]+$/, '');
}

/** When a run began, in the user's own time and spelling. @param id of the run, e.g. `2026-11-24T08-12-03` (UTC) */
function startedText(id: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)(?:-(\d+))?/.exec(id);
  if (parts === null) return id;
  const [, day, hours, minutes, seconds, copy] = parts;
  const time = new Date(`${day}T${hours}:${minutes}:${seconds}Z`);
  const text = time.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return copy === undefined ? text : `${text} (${Number(copy)})`;
}

/** Label of a run in lists. */
export function runLabel({ directory }: Run): string {
  return directory === undefined ? 'New run' : startedText(directory.id);
}

/** `finished · 16 trials · 97.9 %` */
export function runDescription(run: Run): string {
  const { activity, summary, status } = run;
  const state = activity.kind === 'queued' ? queuedText(activity.ahead) : STATUS_WORDS[status];
  if (activity.kind === 'starting') return activity.text;
  if (summary === undefined || status === 'queued' || status === 'damaged') return state;
  const best = summary.best === undefined ? [] : [shortQuality(summary.best)];
  return [state, trialsText(summary, status), ...best].join(' · ');
}

const STATUS_WORDS: Readonly<Record<RunStatus, string>> = {
  unread: 'reading…',
  queued: 'waiting',
  starting: 'starting',
  running: 'running',
  stopping: 'stopping…',
  elsewhere: 'running in another process',
  interrupted: 'interrupted',
  crashed: 'crashed',
  stopped: 'stopped',
  failed: 'failed',
  finished: 'finished',
  damaged: 'journal damaged',
};

export function queuedText(ahead: number): string {
  return ahead <= 1 ? 'waiting, next' : `waiting, ${ahead} before it`;
}

/** `12/40 trials` while there are some to come, `16 trials` of a finished run. */
export function trialsText({ done, total }: RunSummary, status: RunStatus): string {
  if (total !== undefined && status !== 'finished') return `${done}/${total} trials`;
  return done === 1 ? '1 trial' : `${done} trials`;
}

/** `97.9 % · 3.0 KiB · 196 B` */
export function memberDescription({ quality, cost }: MemberSummary): string {
  return [shortQuality(quality), formatBytes(cost.flash), formatBytes(cost.ram)].join(' · ');
}

/** Markdown. */
export function memberTooltip(member: MemberSummary): string {
  const { trial, architecture, cost, quality, test } = member;
  return [
    `**Trial ${trial}**: ${describeArchitecture(architecture)}`,
    '',
    `- validation: ${shortQuality(quality)}`,
    ...(test === undefined ? [] : [`- test: ${shortQuality(test)}`]),
    `- flash: ${formatBytes(cost.flash)}`,
    `- RAM: ${formatBytes(cost.ram)}`,
    `- latency: ${formatSeconds(cost.latency)}`,
  ].join('\n');
}

/** Markdown. */
export function runTooltip(run: Run): string {
  const { summary, status, activity } = run;
  const lines = [`**${escaped(run.name)}**, ${STATUS_WORDS[status]}`];
  if (activity.kind === 'crashed') {
    const { message, hint } = activity.error;
    lines.push('', escaped(hint === undefined ? message : `${message}. ${hint}`));
  }
  if (summary !== undefined) {
    const { phase, board, elapsed, failed, members } = summary;
    if (phase.kind === 'failed') lines.push('', escaped(phase.message));
    lines.push(
      '',
      `- ${trialsText(summary, status)}${failed === 0 ? '' : `, ${failed} failed`}`,
      `- ${members.length} ${members.length === 1 ? 'network' : 'networks'} on the front`,
      `- ${formatDuration(elapsed)} of search`,
      ...(board === undefined ? [] : [`- board \`${board}\``]),
    );
  }
  if (run.directory !== undefined) lines.push('', `\`${run.directory.path}\``);
  return lines.join('\n');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-.!|<>]/g, '\\$&');
}
