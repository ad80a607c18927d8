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
    return randomProposal(this.#space, this.#random.fork(index), proposed);
  }
}

/** @param rejected candidates over a limit that were drawn before */
export function randomProposal(
  space: FeasibleSpace,
  random: Random,
  proposed: ReadonlySet<string>,
  rejected = 0,
): Proposal | undefined {
  const draw = space.sample(random, proposed);
  return draw.candidate && { ...draw.candidate, origin: { kind: 'random' }, rejected: rejected + draw.rejected };
}
