import type { Dataset, SeriesSet } from '../data/dataset.ts';
import { quantise } from '../network/integer/quantise.ts';
import type { IntegerNetwork } from '../network/integer/network.ts';
import type { Architecture } from '../protocol/architecture.ts';
import { evaluateInteger } from './evaluate.ts';
import { type EpochReport, type Trainer, TrainingFailure } from './trainer.ts';
import type { Trial, TrialResult } from './trial-runner.ts';
import { unusableValue } from './unusable-data.ts';

/** Series that calibrate the integer formats: enough to see the ranges, few enough for the slow float reference. */
const CALIBRATION_SERIES = 48;

/**
 * Trains a candidate, quantises it, and measures the integer network on the validation data.
 * @throws TrainingFailure when the data cannot be learned or the loss explodes; the signal's reason when aborted
 */
export async function runTrial(
  { architecture, training }: Trial,
  data: Dataset,
  trainer: Trainer,
  hooks: { readonly signal?: AbortSignal; readonly onEpoch?: (report: EpochReport) => void },
): Promise<TrialResult> {
  const unusable = unusableValue(data);
  if (unusable !== undefined) throw new TrainingFailure(unusable);
  const trained = await trainer.train(architecture, data, training, hooks);
  const { parameters, epochs, validation, ...notes } = trained;
  const network = quantiseTrained(architecture, parameters, data);
  const integer = evaluateInteger(network, data.validation, data);
  return { epochs, parameters, network, float: validation, integer, ...notes };
}

/** Post-training quantisation, calibrated on series spread evenly over the training data. */
function quantiseTrained(architecture: Architecture, parameters: Float32Array, data: Dataset): IntegerNetwork {
  try {
    return quantise(architecture, parameters, data.normalisation, calibrationSeries(data));
  } catch (error) {
    if (error instanceof RangeError) throw new TrainingFailure(error.message);
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
