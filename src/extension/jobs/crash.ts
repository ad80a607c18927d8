import { UserError } from '../../base/errors.ts';
import type { JobKind } from '../../protocol/jobs.ts';

/** How a process ended that never told its result. */
export interface Death {
  readonly kind: JobKind;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The end of what it wrote to stderr. */
  readonly lastLines: readonly string[];
}

/** What happened, as far as a dead process tells, and what to do. */
export function crashError(death: Death): UserError {
  const { kind, lastLines } = death;
  const cause = causeOf(death);
  const hint =
    kind === 'search' || kind === 'resume'
      ? `Resume the search: what had finished is kept.${cause.memory ? ' A lower `nas.search.workers` needs less memory.' : ''}`
      : 'Try again; the log has the details.';
  const stderr = lastLines.join('\n');
  return new UserError('job/crashed', `${SUBJECTS[kind]} ${cause.text}`, {
    hint,
    ...(stderr === '' ? {} : { cause: stderr }),
  });
}

const SUBJECTS: Readonly<Record<JobKind, string>> = {
  search: 'the process of the search',
  resume: 'the process of the search',
  deploy: 'the process that writes the project',
  emulate: 'the process that runs the emulator',
  measure: 'the process that reads the measurement',
  spread: 'the process that trains with other seeds',
};

function causeOf({ code, signal, lastLines }: Death): { readonly text: string; readonly memory: boolean } {
  if (lastLines.some((line) => line.includes('heap out of memory'))) return { text: 'ran out of memory', memory: true };
  if (signal === 'SIGKILL') {
    return { text: 'was killed; the system may have run out of memory', memory: true };
  }
  if (signal !== null) return { text: `was ended by the signal ${signal}`, memory: false };
  const last = lastLines.findLast((line) => line.trim() !== '');
  const said = last === undefined ? '' : `: ${last.trim()}`;
  return { text: `ended unexpectedly (exit code ${code ?? 'unknown'})${said}`, memory: false };
}
