import { fork } from 'node:child_process';
import type { JobKind, JobOf, JobResults } from '../../protocol/jobs.ts';
import { type ChildTimes, DEFAULT_TIMES, JobProcess } from './job-process.ts';
import type { JobOptions, Jobs } from './jobs.ts';
import type { Log } from './log.ts';

export interface ChildJobsOptions {
  /** The bundled command line, `dist/nas.js`. */
  readonly entry: string;
  readonly log: Log;
  readonly times?: Partial<ChildTimes>;
}

/** Runs every job in a process of its own: the command line, forked. */
export class ChildJobs implements Jobs {
  readonly #entry: string;
  readonly #log: Log;
  readonly #times: ChildTimes;
  readonly #running = new Set<Pick<JobProcess<JobKind>, 'abandon'>>();

  constructor({ entry, log, times }: ChildJobsOptions) {
    this.#entry = entry;
    this.#log = log;
    this.#times = { ...DEFAULT_TIMES, ...times };
  }

  async run<K extends JobKind>(job: JobOf<K>, options: JobOptions<K> = {}): Promise<JobResults[K]> {
    options.signal?.throwIfAborted();
    const child = fork(this.#entry, ['child'], {
      execPath: process.execPath,
      // Flags of this process, a debugger's port above all, are not the child's.
      execArgv: [],
      // In Electron, process.execPath is the editor itself unless it is told to be Node.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const running = new JobProcess(child, job, options, this.#log, this.#times);
    this.#running.add(running);
    try {
      return await running.result;
    } finally {
      this.#running.delete(running);
    }
  }

  /** Lets go of all children, as the death of this process would: their searches stop and can be resumed. */
  dispose(): void {
    for (const running of this.#running) running.abandon();
  }
}
