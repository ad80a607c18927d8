import { Random } from '../../base/random.ts';
import type { FeasibleSpace } from '../feasible-space.ts';
import { nonDominatedSort } from '../pareto.ts';
import type { EndedTrial, History, Proposal, Strategy } from '../strategy.ts';
import { randomProposal } from './random.ts';
import { beats, type Individual, ranked } from './ranking.ts';

export interface EvolutionOptions {
  /** Candidates alive at a time; as many random ones come first. */
  readonly population: number;
  /** Candidates compared to choose a parent. */
  readonly tournament: number;
}

/** Mutations of one parent before another is chosen, and parents before a random candidate is taken instead. */
const MUTATIONS = 20;
const PARENTS = 10;

/**
 * Regularised evolution (Real et al. 2019): the living are the latest trials, whatever their worth; a parent is the best of
 * a random few; the child is a mutation of it. For several objectives, "best" is by rank of non-domination and then by
 * crowding distance, as in NSGA-II (Deb et al. 2002), and the front of all trials stays alive.
 */
export class Evolution implements Strategy {
  readonly #space: FeasibleSpace;
  readonly #options: EvolutionOptions;
  readonly #random: Random;

  constructor(space: FeasibleSpace, options: EvolutionOptions, seed: string) {
    this.#space = space;
    this.#options = options;
    this.#random = new Random(seed);
  }

  ask(index: number, { proposed, ended }: History): Proposal | undefined {
    const random = this.#random.fork(index);
    const living = index < this.#options.population ? [] : this.#living(ended);
    let rejected = 0;
    for (let attempt = 0; attempt < PARENTS && living.length > 0 && this.#space.space.count > 1; attempt++) {
      const parent = this.#tournament(living, random).trial;
      const mutate = () => this.#space.space.mutate(parent.architecture, random);
      const draw = this.#space.draw(mutate, MUTATIONS, proposed);
      rejected += draw.rejected;
      if (draw.candidate === undefined) continue;
      return { ...draw.candidate, origin: { kind: 'mutation', parent: parent.index }, rejected };
    }
    return randomProposal(this.#space, random, proposed, rejected);
  }

  #living(ended: readonly EndedTrial[]): Individual[] {
    const scored = ended.filter(({ objectives }) => objectives !== undefined);
    const [front = []] = nonDominatedSort(scored.map(({ objectives }) => objectives!));
    const young = scored.length - this.#options.population;
    const elite = new Set(front);
    const alive = scored.filter((_, i) => i >= young || elite.has(i));
    return ranked(alive);
  }

  #tournament(living: readonly Individual[], random: Random): Individual {
    const rivals = random.shuffle(living).slice(0, this.#options.tournament);
    return rivals.reduce((best, rival) => (beats(rival, best) ? rival : best));
  }
}
