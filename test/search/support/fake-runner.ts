import { setTimeout as sleep } from 'node:timers/promises';
import { quantise } from '../../../src/network/integer/quantise.ts';
import type { Architecture } from '../../../src/protocol/architecture.ts';
import type { IntegerNetwork } from '../../../src/network/integer/network.ts';
import { initialParameters } from '../../../src/network/parameters.ts';
import { Random } from '../../../src/base/random.ts';
import { TrainingFailure, TrainingStopped } from '../../../src/train/trainer.ts';
import type { Trial, TrialResult, TrialRunner } from '../../../src/train/trial-runner.ts';
import { accuracy, metrics } from './landscape.ts';

export interface FakeOptions {
  readonly capacity?: number;
  /** Longest pause of an epoch, milliseconds; what a trial takes is random. */
  readonly delay?: number;
  /** Orders completion; results do not depend on it. */
  readonly shuffle?: number;
  /** Trials whose training fails. */
  readonly fails?: (trial: Trial) => boolean;
  /** Results hold real integer networks, which take a moment to make. */
  readonly quantises?: boolean;
  /** Throws what breaks a runner. */
  readonly breaks?: (trial: Trial) => Error | undefined;
}

/** A runner whose results are a function of the trial, after random pauses. */
export class FakeRunner implements TrialRunner {
  readonly capacity: number;
  /** Indices in the order in which they were started. */
  readonly started: number[] = [];
  /** How they were trained, in the same order. */
  readonly trainings: Trial['training'][] = [];
  running = 0;
  mostRunning = 0;
  readonly #options: FakeOptions;
  readonly #delays: Random;

  constructor(options: FakeOptions = {}) {
    this.#options = options;
    this.capacity = options.capacity ?? 1;
    this.#delays = new Random(`delay ${options.shuffle ?? 0}`);
  }

  async run(trial: Trial, hooks: Parameters<TrialRunner['run']>[1]): Promise<TrialResult> {
    this.started.push(trial.index);
    this.trainings.push(trial.training);
    this.running++;
    this.mostRunning = Math.max(this.mostRunning, this.running);
    try {
      return await this.#train(trial, hooks);
    } finally {
      this.running--;
    }
  }

  async #train(trial: Trial, { signal, onEpoch }: Parameters<TrialRunner['run']>[1]): Promise<TrialResult> {
    const { delay = 0, fails, breaks } = this.#options;
    for (let epoch = 1; epoch <= 3; epoch++) {
      const pause = Math.floor(this.#delays.between(0, delay + 1));
      if (pause > 0) await sleep(pause);
      else await Promise.resolve();
      signal?.throwIfAborted();
      const error = 1 - accuracy(trial.architecture) / epoch;
      onEpoch?.({ epoch, trainLoss: error, validationLoss: error * 1.1, validationError: error });
      const rung = trial.training.rungs?.find((candidate) => candidate.epoch === epoch);
      if (rung !== undefined && error > rung.worst) throw new TrainingStopped(epoch);
    }
    const broken = breaks?.(trial);
    if (broken !== undefined) throw broken;
    if (fails?.(trial) === true) throw new TrainingFailure('loss is NaN in epoch 3');
    const { architecture } = trial;
    const parameters = initialParameters(architecture, new Random(trial.training.seed));
    // Seeds other than the search's own are a little less lucky, each in its way.
    const isRepeat = trial.training.seed.includes('/repeat/');
    const luck = isRepeat ? new Random(`luck ${trial.training.seed}`).between(0.004, 0.03) : 0.004;
    return {
      epochs: 3,
      bestEpoch: 2,
      parameters,
      network:
        this.#options.quantises === true ? quantised(architecture, parameters) : ({ architecture } as IntegerNetwork),
      float: metrics(trial.architecture),
      integer: metrics(trial.architecture, luck),
    };
  }

  async close(): Promise<void> {
    // Nothing is held.
  }
}

function quantised(architecture: Architecture, parameters: Float32Array): IntegerNetwork {
  const ones = new Float32Array(architecture.inputs).fill(1);
  const normalisation = { offset: ones, scale: ones, targetOffset: 0, targetScale: 1 };
  return quantise(architecture, parameters, normalisation, [new Float32Array(16 * architecture.inputs).fill(0.5)]);
}
