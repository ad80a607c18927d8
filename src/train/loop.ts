import { mean } from '../base/means.ts';
import { Random } from '../base/random.ts';
import type { Dataset, SeriesSet } from '../data/dataset.ts';
import { weightMatrices } from '../network/integer/weights.ts';
import { initialParameters } from '../network/parameters.ts';
import type { Architecture } from '../protocol/architecture.ts';
import { errorOf } from '../protocol/error-of.ts';
import type { Metrics } from '../protocol/results.ts';
import { metricsOf } from './metrics.ts';
import { type Pace, paceOf } from './pace.ts';
import { Augmenter, type BatchNormalisation } from './augmentation.ts';
import { AveragedWeights } from './averaged-weights.ts';
import { towardsOutputs } from './towards-outputs.ts';
import { partsOf } from './part.ts';
import { Rounding } from './rounding.ts';
import {
  type TrainedNetwork,
  TrainingFailure,
  type TrainingHooks,
  type TrainingOptions,
  TrainingStopped,
} from './trainer.ts';

/** The learning rate at the end, as a share of that at the start. */
const FINAL_RATE = 0.1;

/** A network whose parameters can be learned: what a backend provides. */
export interface TrainableNetwork {
  readonly architecture: Architecture;
  /** Float parameters, laid out by `parameterLayout`; a copy. What the optimiser remembers stays when they are set. */
  parameters: Float32Array;
  /** A batch is rounded up to a multiple of it. */
  readonly batchUnit: number;
  /** What `batchGradient` leaves and `adamStep` takes, laid out by `parameterLayout`. */
  readonly gradient: Float32Array;
  /**
   * Computes dL/d(parameters), L the mean loss of the series.
   * @param own the normalisation of each of them; absent: that of the data
   * @returns L
   */
  batchGradient(
    set: SeriesSet,
    batch: readonly number[],
    pace: Pace,
    own: BatchNormalisation | undefined,
  ): Promise<number>;
  /**
   * One step of Adam along the last gradient, clipped to the norm `clip`.
   * @returns the norm before clipping
   */
  adamStep(learningRate: number, clip: number): number;
  /** The outputs for every series of a set, [series][output] logits or normalised values, and their mean loss. */
  evaluate(set: SeriesSet, pace: Pace): Promise<{ readonly outputs: Float32Array; readonly loss: number }>;
}

/**
 * Trains the network until it stops getting better, and returns the best of its averaged weights: those of the epoch with the
 * least validation error.
 */
export function trainNetwork(
  network: TrainableNetwork,
  data: Dataset,
  options: TrainingOptions,
  hooks: TrainingHooks,
): Promise<TrainedNetwork> {
  const random = new Random(options.seed);
  const start = initialParameters(network.architecture, random.fork('parameters'));
  return descend(network, data, options, hooks, { start, random, held: undefined });
}

/**
 * Trains on with the weights as the integer network holds them: the loss and its gradient are those of the rounded
 * weights, and Adam moves the weights behind them, as if rounding had slope 1 (straight-through; Bengio 2013). It goes on
 * for all epochs: the last weights are settled in the last one. A regression learns mostly its own outputs (`towardsOutputs`).
 * @param parameters of a trained network
 * @returns parameters that rounding leaves as they are
 */
export async function tuneNetwork(
  network: TrainableNetwork,
  parameters: Float32Array,
  data: Dataset,
  options: TrainingOptions,
  hooks: TrainingHooks,
): Promise<TrainedNetwork> {
  const random = new Random(options.seed).fork('tuning');
  const held = new Rounding(weightMatrices(network.architecture), parameters);
  const all = { ...options, rungs: [], parts: [], patience: options.epochs };
  const taught =
    data.task === 'regression' ? towardsOutputs(await outputsOf(network, parameters, data, hooks), data) : data;
  return descend(network, taught, all, hooks, { start: parameters, random, held });
}

/** Of every training series. */
async function outputsOf(
  network: TrainableNetwork,
  parameters: Float32Array,
  data: Dataset,
  { signal }: TrainingHooks,
): Promise<Float32Array> {
  network.parameters = parameters;
  const { outputs } = await network.evaluate(data.train, paceOf(signal));
  return outputs;
}

/** Epochs whose validation errors count together: of single ones luck would decide. */
const COUNTED = 3;

