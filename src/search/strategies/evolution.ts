import { Random } from '../../base/random.ts';
import type { FeasibleSpace } from '../feasible-space.ts';
import { nonDominatedSort } from '../pareto.ts';
import type { EndedTrial, History, Proposal, Strategy } from '../strategy.ts';
import { bredProposal } from './breeding.ts';
import { beats, type Individual, ranked } from './ranking.ts';

export interface EvolutionOptions {
  /** Candidates alive at a time; as many random ones come first. */
  readonly population: number;
  /** Candidates compared to choose a parent. */
  readonly tournament: number;
}

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
    const choose = () => {
      const { index: parent, architecture } = this.#tournament(living, random).trial;
      const breed = () => this.#space.space.mutate(architecture, random);
      return { origin: { kind: 'mutation', parent }, breed } as const;
    };
    return bredProposal(this.#space, random, proposed, living.length === 0 ? undefined : choose);
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
