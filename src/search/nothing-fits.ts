import { UserError } from '../base/errors.ts';
import type { Architecture } from '../protocol/architecture.ts';
import { describeArchitecture } from '../protocol/describe.ts';
import type { Limits } from '../protocol/journal.ts';
import {
  CONSTRAINT_NAMES,
  violationsOf,
  type Candidate,
  type ConstraintName,
  type CostEstimator,
  type Violation,
} from './constraints.ts';
import type { Space } from './space.ts';

/** A limit that even the cheapest architecture breaks. */
export interface Shortfall extends Violation {
  /** The cheapest in this respect. */
  readonly architecture: Architecture;
}

/** Why nothing fits. */
export interface Misfit {
  /** The limits of which each excludes everything by itself; empty: only all of them together do. */
  readonly shortfalls: readonly Shortfall[];
  /** The candidate whose worst excess over a limit is least. */
  readonly closest: Candidate & { readonly broken: readonly Violation[] };
}

/** Up to this many architectures are looked at one by one; at 0.2 ms an estimate, two seconds. */
export const ENUMERABLE = 10_000;

/**
 * Why no architecture of the space is within the limits; undefined when there is one. In steps of one estimate. A space
 * that is too large to look at as a whole is judged by its smallest part.
 */
export function* misfitOf(
  space: Space,
  estimate: CostEstimator,
  limits: Limits,
): Generator<undefined, Misfit | undefined> {
  const smallest = space.smallest();
  for (const searched of space.count <= ENUMERABLE ? [smallest, space] : [smallest]) {
    const candidates: Candidate[] = [];
    for (const architecture of searched.enumerate()) {
      const cost = estimate(architecture);
      if (violationsOf(cost, limits).length === 0) return undefined;
      candidates.push({ architecture, cost });
      yield;
    }
    if (searched === space || space.count > ENUMERABLE) return explain(candidates, limits);
  }
  return undefined;
}

/** The error of a search whose space holds nothing within the limits: which limit is to blame, and by how much. */
export function nothingFits({ shortfalls, closest: { architecture, broken } }: Misfit): UserError {
  if (shortfalls.length > 0) {
    const blame = shortfalls.map(describeShortfall).join('; ');
    return new UserError('search/nothing-fits', `no architecture of the space fits: ${blame}`, {
      hint: 'Raise the limit, choose a larger board, or allow smaller networks in `space`.',
    });
  }
  const label = describeArchitecture(architecture);
  const message = `no architecture of the space is within all limits at once; the closest, ${label}, has`;
  return new UserError('search/nothing-fits', `${message} ${broken.map(describe).join(' and ')}`, {
    hint: 'Raise one of these limits, or allow other networks in `space`.',
  });
}

function explain(candidates: readonly Candidate[], limits: Limits): Misfit {
  const shortfalls = CONSTRAINT_NAMES.flatMap((constraint): Shortfall[] => {
    const limit = limits[constraint];
    if (limit === undefined) return [];
    const cheapest = least(candidates, ({ cost }) => cost[constraint] ?? -Infinity);
    const value = cheapest.cost[constraint];
    const holds = value !== null && value <= limit;
    return holds ? [] : [{ constraint, value, limit, architecture: cheapest.architecture }];
  });
  return { shortfalls, closest: closest(candidates, limits) };
}

/** "flash is at least 12,345 bytes (gru 4 → value), the limit is 1,024 bytes" */
function describeShortfall({ constraint, value, limit, architecture }: Shortfall): string {
  const most = format(constraint, limit);
  if (value === null)
    return `the ${constraint} on this board is unknown, so the limit of ${most} cannot be shown to hold`;
  return `${constraint} is at least ${format(constraint, value)} (${describeArchitecture(architecture)}), the limit is ${most}`;
}

function closest(candidates: readonly Candidate[], limits: Limits): Misfit['closest'] {
  const judged = candidates.map((candidate) => ({ ...candidate, broken: violationsOf(candidate.cost, limits) }));
  return least(judged, ({ broken }) => Math.max(...broken.map(({ value, limit }) => (value ?? Infinity) / limit)));
}

/** The first of the items with the least worth. */
function least<T>(items: readonly T[], worth: (item: T) => number): T {
  return items.reduce((best, item) => (worth(item) < worth(best) ? item : best));
}

function describe({ constraint, value, limit }: Violation): string {
  const figure = value === null ? 'unknown' : format(constraint, value);
  return `${constraint} ${figure} where the limit is ${format(constraint, limit)}`;
}

function format(constraint: ConstraintName, value: number): string {
  switch (constraint) {
    case 'flash':
    case 'ram':
      return `${grouped(Math.ceil(value))} bytes`;
    case 'latency':
      return `${Number((value * 1e3).toPrecision(3))} ms`;
    case 'energy':
      return `${Number((value * 1e3).toPrecision(3))} mJ`;
    case 'macs':
      return `${grouped(value)} MAC`;
  }
}

/** 12345 → `12,345` */
function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
