import type { Candidate } from '../constraints.ts';
import type { Space } from '../space.ts';
import type { EndedTrial } from '../strategy.ts';
import { type Belief, fitKernel, GaussianProcess, type Kernel, type Observation } from './gaussian-process.ts';

/** Trials that a model learns from at most: its cost grows with their cube. */
const MOST = 150;

/** Errors below this are as good as none. */
const LEAST = 1e-3;

/** How much less the error of a trial that was stopped early is trusted, in variance of noise. */
const DOUBT = 4;

/**
 * What is believed of the logarithm of an untrained candidate's error, from its genes, its flash and its
 * multiply-accumulates. Trials that were stopped at a rung count with the error that others came to from there.
 */
export class ErrorModel {
  readonly #space: Space;
  readonly #observations: readonly Observation[];
  readonly #kernel: Kernel;
  readonly #process: GaussianProcess;

  private constructor(space: Space, observations: readonly Observation[], kernel: Kernel) {
    this.#space = space;
    this.#observations = observations;
    this.#kernel = kernel;
    this.#process = new GaussianProcess(observations, kernel);
  }

  /** @param place of the error among the objectives */
  static of(space: Space, place: number, trials: readonly EndedTrial[], kernel: Kernel): ErrorModel {
    return new ErrorModel(space, observationsOf(space, place, trials), kernel);
  }

  static fitKernel(space: Space, place: number, trials: readonly EndedTrial[]): Kernel {
    const observations = observationsOf(space, place, trials);
    return fitKernel(observations, observations[0]!.x.length);
  }

  /** The same, as if these candidates had been trained and had become what is believed of them. */
  believing(candidates: readonly Candidate[]): ErrorModel {
    const believed = candidates.map((candidate) => {
      return { x: inputsOf(this.#space, candidate), y: this.predict(candidate).mean, doubt: 1 };
    });
    return new ErrorModel(this.#space, [...this.#observations, ...believed], this.#kernel);
  }

  predict(candidate: Candidate): Belief {
    return this.#process.predict(inputsOf(this.#space, candidate));
  }
}

function observationsOf(space: Space, place: number, trials: readonly EndedTrial[]): Observation[] {
  const finish = finishes(trials, place);
  return chosen(trials, place).map((trial) => {
    const error = trial.objectives![place]!;
    const factor = trial.complete ? 1 : (finish[trial.rungErrors.length - 1] ?? 1);
    return { x: inputsOf(space, trial), y: logError(error * factor), doubt: trial.complete ? 1 : DOUBT };
  });
}

/** All of few trials; of many the half with the least errors and the latest. */
function chosen(trials: readonly EndedTrial[], place: number): readonly EndedTrial[] {
  if (trials.length <= MOST) return trials;
  const byError = trials.toSorted((a, b) => a.objectives![place]! - b.objectives![place]! || a.index - b.index);
  const kept = new Set([...byError.slice(0, MOST / 2), ...trials.slice(-MOST / 2)]);
  return trials.filter((trial) => kept.has(trial));
}

/** Median of the final error over that at each rung, among the trials that were trained to the end. */
function finishes(trials: readonly EndedTrial[], place: number): number[] {
  const rungs = Math.max(0, ...trials.map(({ rungErrors }) => rungErrors.length));
  return Array.from({ length: rungs }, (_, rung) => {
    const ratios = trials
      .filter(({ complete, rungErrors }) => complete && rungErrors[rung] !== undefined && rungErrors[rung] > 0)
      .map(({ objectives, rungErrors }) => objectives![place]! / rungErrors[rung]!)
      .sort((a, b) => a - b);
    return ratios[ratios.length >> 1] ?? 1;
  });
}

/** What a model believes in: the logarithm of an error. */
export function logError(error: number): number {
  return Math.log(Math.max(LEAST, error));
}

/** Genes, and the size and the work of the network as octaves over sixteen. */
export function inputsOf(space: Space, { architecture, cost }: Pick<Candidate, 'architecture' | 'cost'>): number[] {
  return [...space.features(architecture), Math.log2(cost.flash) / 4, Math.log2(cost.macs) / 4];
}
