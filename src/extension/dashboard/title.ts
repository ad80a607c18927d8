import { formatCount } from '../../base/format.ts';
import { progressOf } from '../../protocol/progress.ts';
import type { Run } from '../runs/run.ts';

/** The name of a tab: `gestures: 12/40` while it runs, `gestures: stopped`, `gestures` when there is nothing to add. */
export function titleOf({ name, state, status }: Pick<Run, 'name' | 'state' | 'status'>): string {
  switch (status) {
    case 'running':
    case 'elsewhere':
    case 'stopping': {
      const { done, total } = progressOf(state);
      return `${name}: ${formatCount(done)}${total === undefined ? '' : `/${formatCount(total)}`}`;
    }
    case 'queued':
      return `${name}: waiting`;
    case 'finished':
    case 'unread':
      return name;
    case 'starting':
    case 'interrupted':
    case 'crashed':
    case 'stopped':
    case 'failed':
    case 'damaged':
      return `${name}: ${status}`;
  }
}
