import type { Dataset } from '../data/dataset.ts';
import type { Trainer, TrainingHooks } from './trainer.ts';
import { runTrial } from './trial.ts';
import type { Trial, TrialResult, TrialRunner } from './trial-runner.ts';

/** Runs trials in this thread, one after the other. */
export class LocalRunner implements TrialRunner {
  readonly capacity = 1;
  readonly #data: Dataset;
  readonly #trainer: Trainer;

  constructor(data: Dataset, trainer: Trainer) {
    this.#data = data;
    this.#trainer = trainer;
  }

  run(trial: Trial, hooks: TrainingHooks): Promise<TrialResult> {
    return runTrial(trial, this.#data, this.#trainer, hooks);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
