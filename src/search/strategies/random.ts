import { Random } from '../../base/random.ts';
import type { FeasibleSpace } from '../feasible-space.ts';
import type { History, Proposal, Strategy } from '../strategy.ts';

/** Random search without repeats: the baseline that every other strategy has to beat. */
export class RandomSearch implements Strategy {
  readonly #space: FeasibleSpace;
  readonly #random: Random;

  constructor(space: FeasibleSpace, seed: string) {
    this.#space = space;
    this.#random = new Random(seed);
  }

  ask(index: number, { proposed }: History): Proposal | undefined {
    const { candidate, rejected } = this.#space.sample(this.#random.fork(index), proposed);
    return (
      candidate && { architecture: candidate.architecture, cost: candidate.cost, origin: { kind: 'random' }, rejected }
    );
  }
}
