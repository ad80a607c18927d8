import type { Architecture } from '../protocol/architecture.ts';
import type { Limits } from '../protocol/journal.ts';
import type { Cost } from '../protocol/results.ts';
import type { Constraints } from '../spec/schema.ts';

/** Port: what an architecture costs on the target board. Pure; called for every candidate, so microseconds. */
export type CostEstimator = (architecture: Architecture) => Cost;

export interface Candidate {
  readonly architecture: Architecture;
  readonly cost: Cost;
}

/** What of the board a model may use, bytes. */
export interface BoardLimits {
  readonly flash: number;
  readonly ram: number;
}

export type ConstraintName = keyof Constraints;

export const CONSTRAINT_NAMES = ['flash', 'ram', 'latency', 'energy', 'macs'] as const satisfies ConstraintName[];

export interface Violation {
  readonly constraint: ConstraintName;
  /** null: unknown, so that the limit cannot be shown to hold. */
  readonly value: number | null;
  readonly limit: number;
}

/** The limits of the spec and of the board, the stricter of the two where both have one. */
export function effectiveLimits(constraints: Constraints, board: BoardLimits): Limits {
  return {
    ...constraints,
    flash: Math.min(constraints.flash ?? Infinity, board.flash),
    ram: Math.min(constraints.ram ?? Infinity, board.ram),
  };
}

/** The limits that a candidate breaks; none: feasible. */
export function violationsOf(cost: Cost, limits: Limits): Violation[] {
  return CONSTRAINT_NAMES.flatMap((constraint) => {
    const limit = limits[constraint];
    const value = cost[constraint];
    return limit === undefined || (value !== null && value <= limit) ? [] : [{ constraint, value, limit }];
  });
}
