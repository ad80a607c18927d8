import { errorOf } from '../../protocol/error-of.ts';
import type { TrialState } from '../../protocol/run-state.ts';
import type { Objectives } from '../../protocol/dominance.ts';
import { nonDominatedSort } from '../pareto.ts';
import type { Space } from '../space.ts';
import { inputsOf, logError } from './error-model.ts';
import { fitKernel, GaussianProcess, type Observation } from './gaussian-process.ts';

/** Trials that the model learns from at most, and of which it says something: the best fronts of them. */
const MOST = 150;

/** What is looked at of a trial. */
export type TrainedTrial = Pick<TrialState, 'index' | 'architecture' | 'cost' | 'result' | 'seeds'>;

/** Trainings before a model is worth its while. */
const ENOUGH = 8;

/** Repeats that tell how much seeds matter. */
const TELLING = 6;

/** Variance over seeds relative to that over networks, before there are so many: at least this. */
const USUAL_NOISE = 0.3;

/**
 * The error of finished trials as a Gaussian process believes it: a training is drawn towards those of networks like it, and
 * the fewer seeds stand for a network, the more. Whoever chooses the best of hundreds by what they were trained to once
 * chooses the luckiest.
 * @param trials that were trained to the end
 * @param objectives of a trial, from its one training in the search
 * @returns by index, for the best of many and all of few
 */
export function denoisedErrors(
  space: Space,
  trials: readonly TrainedTrial[],
  objectives: (trial: TrainedTrial) => Objectives,
): ReadonlyMap<number, number> {
  const considered = bestOf(trials, objectives);
  const observations = considered.flatMap((trial): Observation[] => {
    const x = inputsOf(space, trial);
    return trainingsOf(trial).map((error) => ({ x, y: logError(error), doubt: 1 }));
  });
  if (observations.length < ENOUGH)
    return new Map(considered.map((trial) => [trial.index, meanOf(trainingsOf(trial))]));
  const kernel = fitKernel(observations, observations[0]!.x.length);
  const noise = noiseOf(considered) ?? Math.max(kernel.noise, USUAL_NOISE);
  const process = new GaussianProcess(observations, { ...kernel, noise });
  return new Map(considered.map((trial) => [trial.index, Math.exp(process.predict(inputsOf(space, trial)).mean)]));
}

/** Variance of log errors over the seeds of a network, relative to that over networks; undefined: too few repeats. */
function noiseOf(trials: readonly TrainedTrial[]): number | undefined {
  const logs = trials.map((trial) => trainingsOf(trial).map(logError));
  const repeats = logs.reduce((sum, values) => sum + values.length - 1, 0);
  if (repeats < TELLING) return undefined;
  const squares = (values: readonly number[]): number => {
    const mean = meanOf(values);
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  };
  const within = logs.reduce((sum, values) => sum + squares(values), 0) / repeats;
  const all = squares(logs.map(meanOf)) / Math.max(1, logs.length - 1);
  return Math.min(3, Math.max(0.01, within / Math.max(all - within, all / 10)));
}

function bestOf(
  trials: readonly TrainedTrial[],
  objectives: (trial: TrainedTrial) => Objectives,
): readonly TrainedTrial[] {
  if (trials.length <= MOST) return trials;
  const fronts = nonDominatedSort(trials.map(objectives));
  return fronts
    .flat()
    .slice(0, MOST)
    .map((place) => trials[place]!)
    .sort((a, b) => a.index - b.index);
}

function trainingsOf({ result, seeds }: TrainedTrial): number[] {
  const repeats = [...seeds].toSorted(([a], [b]) => a - b).map(([, { integer }]) => integer);
  return [result!.integer, ...repeats].map(errorOf);
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