interface Descent {
  readonly start: Float32Array;
  /** For the order of the series and their augmentation. */
  readonly random: Random;
  /** What the loss sees of the parameters; absent: all of them. */
  readonly held: Rounding | undefined;
}

async function descend(
  network: TrainableNetwork,
  data: Dataset,
  options: TrainingOptions,
  hooks: TrainingHooks,
  { start, random, held }: Descent,
): Promise<TrainedNetwork> {
  const pace = paceOf(hooks.signal);
  const order = random.fork('order');
  const { augmentation } = options;
  const augmenter = augmentation && new Augmenter(data.normalisation, augmentation, random.fork('augmentation'));
  network.parameters = start;

  const batchSize = Math.ceil(options.batch / network.batchUnit) * network.batchUnit;
  const partOf = partsOf(data, options.parts ?? [], random.fork('parts'));
  let best: { epoch: number; error: number; loss: number; parameters: Float32Array; validation: Metrics } | undefined;
  const averaged = held === undefined ? new AveragedWeights(start) : undefined;
  const errors: number[] = [];
  let epoch = 0;
  const goesOn = (): boolean =>
    options.refit === undefined
      ? epoch < options.epochs && epoch - (best?.epoch ?? 0) < options.patience
      : epoch < options.refit;
  while (goesOn()) {
    epoch++;
    const series = order.shuffle(partOf(epoch));
    const batches = Math.ceil(series.length / batchSize);
    let total = 0;
    held?.settle(network.parameters, epoch / options.epochs);
    for (let index = 0; index < batches; index++) {
      const batch = series.slice(index * batchSize, (index + 1) * batchSize);
      const restore = put(network, held?.round(network.parameters));
      const loss = await network.batchGradient(data.train, batch, pace, augmenter?.normalisation(batch.length));
      restore();
      const progress = (epoch - 1 + index / batches) / options.epochs;
      const rate = options.learningRate * (1 - (1 - FINAL_RATE) * progress);
      held?.learn(network.parameters, network.gradient, rate);
      const norm = network.adamStep(rate, options.clip);
      averaged?.add(network.parameters, batches);
      if (!Number.isFinite(loss) || !Number.isFinite(norm)) throw explosion(epoch, options);
      total += loss * batch.length;
    }

    const restore = put(network, held?.round(network.parameters) ?? averaged?.parameters);
    const { outputs, loss } = await network.evaluate(data.validation, pace);
    if (!Number.isFinite(loss)) throw explosion(epoch, options);
    const validation = metricsOf(data, data.validation, outputs);
    errors.push(errorOf(validation));
    // Of what a network has never seen it soon is too sure: the loss rises while the error still falls.
    const error = held === undefined ? mean(errors.slice(-COUNTED)) : 0;
    const better = best === undefined || error < best.error || (error === best.error && loss < best.loss);
    if (better || options.refit !== undefined) {
      best = { epoch, error, loss, parameters: network.parameters, validation };
    }
    restore();
    const trainLoss = total / series.length;
    const mark = held === undefined ? {} : { tuning: true as const };
    hooks.onEpoch?.({ epoch, ...mark, trainLoss, validationLoss: loss, validationError: errors.at(-1)! });
    const rung = options.rungs?.find((candidate) => candidate.epoch === epoch);
    if (rung !== undefined && Math.min(...errors) > rung.worst) throw new TrainingStopped(epoch);
  }
  if (best === undefined) throw new RangeError('training needs at least one epoch');
  return { parameters: best.parameters, epochs: epoch, bestEpoch: best.epoch, validation: best.validation };
}

/**
 * Puts other parameters in the place of the network's own.
 * @param parameters absent: nothing changes
 * @returns puts its own back
 */
function put(network: TrainableNetwork, parameters: Float32Array | undefined): () => void {
  if (parameters === undefined) return () => undefined;
  const own = network.parameters;
  network.parameters = parameters;
  return () => {
    network.parameters = own;
  };
}

function explosion(epoch: number, { learningRate, clip }: TrainingOptions): TrainingFailure {
  return new TrainingFailure(
    `the loss is no longer a number in epoch ${epoch}: ` +
      `try a learning_rate below ${learningRate} or a clip below ${clip}`,
  );
}
