import type { Dataset, SeriesSet } from '../data/dataset.ts';
import type { IntegerNetwork } from '../network/integer/network.ts';
import type { Architecture } from '../protocol/architecture.ts';
import type { Metrics } from '../protocol/results.ts';

export type Loss = 'cross-entropy' | 'mse' | 'huber';

/** How far the recordings of other devices and wearers may be from the training data. */
export interface Augmentation {
  /** Largest deviation of a channel's gain from 1, as the logarithm. */
  readonly gain: number;
  /** Largest constant that is added to a channel, in standard deviations or what else it is scaled by. */
  readonly shift: number;
}

/** A check in the middle of a training: whoever is worse here is not trained to the end. */
export interface Rung {
  /** Checked after this epoch. */
  readonly epoch: number;
  /** Training goes on when the least validation error so far is at most this. */
  readonly worst: number;
}

/** Epochs that see a part of the training series only. */
export interface Part {
  /** The last one of them. */
  readonly until: number;
  /** Of the training series, 0–1. */
  readonly share: number;
}

export interface TrainingOptions {
  readonly loss: Loss;
  /** Most passes over the training series. */
  readonly epochs: number;
  /** Epochs without a better validation loss before training ends. */
  readonly patience: number;
  /** Series per gradient step. */
  readonly batch: number;
  /** Adam's, at the start; decays linearly to a tenth over `epochs`. */
  readonly learningRate: number;
  /** Largest Euclidean norm of a gradient; longer ones are scaled down. */
  readonly clip: number;
  /** Seeds the initial parameters and the order of the series. */
  readonly seed: string;
  /** When a trained network is tuned for its rounded weights; `auto`: when they have 4 bits. */
  readonly quantisationAware: 'auto' | 'always' | 'never';
  /** Absent: every epoch sees the training series as they are. */
  readonly augmentation?: Augmentation;
  /** Which of the data's `otherSplits`, from 1; 0 or absent: the one of the search. */
  readonly split?: number;
  /**
   * The same on so many splits of the data, from that of the search on: the metrics are those of all that they hold out.
   * Rungs are of the first; one at the last epoch decides whether the others follow. Absent: 1.
   */
  readonly splits?: number;
  /** By epoch. Absent: none. */
  readonly rungs?: readonly Rung[];
  /** Ascending; later epochs see all series. Absent: all epochs do. */
  readonly parts?: readonly Part[];
  /**
   * Train on training and validation data together, exactly so many epochs of the schedule, and keep the last parameters:
   * nothing is left to choose with. The metrics that come out are those of data that were trained on.
   */
  readonly refit?: number;
}

export interface EpochReport {
  /** 1 for the first. */
  readonly epoch: number;
  /** Trained with rounded weights, whose losses these are. */
  readonly tuning?: true;
  /** Mean loss per series, in the normalised target; of a regression that is tuned, to what it is taught then. */
  readonly trainLoss: number;
  readonly validationLoss: number;
  /** `errorOf` the float network's validation metrics. */
  readonly validationError: number;
}

export interface TrainingHooks {
  readonly signal?: AbortSignal;
  readonly onEpoch?: (report: EpochReport) => void;
}

/** What a backend may say about a training. */
export interface TrainingNotes {
  /** Bytes that the network's training took, data aside. */
  readonly memory?: number;
  /** For people: the result is right, and something else is not as it should be. */
  readonly warning?: string;
}

export interface TrainedNetwork extends TrainingNotes {
  /** Averaged float parameters with the least validation error, of three epochs together, laid out by `parameterLayout`. */
  readonly parameters: Float32Array;
  /** Epochs trained. */
  readonly epochs: number;
  /** The one whose parameters these are. */
  readonly bestEpoch: number;
  /** Of the float network with these parameters, on the validation data. */
  readonly validation: Metrics;
}

/**
 * Port: trains one architecture on one data set. Same arguments, same parameters, bit for bit.
 * @throws TrainingFailure when the loss stops being a number; TrainingStopped at a rung; the signal's reason when aborted
 */
export interface Trainer {
  train(
    architecture: Architecture,
    data: Dataset,
    options: TrainingOptions,
    hooks: TrainingHooks,
  ): Promise<TrainedNetwork>;
  /**
   * Trains on with the weights as the integer network holds them; a regression towards the outputs that it had before.
   * @param parameters of a trained network
   * @returns parameters whose weights are what the integer network holds, with the best validation loss
   */
  tune(
    architecture: Architecture,
    parameters: Float32Array,
    data: Dataset,
    options: TrainingOptions,
    hooks: TrainingHooks,
  ): Promise<TrainedNetwork>;
  /** What `integerOutputs` gives, sooner; undefined where the backend cannot say. */
  integerOutputs?(network: IntegerNetwork, set: SeriesSet): Int32Array | undefined;
}

/** The network is not worth training to the end: it was too far behind at a rung. */
export class TrainingStopped extends Error {
  override readonly name = 'TrainingStopped';
  readonly epochs: number;

  constructor(epochs: number) {
    super(`stopped after epoch ${epochs}`);
    this.epochs = epochs;
  }
}

/** The network could not be trained (exploding loss); ends the trial with this reason, never the run. */
export class TrainingFailure extends Error {
  override readonly name = 'TrainingFailure';
}
