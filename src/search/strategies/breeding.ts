import type { Random } from '../../base/random.ts';
import type { Architecture } from '../../protocol/architecture.ts';
import type { Origin } from '../../protocol/journal.ts';
import type { FeasibleSpace } from '../feasible-space.ts';
import type { Proposal } from '../strategy.ts';
import { randomProposal } from './random.ts';

/** A way to make children of some parents. */
export interface Breeder {
  readonly origin: Origin;
  readonly breed: () => Architecture;
}

/** Children of one choice of parents before others are chosen, and choices before a random candidate is taken instead. */
const CHILDREN = 20;
const CHOICES = 10;

/**
 * The first new and feasible child; a random candidate when there are no parents, or their children are all known.
 * @param choose chooses among the parents; undefined: there are none
 */
export function bredProposal(
  space: FeasibleSpace,
  random: Random,
  proposed: ReadonlySet<string>,
  choose: (() => Breeder) | undefined,
): Proposal | undefined {
  let rejected = 0;
  for (let choice = 0; choice < CHOICES && choose !== undefined && space.space.count > 1; choice++) {
    const { origin, breed } = choose();
    const draw = space.draw(breed, CHILDREN, proposed);
    rejected += draw.rejected;
    if (draw.candidate !== undefined) return { ...draw.candidate, origin, rejected };
  }
  return randomProposal(space, random, proposed, rejected);
}
