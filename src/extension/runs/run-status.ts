import type { RunActivity } from '../../protocol/dashboard.ts';
import { type ErrorReport, WINDOW_CLOSED } from '../../protocol/jobs.ts';
import type { RunState } from '../../protocol/run-state.ts';

/**
 * What a run is doing, in one word, from its journal and from what processes do for it.
 *
 * - `elsewhere`: another process works on it, in a terminal or another window
 * - `interrupted`: nobody works on it, but nobody stopped it either
 * - `crashed`: its process died under this window's eyes, or could not go on
 * - `failed`: the search itself gave up, and said why
 * - `unread`: nobody has looked into the journal yet
 */
export type RunStatus =
  | 'unread'
  | 'queued'
  | 'starting'
  | 'running'
  | 'stopping'
  | 'elsewhere'
  | 'interrupted'
  | 'crashed'
  | 'stopped'
  | 'failed'
  | 'finished'
  | 'damaged';

export interface StatusFacts {
  /** What this window does. */
  readonly activity: RunActivity;
  /** Undefined: not read yet. */
  readonly phase: RunState['phase'] | undefined;
  readonly damage: ErrorReport | undefined;
  /** A process works on it. */
  readonly held: boolean;
}

export function statusOf({ activity, phase, damage, held }: StatusFacts): RunStatus {
  switch (activity.kind) {
    case 'queued':
    case 'starting':
    case 'running':
    case 'stopping':
      return activity.kind;
    case 'crashed':
    case 'idle':
  }
  if (damage !== undefined) return 'damaged';
  if (phase === undefined) return 'unread';
  if (phase.kind === 'finished') return 'finished';
  const open = phase.kind === 'running' || phase.kind === 'empty';
  if (open && held) return 'elsewhere';
  if (activity.kind === 'crashed') return 'crashed';
  if (open || (phase.kind === 'stopped' && phase.message === WINDOW_CLOSED)) return 'interrupted';
  return phase.kind;
}

/** A process of this window works on it, or is about to. */
export function isActive(status: RunStatus): boolean {
  return status === 'queued' || status === 'starting' || status === 'running' || status === 'stopping';
}

export function isResumable(status: RunStatus): boolean {
  return status === 'interrupted' || status === 'crashed' || status === 'stopped' || status === 'failed';
}
