import type { Run } from '../runs/run.ts';
import { isActive, isResumable } from '../runs/run-status.ts';

/** `viewItem` of a run in `when` clauses of package.json. */
export type RunContext = 'runActive' | 'runElsewhere' | 'runResumable' | 'runFinished' | 'runDamaged' | 'runUnread';

export function runContext({ status }: Run): RunContext {
  if (isActive(status)) return 'runActive';
  if (isResumable(status)) return 'runResumable';
  switch (status) {
    case 'elsewhere':
      return 'runElsewhere';
    case 'finished':
      return 'runFinished';
    case 'damaged':
      return 'runDamaged';
    default:
      return 'runUnread';
  }
}

export interface Icon {
  /** A codicon. */
  readonly id: string;
  /** A colour of the theme. */
  readonly color?: string;
}

export function runIcon({ status }: Run): Icon {
  switch (status) {
    case 'running':
    case 'starting':
    case 'stopping':
    case 'elsewhere':
      return { id: 'sync~spin', color: 'charts.blue' };
    case 'queued':
      return { id: 'clock' };
    case 'finished':
      return { id: 'pass', color: 'testing.iconPassed' };
    case 'stopped':
      return { id: 'debug-pause' };
    case 'interrupted':
      return { id: 'debug-disconnect', color: 'list.warningForeground' };
    case 'crashed':
    case 'failed':
    case 'damaged':
      return { id: 'error', color: 'list.errorForeground' };
    case 'unread':
      return { id: 'history' };
  }
}
