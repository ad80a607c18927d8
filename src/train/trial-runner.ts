import type { IntegerNetwork } from '../network/integer/network.ts';
import type { Architecture } from '../protocol/architecture.ts';
import type { Metrics } from '../protocol/results.ts';
import type { TrainingHooks, TrainingNotes, TrainingOptions } from './trainer.ts';

/** One candidate to train, quantise and measure on the validation data. */
export interface Trial {
  readonly index: number;
  readonly architecture: Architecture;
  readonly training: TrainingOptions;
}

export interface TrialResult extends TrainingNotes {
  readonly epochs: number;
  /** Where there are several splits: on all of them together. */
  readonly splitEpochs?: number;
  /** Of the float training: the epoch whose parameters were kept. */
  readonly bestEpoch: number;
  /** Float parameters, laid out by `parameterLayout`. */
  readonly parameters: Float32Array;
  /** What would be shipped. */
  readonly network: IntegerNetwork;
  /** Validation metrics of the float network, for comparison. */
  readonly float: Metrics;
  /** Validation metrics of the integer network: what ranks. */
  readonly integer: Metrics;
}

/** Port: where trials run (this thread, worker threads, later other machines). */
export interface TrialRunner {
  /** Trials that can run at the same time. */
  readonly capacity: number;
  /** Rejects with TrainingFailure or TrainingStopped (this trial is over, go on), the signal's reason, or any other error (the run is broken). */
  run(trial: Trial, hooks: TrainingHooks): Promise<TrialResult>;
  close(): Promise<void>;
}
