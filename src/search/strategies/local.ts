import { Random } from '../../base/random.ts';
import type { FeasibleSpace } from '../feasible-space.ts';
import { crowdingDistances, nonDominatedSort } from '../pareto.ts';
import type { EndedTrial, History, Proposal, Strategy } from '../strategy.ts';
import { bredProposal } from './breeding.ts';
import { spreadProposal } from './spread.ts';

/** Trials that are spread over the space before the front is worth a look. */
export const START = 12;

/** Local search on the front: small changes of its members, the lonelier the likelier. */
export class LocalSearch implements Strategy {
  readonly #space: FeasibleSpace;
  readonly #random: Random;

  constructor(space: FeasibleSpace, seed: string) {
    this.#space = space;
    this.#random = new Random(seed);
  }

  ask(index: number, history: History): Proposal | undefined {
    const random = this.#random.fork(index);
    if (index < START) return spreadProposal(this.#space, random, history);
    return neighbourOfFront(this.#space, random, history);
  }
}

/** A mutation of a member of the front; a random candidate when there is none, or its neighbours are all known. */
export function neighbourOfFront(space: FeasibleSpace, random: Random, history: History): Proposal | undefined {
  const front = frontOf(history.ended);
  const crowding = crowdingDistances(front.map(({ objectives }) => objectives!));
  const choose = () => {
    const [one, other] = [random.index(front.length), random.index(front.length)];
    const { index: parent, architecture } = front[crowding[one]! >= crowding[other]! ? one : other]!;
    return { origin: { kind: 'mutation', parent }, breed: () => space.space.mutate(architecture, random) } as const;
  };
  return bredProposal(space, random, history.proposed, front.length === 0 ? undefined : choose);
}

/** The non-dominated among the trials that were trained to the end. */
export function frontOf(ended: readonly EndedTrial[]): EndedTrial[] {
  const complete = ended.filter(({ objectives, complete }) => complete && objectives !== undefined);
  const [front = []] = nonDominatedSort(complete.map(({ objectives }) => objectives!));
  return front.map((i) => complete[i]!);
}
