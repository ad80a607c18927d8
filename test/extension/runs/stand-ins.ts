import type { JobOptions, Jobs } from '../../../src/extension/jobs/jobs.ts';
import type { JobKind, JobOf, JobResults } from '../../../src/protocol/jobs.ts';

/** A job that somebody asked for, and that ends when the test says so. */
export interface AskedJob {
  readonly job: JobOf<JobKind>;
  readonly options: JobOptions<JobKind>;
  readonly done: (result: JobResults[JobKind]) => void;
  readonly failed: (error: Error) => void;
}

/** Jobs without processes: the order in which they are asked for is what is looked at. */
export class AskedJobs implements Jobs {
  readonly asked: AskedJob[] = [];

  run<K extends JobKind>(job: JobOf<K>, options: JobOptions<K> = {}): Promise<JobResults[K]> {
    return new Promise<JobResults[K]>((resolve, reject) => {
      options.signal?.addEventListener('abort', () => reject(options.signal!.reason as Error));
      this.asked.push({
        job,
        options: options as JobOptions<JobKind>,
        done: resolve as (result: JobResults[JobKind]) => void,
        failed: reject,
      });
    });
  }
}
