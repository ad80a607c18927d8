import type { Dataset, SeriesSet } from '../data/dataset.ts';
import type { IntegerNetwork } from '../network/integer/network.ts';
import { quantise } from '../network/integer/quantise.ts';
import type { Architecture } from '../protocol/architecture.ts';
import { errorOf } from '../protocol/error-of.ts';
import type { Metrics } from '../protocol/results.ts';
import { evaluateInteger } from './evaluate.ts';
import {
  type TrainedNetwork,
  type Trainer,
  TrainingFailure,
  type TrainingHooks,
  type TrainingOptions,
} from './trainer.ts';

/** Series that calibrate the integer formats: enough to see the ranges, few enough for the slow float reference. */
const CALIBRATION_SERIES = 48;

/** The learning rate of tuning, as a share of that of the training before it, which goes through as many epochs. */
const TUNING_RATE = 0.5;

/** An integer network, and how good it is on the validation data. */
export interface Quantised {
  readonly network: IntegerNetwork;
  readonly integer: Metrics;
}

/**
 * Post-training quantisation, calibrated on series spread evenly over the training data.
 * @throws TrainingFailure when the weights are too large for the integer arithmetic
 */
export function quantiseTrained(
  trainer: Trainer,
  architecture: Architecture,
  parameters: Float32Array,
  data: Dataset,
): Quantised {
  try {
    const network = quantise(architecture, parameters, data.normalisation, calibrationSeries(data));
    const outputs = trainer.integerOutputs?.(network, data.validation);
    return { network, integer: evaluateInteger(network, data.validation, data, outputs) };
  } catch (error) {
    if (error instanceof RangeError) throw new TrainingFailure(error.message);
    throw error;
  }
}

/**
 * Trains on with rounded weights and quantises again; the better of both on the validation data. Where tuning made weights
 * that the integer arithmetic cannot hold, it was in vain.
 * @param parameters of the trained network that `rounded` was made of
 */
export async function tuneTrained(
  trainer: Trainer,
  parameters: Float32Array,
  rounded: Quantised,
  data: Dataset,
  training: TrainingOptions,
  hooks: TrainingHooks,
): Promise<Quantised & { readonly tuning: TrainedNetwork }> {
  const { architecture } = rounded.network;
  const options = {
    ...training,
    learningRate: training.learningRate * TUNING_RATE,
    ...(training.refit === undefined ? {} : { refit: training.epochs }),
  };
  const tuning = await trainer.tune(architecture, parameters, data, options, hooks);
  const tuned = quantiseIfPossible(trainer, architecture, tuning.parameters, data);
  const isBetter = tuned !== undefined && errorOf(tuned.integer) < errorOf(rounded.integer);
  return { ...(isBetter ? tuned : rounded), tuning };
}

/** Undefined where the weights are too large for the integer arithmetic. */
function quantiseIfPossible(
  trainer: Trainer,
  architecture: Architecture,
  parameters: Float32Array,
  data: Dataset,
): Quantised | undefined {
  try {
    return quantiseTrained(trainer, architecture, parameters, data);
  } catch (error) {
    if (error instanceof TrainingFailure) return undefined;
    throw error;
  }
}

function* calibrationSeries({ train, normalisation }: Dataset): Generator<Float32Array> {
  const count = train.lengths.length;
  const stride = Math.max(1, Math.floor(count / CALIBRATION_SERIES));
  for (let series = 0; series < count; series += stride) yield normalisedSeries(train, series, normalisation);
}

/** [sample][channel] */
function normalisedSeries(set: SeriesSet, series: number, { offset, scale }: Dataset['normalisation']): Float32Array {
  const channels = offset.length;
  const first = set.starts[series]! * channels;
  const raw = set.values.subarray(first, first + set.lengths[series]! * channels);
  return raw.map((value, index) => (value - offset[index % channels]!) * scale[index % channels]!);
}
