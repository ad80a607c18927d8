import type { StrategySpec } from '../../spec/schema.ts';
import type { FeasibleSpace } from '../feasible-space.ts';
import type { Strategy } from '../strategy.ts';
import { Evolution } from './evolution.ts';
import { RandomSearch } from './random.ts';

/** The strategies by the name they have in a spec. */
export function createStrategy(spec: StrategySpec, space: FeasibleSpace, seed: number): Strategy {
  switch (spec.type) {
    case 'random':
      return new RandomSearch(space, `${seed}/proposal`);
    case 'evolution':
      return new Evolution(space, spec, `${seed}/proposal`);
  }
}
