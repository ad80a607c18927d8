import type { Dataset, SeriesSet } from '../../data/dataset.ts';
import type { Architecture } from '../../protocol/architecture.ts';
import { trainNetwork } from '../loop.ts';
import { paceOf } from '../pace.ts';
import type { EpochReport, Loss, TrainedNetwork, Trainer, TrainingOptions } from '../trainer.ts';
import { longestOf, WasmEngine } from './engine.ts';
import { instantiate, type Kernels } from './kernels.ts';

/** Largest memory that is kept from one trial to the next. */
const KEPT_BYTES = 64 * 1024 * 1024;

/** Trains with the compiled kernels. Instances are kept for later trials: each reserves gigabytes of address space. */
export class WasmTrainer implements Trainer {
  readonly #module: WebAssembly.Module;
  readonly #idle: Kernels[] = [];

  constructor(module: WebAssembly.Module) {
    this.#module = module;
  }

  async train(
    architecture: Architecture,
    data: Dataset,
    options: TrainingOptions,
    hooks: { readonly signal?: AbortSignal; readonly onEpoch?: (report: EpochReport) => void },
  ): Promise<TrainedNetwork> {
    return this.#withEngine(architecture, data, [data.train, data.validation], options.loss, (engine) =>
      trainNetwork(engine, data, options, hooks),
    );
  }

  /** Outputs of the float network, [series][output] logits or normalised values. */
  async predict(
    architecture: Architecture,
    parameters: Float32Array,
    data: Dataset,
    set: SeriesSet,
    signal?: AbortSignal,
  ): Promise<Float32Array> {
    const loss = data.task === 'classification' ? 'cross-entropy' : 'mse';
    return this.#withEngine(architecture, data, [set], loss, async (engine) => {
      engine.parameters = parameters;
      const { outputs } = await engine.evaluate(set, paceOf(signal));
      return outputs;
    });
  }

  async #withEngine<Result>(
    architecture: Architecture,
    data: Dataset,
    sets: readonly SeriesSet[],
    loss: Loss,
    use: (engine: WasmEngine) => Promise<Result>,
  ): Promise<Result> {
    const kernels = this.#idle.pop() ?? instantiate(this.#module);
    try {
      const samples = longestOf(sets, architecture);
      return await use(new WasmEngine(kernels, architecture, samples, data.normalisation, loss));
    } finally {
      if (kernels.memory.buffer.byteLength <= KEPT_BYTES) this.#idle.push(kernels);
    }
  }
}
