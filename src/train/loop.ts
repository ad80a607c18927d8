import { Random } from '../base/random.ts';
import type { Dataset } from '../data/dataset.ts';
import { initialParameters } from '../network/parameters.ts';
import { errorOf } from '../protocol/error-of.ts';
import type { Metrics } from '../protocol/results.ts';
import { metricsOf } from './metrics.ts';
import { paceOf } from './pace.ts';
import { type EpochReport, type TrainedNetwork, TrainingFailure, type TrainingOptions } from './trainer.ts';
import type { WasmEngine } from './wasm/engine.ts';

/** Series per panel: a batch is a multiple of it. */
const PANEL = 8;

/** The learning rate at the end, as a share of that at the start. */
const FINAL_RATE = 0.1;

/** Trains the engine's network until it stops getting better, and returns the best parameters there were. */
export async function trainNetwork(
  engine: WasmEngine,
  data: Dataset,
  options: TrainingOptions,
  hooks: { readonly signal?: AbortSignal; readonly onEpoch?: (report: EpochReport) => void },
): Promise<TrainedNetwork> {
  const random = new Random(options.seed);
  const pace = paceOf(hooks.signal);
  engine.parameters.set(initialParameters(engine.plan.architecture, random.fork('parameters')));
  const order = random.fork('order');

  const batchSize = Math.ceil(options.batch / PANEL) * PANEL;
  const batches = Math.ceil(data.train.lengths.length / batchSize);
  let best: { epoch: number; loss: number; parameters: Float32Array; validation: Metrics } | undefined;
  let epoch = 0;
  while (epoch < options.epochs && epoch - (best?.epoch ?? 0) < options.patience) {
    epoch++;
    const series = order.shuffle(data.train.lengths.keys());
    let total = 0;
    for (let index = 0; index < batches; index++) {
      const batch = series.slice(index * batchSize, (index + 1) * batchSize);
      const loss = await engine.batchGradient(data.train, batch, pace);
      const progress = (epoch - 1 + index / batches) / options.epochs;
      const norm = engine.adamStep(options.learningRate * (1 - (1 - FINAL_RATE) * progress), options.clip);
      if (!Number.isFinite(loss) || !Number.isFinite(norm)) throw explosion(epoch, options);
      total += loss * batch.length;
    }

    const { outputs, loss } = await engine.evaluate(data.validation, pace);
    if (!Number.isFinite(loss)) throw explosion(epoch, options);
    const validation = metricsOf(data, data.validation, outputs);
    if (best === undefined || loss < best.loss) {
      best = { epoch, loss, parameters: engine.parameters.slice(), validation };
    }
    const trainLoss = total / data.train.lengths.length;
    hooks.onEpoch?.({ epoch, trainLoss, validationLoss: loss, validationError: errorOf(validation) });
  }
  if (best === undefined) throw new RangeError('training needs at least one epoch');
  return { parameters: best.parameters, epochs: epoch, validation: best.validation };
}

function explosion(epoch: number, { learningRate, clip }: TrainingOptions): TrainingFailure {
  return new TrainingFailure(
    `the loss is no longer a number in epoch ${epoch}: ` +
      `try a learning_rate below ${learningRate} or a clip below ${clip}`,
  );
}
