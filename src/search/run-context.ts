import type { Engine } from '../protocol/engine.ts';
import type { DataSummary, JournalEvent, JournalWriter } from '../protocol/journal.ts';
import type { Calibration } from '../protocol/measurement.ts';
import type { RunState } from '../protocol/run-state.ts';
import type { Spec } from '../spec/schema.ts';
import { type EpochReport, TrainingFailure, type TrainingOptions } from '../train/trainer.ts';
import type { TrialResult, TrialRunner } from '../train/trial-runner.ts';
import type { BoardLimits, CostEstimator } from './constraints.ts';
import type { Clock, Confirm, TrialStore } from './ports.ts';
import { type Observer, Recorder } from './recorder.ts';
import type { Space } from './space.ts';
import { allFinite } from './trial-training.ts';

export interface SearchOptions {
  readonly spec: Spec;
  /** Of the spec's text; a run resumes only with the spec that it began with. */
  readonly specHash: string;
  /** Version of this tool. */
  readonly tool: string;
  readonly data: DataSummary;
  /** Splits of the data for cross-validation, that of the search included; absent: that one alone. */
  readonly folds?: number;
  readonly space: Space;
  readonly estimator: CostEstimator;
  readonly board: BoardLimits;
  /** What `estimator` multiplies latencies with, for the journal. */
  readonly calibration?: Calibration;
  readonly runner: TrialRunner;
  /** What trains, for the journal. */
  readonly engine: Engine;
  readonly journal: JournalWriter;
  readonly store: TrialStore;
  /** Events of the earlier parts of this run. */
  readonly previous: readonly JournalEvent[];
  readonly clock: Clock;
  /** Absent: there is no test set. */
  readonly confirm?: Confirm;
  /** Aborted: trials in flight are given up, and done again at resume. */
  readonly signal?: AbortSignal;
  readonly observe?: Observer;
}

/** What the stages of a run share: its options, its journal, and the end of it when something breaks. */
export class RunContext {
  readonly options: SearchOptions;
  readonly record: Recorder;
  readonly #abort = new AbortController();
  /** The first error that breaks the run. */
  #broken: { readonly error: unknown } | undefined;

  constructor(options: SearchOptions) {
    const { journal, clock, previous, observe } = options;
    this.options = options;
    this.record = new Recorder(journal, clock, previous, observe);
  }

  get state(): RunState {
    return this.record.state;
  }

  /** Aborted: what is in flight is given up. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** A method, since it changes while others wait. */
  isStopped(): boolean {
    return this.#abort.signal.aborted;
  }

  stop(reason: unknown): void {
    this.#abort.abort(reason);
  }

  /** Gives up what is in flight; the first error is the one to report. */
  break(error: unknown): void {
    this.#broken ??= { error };
    this.stop(error);
  }

  throwIfBroken(): void {
    if (this.#broken !== undefined) throw this.#broken.error;
  }

  /**
   * One training, with its seconds.
   * @throws what the runner throws; TrainingFailure also when a metric is not a number
   */
  async train(
    index: number,
    training: TrainingOptions,
    onEpoch?: (report: EpochReport) => void,
  ): Promise<{ readonly result: TrialResult; readonly seconds: number }> {
    const { runner, clock } = this.options;
    const { architecture } = this.state.trials[index]!;
    const started = clock.milliseconds();
    const hooks = { signal: this.signal, ...(onEpoch === undefined ? {} : { onEpoch }) };
    const result = await runner.run({ index, architecture, training }, hooks);
    if (!allFinite(result.float) || !allFinite(result.integer)) throw new TrainingFailure('a metric is not a number');
    return { result, seconds: Math.round(clock.milliseconds() - started) / 1000 };
  }
}
