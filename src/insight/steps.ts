import type { Limits } from '../protocol/journal.ts';
import type { Cost } from '../protocol/results.ts';
import type { RunState } from '../protocol/run-state.ts';
import { meanError } from '../protocol/spread.ts';

/** A cost that a spec may limit. */
export type LimitedCost = 'flash' | 'ram' | 'latency' | 'macs';

/** A network, and what the next better one costs more. */
interface Step {
  readonly trial: number;
  readonly cost: number;
  readonly error: number;
}

/** What a limit on one cost buys, along the front. */
export interface Steps {
  readonly cost: LimitedCost;
  readonly limit: number | undefined;
  /** The best network for less than the next one's cost: costs ascend, errors fall. */
  readonly steps: readonly Step[];
  /** Share of the limit that the best network takes; undefined: there is no limit. */
  readonly used: number | undefined;
}

/** From this share of a limit on, it is the limit that keeps networks from being better. */
export const BINDING = 0.85;

const COSTS: readonly LimitedCost[] = ['flash', 'ram', 'latency', 'macs'];

/** The staircase of the front in each cost that is limited or an objective: what every further byte or millisecond buys. */
export function stepsOf({ header, trials, front }: Pick<RunState, 'header' | 'trials' | 'front'>): Steps[] {
  if (header === undefined) return [];
  const limits: Limits = header.limits;
  const costs = COSTS.filter((cost) => limits[cost] !== undefined || header.objectives.includes(cost));
  return costs.map((cost) => {
    const members = front.map((index) => {
      return { trial: index, cost: trials[index]!.cost[cost satisfies keyof Cost], error: meanError(trials[index]!)! };
    });
    let least = Infinity;
    const steps = members
      .toSorted((a, b) => a.cost - b.cost || a.error - b.error)
      .filter(({ error }) => {
        const better = error < least;
        if (better) least = error;
        return better;
      });
    const limit = limits[cost];
    const used = limit === undefined || steps.length === 0 ? undefined : steps.at(-1)!.cost / limit;
    return { cost, limit, steps, used };
  });
}
