import type { Cost } from './results.ts';

/** What can span a front; all are made small. */
export const OBJECTIVE_NAMES = ['error', 'flash', 'ram', 'latency', 'energy', 'macs'] as const;

export type ObjectiveName = (typeof OBJECTIVE_NAMES)[number];

/**
 * The vector that ranks a finished trial.
 * @param error of the integer network
 */
export function objectivesOf(names: readonly ObjectiveName[], cost: Cost, error: number): number[] {
  return names.map((name) => {
    if (name === 'error') return error;
    const value = cost[name];
    if (value === null) throw new RangeError(`the ${name} of this board is unknown`);
    return value;
  });
}
