import type { AugmentationLevel } from '../protocol/augmentation.ts';
import type { Metrics } from '../protocol/results.ts';
import type { Spec } from '../spec/schema.ts';
import type { Augmentation, TrainingOptions } from '../train/trainer.ts';
import { rungParts } from './rungs.ts';

/** Trials of a run to train when the spec sets no budget. */
const DEFAULT_TRIALS = 40;

/** Limits of a run; null: none. */
export function budgetOf({ trials, time }: Spec['budget']): { trials: number | null; time: number | null } {
  return { trials: trials ?? (time === undefined ? DEFAULT_TRIALS : null), time: time ?? null };
}

/** What the levels of the language mean. */
const AUGMENTATIONS: Readonly<Record<AugmentationLevel, Augmentation | undefined>> = {
  none: undefined,
  light: { gain: 0.1, shift: 0.1 },
  medium: { gain: 0.3, shift: 0.3 },
  strong: { gain: 0.5, shift: 0.7 },
  gain: { gain: 0.5, shift: 0 },
};

export interface Repetition {
  /** As chosen for the run. */
  readonly augmentation?: AugmentationLevel | undefined;
  /** Absent: the training of the search itself; otherwise the same trial with another seed. */
  readonly seed?: number | string;
  /** Splits of the data that numbered seeds go through in turn, that of the search being 0; absent: that one alone. */
  readonly folds?: number | undefined;
  /** The split, whatever the seed. */
  readonly split?: number;
  /** All epochs are trained, however long nothing gets better. */
  readonly toTheEnd?: boolean;
}

/** How one trial is trained. Every trial has a seed of its own, so that its result does not depend on what ran before it. */
export function trainingOptions(
  { training, task, seed, strategy }: Spec,
  trial: number,
  repetition: Repetition = {},
): TrainingOptions {
  const augmentation = AUGMENTATIONS[repetition.augmentation ?? 'none'];
  const split =
    repetition.split ?? (typeof repetition.seed === 'number' ? repetition.seed % (repetition.folds ?? 1) : 0);
  const parts = strategy.fidelity === 'data' ? rungParts(training.epochs, strategy.reduction ?? 1) : [];
  return {
    loss: task.loss ?? (task.type === 'classification' ? 'cross-entropy' : 'mse'),
    epochs: training.epochs,
    patience: repetition.toTheEnd === true ? training.epochs : training.patience,
    batch: training.batch,
    learningRate: training.learning_rate,
    clip: training.clip,
    quantisationAware: training.quantisation_aware,
    seed: `${seed}/trial/${trial}${repetition.seed === undefined ? '' : `/repeat/${repetition.seed}`}`,
    ...(augmentation === undefined ? {} : { augmentation }),
    ...(split === 0 ? {} : { split }),
    ...(parts.length === 0 ? {} : { parts }),
  };
}

/** A metric that is not a number cannot be ranked or written. */
export function allFinite(metrics: Metrics): boolean {
  const figures = metrics.task === 'regression' ? { ...metrics, ...metrics.scatter, scatter: [] } : metrics;
  return Object.values(figures)
    .flat(2)
    .every((value) => typeof value === 'string' || Number.isFinite(value));
}
