import type { Dataset } from '../data/dataset.ts';
import type { Architecture } from '../protocol/architecture.ts';
import type { Metrics } from '../protocol/results.ts';

export type Loss = 'cross-entropy' | 'mse' | 'huber';

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
}

export interface EpochReport {
  /** 1 for the first. */
  readonly epoch: number;
  /** Trained with rounded weights, whose losses these are. */
  readonly tuning?: true;
  /** Mean loss per series, in the normalised target. */
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
  /** Float parameters with the best validation loss, laid out by `parameterLayout`. */
  readonly parameters: Float32Array;
  /** Epochs trained. */
  readonly epochs: number;
  /** Of the float network with these parameters, on the validation data. */
  readonly validation: Metrics;
}

/**
 * Port: trains one architecture on one data set. Same arguments, same parameters, bit for bit.
 * @throws TrainingFailure when the loss stops being a number; the signal's reason when aborted
 */
export interface Trainer {
  train(
    architecture: Architecture,
    data: Dataset,
    options: TrainingOptions,
    hooks: TrainingHooks,
  ): Promise<TrainedNetwork>;
  /**
   * Trains on with the weights as the integer network holds them.
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
}

/** The network could not be trained (exploding loss); ends the trial with this reason, never the run. */
export class TrainingFailure extends Error {
  override readonly name = 'TrainingFailure';
}
