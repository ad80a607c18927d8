import { Random } from '../../base/random.ts';
import type { FeasibleSpace } from '../feasible-space.ts';
import { bredProposal, type Breeder } from './breeding.ts';
import { beats, ranked, type Individual } from './ranking.ts';
import type { History, Proposal, Strategy } from '../strategy.ts';

/** Chance that a child has two parents. */
const CROSSOVER = 0.5;

/** Chance that a child of two parents is mutated as well. */
const MUTATION = 0.5;

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
    const choose = (): Breeder => {
      const [mother, father] = [tournament(parents, random).trial, tournament(parents, random).trial];
      if (mother.index === father.index || random.uniform() >= CROSSOVER) {
        const breed = () => space.mutate(mother.architecture, random);
        return { origin: { kind: 'mutation', parent: mother.index }, breed };
      }
      const breed = () => {
        const child = space.cross(mother.architecture, father.architecture, random);
        return random.uniform() < MUTATION ? space.mutate(child, random) : child;
      };
      return { origin: { kind: 'crossover', parents: [mother.index, father.index] }, breed };
    };
    return bredProposal(this.#space, random, proposed, parents.length === 0 ? undefined : choose);
  }
}

function tournament(parents: readonly Individual[], random: Random): Individual {
  const [one, other] = [random.pick(parents), random.pick(parents)];
  return beats(other, one) ? other : one;
}
