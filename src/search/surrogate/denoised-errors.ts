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

/** Variance over seeds relative to that over networks, at least: more than likelihood says, which takes luck for detail. */
const USUAL_NOISE = 0.3;

/**
 * The error of finished trials as a Gaussian process believes it from the trainings of the search: each is drawn towards
 * those of networks like it. What it believes counts as one training, and every repeat with another seed as one more; the
 * training of the search itself, by which a network was chosen, does not. Whoever chooses the best of hundreds by what they
 * were trained to once chooses the luckiest.
 * @param trials that were trained to the end
 * @param objectives of a trial, from its one training in the search
 * @param folds splits of the data that the repeats go through in turn, that of the search being 0. One split is harder than
 * another for every network: an error counts as what it would be in the search, or those that were repeated could not be
 * compared with those that were not.
 * @param splits that the search trained on
 * @returns by index, for the best of many and all of few
 */
export function denoisedErrors(
  space: Space,
  trials: readonly TrainedTrial[],
  objectives: (trial: TrainedTrial) => Objectives,
  { folds = 1, splits = 1 }: { readonly folds?: number | undefined; readonly splits?: number | undefined } = {},
): ReadonlyMap<number, number> {
  const considered = bestOf(trials, objectives);
  const observations = considered.map((trial): Observation => {
    return { x: inputsOf(space, trial), y: logError(errorOf(trial.result!.integer)), doubt: 1 };
  });
  const believed = believedOf(observations);
  const repeats = considered.map(({ seeds }) =>
    [...seeds]
      .toSorted(([a], [b]) => a - b)
      .map(([seed, { integer }]) => ({ fold: seed % folds, log: logError(errorOf(integer)) })),
  );
  const harder = Array.from({ length: folds }, (_, fold) => {
    if (fold === 0 && splits === 1) return 0;
    const differences = repeats.flatMap((logs, place) =>
      logs.filter((repeat) => repeat.fold === fold).map(({ log }) => log - believed[place]!),
    );
    return differences.length === 0 ? 0 : mean(differences);
  });
  return new Map(
    considered.map(({ index }, place) => {
      const comparable = repeats[place]!.map(({ fold, log }) => log - harder[fold]!);
      return [index, Math.exp(mean([believed[place]!, ...comparable]))];
    }),
  );
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** [observation] what is believed of it. */
function believedOf(observations: readonly Observation[]): number[] {
  if (observations.length < ENOUGH) return observations.map(({ y }) => y);
  const kernel = fitKernel(observations, observations[0]!.x.length);
  const process = new GaussianProcess(observations, { ...kernel, noise: Math.max(kernel.noise, USUAL_NOISE) });
  return observations.map(({ x }) => process.predict(x).mean);
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
