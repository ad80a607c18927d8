import { crowdingDistances, nonDominatedSort } from '../pareto.ts';
import type { EndedTrial } from '../strategy.ts';

/** A trial with its place among others: the smaller rank of non-domination wins, then the lonelier. */
export interface Individual {
  readonly trial: EndedTrial;
  readonly rank: number;
  readonly crowding: number;
}

/** The trials that did not fail, best first. */
export function ranked(trials: readonly EndedTrial[]): Individual[] {
  const scored = trials.filter(({ objectives }) => objectives !== undefined);
  return nonDominatedSort(scored.map(({ objectives }) => objectives!)).flatMap((front, rank) => {
    const crowding = crowdingDistances(front.map((i) => scored[i]!.objectives!));
    const individuals = front.map((i, place) => ({ trial: scored[i]!, rank, crowding: crowding[place]! }));
    return individuals.sort((a, b) => b.crowding - a.crowding || a.trial.index - b.trial.index);
  });
}

export function beats(a: Individual, b: Individual): boolean {
  return a.rank < b.rank || (a.rank === b.rank && a.crowding > b.crowding);
}
