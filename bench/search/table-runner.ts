import type { IntegerNetwork } from '../../src/network/integer/network.ts';
import type { Metrics } from '../../src/protocol/results.ts';
import type { Clock } from '../../src/search/ports.ts';
import { architectureKey } from '../../src/search/space.ts';
import { TrainingFailure, type TrainingHooks, TrainingStopped } from '../../src/train/trainer.ts';
import type { Trial, TrialResult, TrialRunner } from '../../src/train/trial-runner.ts';
import type { TableRow } from './tables.ts';

/** Replays trainings, one after the other, on a clock of its own: a search of minutes in a moment. */
export class TableRunner implements TrialRunner {
  readonly capacity = 1;
  readonly #rows: ReadonlyMap<string, TableRow>;
  readonly #task: Metrics['task'];
  #seconds = 0;

  constructor(rows: ReadonlyMap<string, TableRow>, task: Metrics['task']) {
    this.#rows = rows;
    this.#task = task;
  }

  readonly clock: Clock = {
    milliseconds: () => 1000 * this.#seconds,
    timestamp: () => new Date(1000 * this.#seconds).toISOString(),
  };

  run({ architecture, training }: Trial, { onEpoch }: TrainingHooks): Promise<TrialResult> {
    const row = this.#rows.get(architectureKey(architecture));
    if (row === undefined) return Promise.reject(new Error('the table does not have this architecture'));
    const perEpoch = (row.seconds - row.secondsAfter) / row.errors.length;
    let least = Infinity;
    for (const [index, error] of row.errors.entries()) {
      const epoch = index + 1;
      this.#seconds += perEpoch;
      onEpoch?.({ epoch, trainLoss: error, validationLoss: error, validationError: error });
      least = Math.min(least, error);
      const rung = training.rungs?.find((candidate) => candidate.epoch === epoch);
      if (rung !== undefined && least > rung.worst) return Promise.reject(new TrainingStopped(epoch));
    }
    this.#seconds += row.secondsAfter;
    if (row.error === undefined) return Promise.reject(new TrainingFailure('as in the table'));
    const metrics = this.#metrics(row.error);
    return Promise.resolve({
      ...{ epochs: row.errors.length, bestEpoch: row.errors.length, parameters: new Float32Array() },
      ...{ network: {} as IntegerNetwork, float: metrics, integer: metrics },
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Of which the error alone is known. */
  #metrics(error: number): Metrics {
    return this.#task === 'classification'
      ? { task: 'classification', count: 0, accuracy: 1 - error, macroF1: 1 - error, confusion: [] }
      : { task: 'regression', count: 0, rmse: error, mae: error, r2: 0 };
  }
}
