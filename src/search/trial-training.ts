import type { Metrics } from '../protocol/results.ts';
import type { Spec } from '../spec/schema.ts';
import type { TrainingOptions } from '../train/trainer.ts';

/** Trials of a run to train when the spec sets no budget. */
const DEFAULT_TRIALS = 40;

/** Limits of a run; null: none. */
export function budgetOf({ trials, time }: Spec['budget']): { trials: number | null; time: number | null } {
  return { trials: trials ?? (time === undefined ? DEFAULT_TRIALS : null), time: time ?? null };
}

/**
 * How one trial is trained. Every trial has a seed of its own, so that its result does not depend on what ran before it.
 * @param repeat 0 in the search; above, the same trial with another seed
 */
export function trainingOptions({ training, task, seed }: Spec, trial: number, repeat = 0): TrainingOptions {
  return {
    loss: task.loss ?? (task.type === 'classification' ? 'cross-entropy' : 'mse'),
    epochs: training.epochs,
    patience: training.patience,
    batch: training.batch,
    learningRate: training.learning_rate,
    clip: training.clip,
    quantisationAware: training.quantisation_aware,
    seed: `${seed}/trial/${trial}${repeat === 0 ? '' : `/repeat/${repeat}`}`,
  };
}

/** A metric that is not a number cannot be ranked or written. */
export function allFinite(metrics: Metrics): boolean {
  const figures = metrics.task === 'regression' ? { ...metrics, ...metrics.scatter, scatter: [] } : metrics;
  return Object.values(figures)
    .flat(2)
    .every((value) => typeof value === 'string' || Number.isFinite(value));
}
