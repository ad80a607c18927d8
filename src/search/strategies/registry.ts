import { POPULATION, TOURNAMENT } from '../../spec/derived-defaults.ts';
import type { Training } from '../../protocol/training-plan.ts';
import type { StrategySpec } from '../../spec/schema.ts';
import type { FeasibleSpace } from '../feasible-space.ts';
import type { Strategy } from '../strategy.ts';
import { AutoSearch } from './auto.ts';
import { BayesianSearch } from './bayesian.ts';
import { Evolution } from './evolution.ts';
import { LocalSearch } from './local.ts';
import { Nsga2 } from './nsga2.ts';
import { RandomSearch } from './random.ts';

/**
 * The strategies by the name they have in a spec.
 * @param training of a trial, at most
 */
export function createStrategy(
  spec: StrategySpec,
  space: FeasibleSpace,
  runSeed: number,
  training: Omit<Training, 'start'>,
): Strategy {
  const seed = `${runSeed}/proposal`;
  switch (spec.type) {
    case 'auto':
      return new AutoSearch(space, spec.objectives, seed, (spec.reduction ?? 1) > 1 ? training : undefined);
    case 'bayesian':
      return new BayesianSearch(space, spec.objectives, seed);
    case 'nsga2':
      return new Nsga2(space, spec.population ?? POPULATION, seed);
    case 'evolution':
      return new Evolution(space, { population: POPULATION, tournament: TOURNAMENT, ...spec }, seed);
    case 'local':
      return new LocalSearch(space, seed);
    case 'random':
      return new RandomSearch(space, seed);
  }
}
