import { Random } from '../../base/random.ts';
import type { Origin } from '../../protocol/journal.ts';
import type { FeasibleSpace } from '../feasible-space.ts';
import { beats, ranked, type Individual } from './ranking.ts';
import type { History, Proposal, Strategy } from '../strategy.ts';
import { randomProposal } from './random.ts';

/** Chance that a child has two parents. */
const CROSSOVER = 0.5;

/** Chance that a child of two parents is mutated as well. */
const MUTATION = 0.5;

/** Children of one pair before another is chosen, and pairs before a random candidate is taken instead. */
const CHILDREN = 20;
const PAIRS = 10;

/**
 * NSGA-II (Deb et al. 2002) without generations: the parents of every child are the best of all trials that ended, by rank
 * of non-domination and then by crowding distance, chosen by binary tournaments.
 */
export class Nsga2 implements Strategy {
  readonly #space: FeasibleSpace;
  readonly #population: number;
  readonly #random: Random;

  /** @param population parents at a time; as many random candidates come first */
  constructor(space: FeasibleSpace, population: number, seed: string) {
    this.#space = space;
    this.#population = population;
    this.#random = new Random(seed);
  }

  ask(index: number, { proposed, ended }: History): Proposal | undefined {
    const random = this.#random.fork(index);
    const { space } = this.#space;
    const parents = index < this.#population ? [] : ranked(ended).slice(0, this.#population);
    let rejected = 0;
    for (let attempt = 0; attempt < PAIRS && parents.length > 0 && space.count > 1; attempt++) {
      const [mother, father] = [tournament(parents, random).trial, tournament(parents, random).trial];
      const pair = mother.index !== father.index && random.uniform() < CROSSOVER;
      const breed = () => {
        const child = pair ? space.cross(mother.architecture, father.architecture, random) : mother.architecture;
        return !pair || random.uniform() < MUTATION ? space.mutate(child, random) : child;
      };
      const draw = this.#space.draw(breed, CHILDREN, proposed);
      rejected += draw.rejected;
      if (draw.candidate === undefined) continue;
      const origin: Origin = pair
        ? { kind: 'crossover', parents: [mother.index, father.index] }
        : { kind: 'mutation', parent: mother.index };
      return { ...draw.candidate, origin, rejected };
    }
    return randomProposal(this.#space, random, proposed, rejected);
  }
}

function tournament(parents: readonly Individual[], random: Random): Individual {
  const [one, other] = [random.pick(parents), random.pick(parents)];
  return beats(other, one) ? other : one;
}
