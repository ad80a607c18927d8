import { messageOf, UserError } from '../../base/errors.ts';
import { shortQuality, trialsText } from '../views/run-text.ts';
import type { SearchEnd } from './search-queue.ts';

export interface EndMessage {
  readonly severity: 'information' | 'error';
  readonly text: string;
  readonly actions: readonly ('Show Results' | 'Resume' | 'Show Log' | 'Open File')[];
}

/** What is said about a search that ended; undefined: nothing, the user did it himself. */
export function endMessage({ run, outcome }: SearchEnd): EndMessage | undefined {
  const resume = run.directory === undefined ? [] : (['Resume'] as const);
  switch (outcome.kind) {
    case 'finished': {
      const { summary } = run;
      const counted = summary === undefined ? '' : ` after ${trialsText(summary, 'finished')}`;
      const best =
        summary?.best === undefined ? '' : `: best ${shortQuality(summary.best)}, ${frontText(summary.members.length)}`;
      return {
        severity: 'information',
        text: `The search \`${run.name}\` is finished${counted}${best}.`,
        actions: ['Show Results'],
      };
    }
    case 'stopped':
      if (outcome.asked) return undefined;
      return {
        severity: 'information',
        text: `The search \`${run.name}\` was stopped from outside.`,
        actions: [...resume, 'Show Log'],
      };
    case 'failed': {
      const action = run.directory === undefined ? 'could not start' : 'ended';
      return {
        severity: 'error',
        text: `The search \`${run.name}\` ${action}: ${sentence(outcome.error)}`,
        actions: [...(run.directory === undefined ? (['Open File'] as const) : resume), 'Show Log'],
      };
    }
  }
}

function frontText(members: number): string {
  return members === 1 ? '1 network on the front' : `${members} networks on the front`;
}

/** What, where, and what to do, in a line. */
function sentence(error: unknown): string {
  if (!(error instanceof UserError)) return `a defect of this tool: ${messageOf(error)}. The log has the details.`;
  const { message, where, hint } = error;
  const place = where === undefined || message.includes(where) ? '' : ` (${where})`;
  return `${message}${place}.${hint === undefined ? '' : ` ${hint}`}`;
}
