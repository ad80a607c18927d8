import type { FromChild, JobKind, JobOf, JobResults } from '../../protocol/jobs.ts';

export interface JobOptions<K extends JobKind> {
  /** Aborted: the child is asked to stop, and killed after a grace time; `run` rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Everything the child says before its result. */
  readonly onMessage?: (message: FromChild<K>) => void;
}

/** Runs jobs in child processes, one process per job. */
export interface Jobs {
  /** @throws UserError as the job reports it, or `job/crashed` when its process died */
  run<K extends JobKind>(job: JobOf<K>, options?: JobOptions<K>): Promise<JobResults[K]>;
}
