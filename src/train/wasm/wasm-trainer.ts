import type { Dataset, SeriesSet } from '../../data/dataset.ts';
import type { IntegerNetwork } from '../../network/integer/network.ts';
import type { Architecture } from '../../protocol/architecture.ts';
import { trainNetwork, tuneNetwork } from '../loop.ts';
import { paceOf } from '../pace.ts';
import {
  type Loss,
  type TrainedNetwork,
  type Trainer,
  TrainingFailure,
  type TrainingHooks,
  type TrainingOptions,
} from '../trainer.ts';
import { longestOf, WasmEngine } from './engine.ts';
import { panelOutputs } from './integer/outputs.ts';
import { instantiate, type Kernels } from './kernels.ts';
import { planNetwork } from './planner.ts';
import { SelfCheck } from './self-check.ts';

const MEBIBYTE = 1024 * 1024;

/** Largest memory that is kept from one trial to the next. */
const KEPT_BYTES = 64 * MEBIBYTE;

/** Most memory of the network of one trial: several trials train side by side. */
const MOST_BYTES = 1024 * MEBIBYTE;

const DOUBT =
  'the kernels as V8 optimises them compute something else than unoptimised ones: this worker goes on with the latter, ' +
  'which are right and slow; please report it, with the version of Node and the processor';

/** Trains with the compiled kernels. Instances are kept for later trials: each reserves gigabytes of address space. */
export class WasmTrainer implements Trainer {
  #module: WebAssembly.Module;
  readonly #baseline: WebAssembly.Module | undefined;
  #check: SelfCheck | undefined;
  #idle: Kernels[] = [];

  /** @param baseline the same kernels as V8's baseline compiler leaves them: where given, every training is checked */
  constructor(module: WebAssembly.Module, baseline?: WebAssembly.Module) {
    this.#module = module;
    this.#baseline = baseline;
    this.#check = baseline && new SelfCheck(baseline);
  }

  train(
    architecture: Architecture,
    data: Dataset,
    options: TrainingOptions,
    hooks: TrainingHooks,
  ): Promise<TrainedNetwork> {
    return this.#checked(architecture, data, options.loss, (engine) => trainNetwork(engine, data, options, hooks));
  }

  tune(
    architecture: Architecture,
    parameters: Float32Array,
    data: Dataset,
    options: TrainingOptions,
    hooks: TrainingHooks,
  ): Promise<TrainedNetwork> {
    return this.#checked(architecture, data, options.loss, (engine) =>
      tuneNetwork(engine, parameters, data, options, hooks),
    );
  }

  /** Trains, and once more without optimised kernels when they turn out to be wrong. */
  async #checked(
    architecture: Architecture,
    data: Dataset,
    loss: Loss,
    use: (engine: WasmEngine) => Promise<TrainedNetwork>,
  ): Promise<TrainedNetwork> {
    const sets = [data.train, data.validation];
    requireRoom(architecture, longestOf(sets, architecture));
    const train = (): Promise<TrainedNetwork> =>
      this.#withEngine(architecture, data, sets, loss, async (engine) => {
        return { ...(await use(engine)), memory: engine.bytes };
      });
    // Wrong kernels may be why a training failed.
    const outcome = await train().catch((error: unknown) => {
      if (error instanceof TrainingFailure) return error;
      throw error;
    });
    if (!(await this.#isRight(architecture, data, loss))) {
      this.#distrust();
      return { ...(await train()), warning: DOUBT };
    }
    if (outcome instanceof TrainingFailure) throw outcome;
    return outcome;
  }

  /** Outputs of the float network, [series][output] logits or normalised values. */
  async predict(
    architecture: Architecture,
    parameters: Float32Array,
    data: Dataset,
    set: SeriesSet,
    signal?: AbortSignal,
  ): Promise<Float32Array> {
    requireRoom(architecture, longestOf([set], architecture));
    const loss = data.task === 'classification' ? 'cross-entropy' : 'mse';
    return this.#withEngine(architecture, data, [set], loss, async (engine) => {
      engine.parameters = parameters;
      const { outputs } = await engine.evaluate(set, paceOf(signal));
      return outputs;
    });
  }

  integerOutputs(network: IntegerNetwork, set: SeriesSet): Int32Array | undefined {
    const kernels = this.#take();
    try {
      return panelOutputs(kernels, network, set);
    } finally {
      this.#giveBack(kernels);
    }
  }

  async #isRight(architecture: Architecture, data: Dataset, loss: Loss): Promise<boolean> {
    if (this.#check === undefined) return true;
    const kernels = this.#take();
    try {
      return await this.#check.agrees(kernels, architecture, data, loss);
    } finally {
      this.#giveBack(kernels);
    }
  }

  /** From now on with kernels that V8 does not optimise. */
  #distrust(): void {
    this.#module = this.#baseline ?? this.#module;
    this.#check = undefined;
    this.#idle = [];
  }

  async #withEngine<Result>(
    architecture: Architecture,
    data: Dataset,
    sets: readonly SeriesSet[],
    loss: Loss,
    use: (engine: WasmEngine) => Promise<Result>,
  ): Promise<Result> {
    const kernels = this.#take();
    try {
      const samples = longestOf(sets, architecture);
      return await use(new WasmEngine(kernels, architecture, samples, data.normalisation, loss));
    } finally {
      this.#giveBack(kernels);
    }
  }

  #take(): Kernels {
    return this.#idle.pop() ?? instantiate(this.#module);
  }

  #giveBack(kernels: Kernels): void {
    if (kernels.memory.buffer.byteLength <= KEPT_BYTES) this.#idle.push(kernels);
  }
}

/** @throws TrainingFailure when the network needs more than a trial may have */
function requireRoom(architecture: Architecture, samples: number): void {
  const bytes = planNetwork(architecture, samples, 0).end;
  if (bytes <= MOST_BYTES) return;
  const [need, most] = [Math.ceil(bytes / MEBIBYTE), MOST_BYTES / MEBIBYTE];
  throw new TrainingFailure(
    `training needs ${need} MiB, more than the ${most} MiB of a trial: ` +
      `cut series of ${samples} samples into shorter windows, or take fewer hidden units`,
  );
}
