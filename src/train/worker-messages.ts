import type { Dataset } from '../data/dataset.ts';
import type { ErrorReport } from '../protocol/jobs.ts';
import type { EpochReport } from './trainer.ts';
import type { EngineSetup } from './training-engine.ts';
import type { Trial, TrialResult } from './trial-runner.ts';

/** What a worker is started with. */
export interface WorkerSetup {
  readonly data: Dataset;
  readonly engine: EngineSetup;
}

export type ToWorker = { readonly kind: 'run'; readonly trial: Trial } | { readonly kind: 'cancel' };

/** A worker says `ready` or `unable` once, and answers every `run` with exactly one `done`, `failed`, `stopped`, `cancelled` or `broken`. */
export type FromWorker =
  | { readonly kind: 'ready' }
  /** It cannot train here, and ends. */
  | { readonly kind: 'unable'; readonly error: ErrorReport }
  | { readonly kind: 'epoch'; readonly report: EpochReport }
  | { readonly kind: 'done'; readonly result: TrialResult }
  /** A TrainingFailure. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** A TrainingStopped. */
  | { readonly kind: 'stopped'; readonly epochs: number }
  | { readonly kind: 'cancelled' }
  /** Any other error, with its stack. */
  | { readonly kind: 'broken'; readonly error: unknown };
