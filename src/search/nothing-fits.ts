import { UserError } from '../base/errors.ts';
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

/**
 * The error of a search whose space holds nothing within the limits: which limit is to blame, and by how much.
 * @param space what to judge by: the whole space, or its smallest part where that is too much
 */
export function nothingFits(space: Space, estimate: CostEstimator, limits: Limits): UserError {
  const candidates = Array.from(space.enumerate(), (architecture) => ({
    architecture,
    cost: estimate(architecture),
  }));
  const blame = CONSTRAINT_NAMES.flatMap((constraint) => {
    const limit = limits[constraint];
    return limit === undefined ? [] : (excludesAll(constraint, limit, candidates) ?? []);
  });
  if (blame.length > 0) {
    return new UserError('search/nothing-fits', `no architecture of the space fits: ${blame.join('; ')}`, {
      hint: 'Raise the limit, choose a larger board, or allow smaller networks in `space`.',
    });
  }
  const { architecture, broken } = closest(candidates, limits);
  const label = describeArchitecture(architecture);
  const message = `no architecture of the space is within all limits at once; the closest, ${label}, has`;
  return new UserError('search/nothing-fits', `${message} ${broken.map(describe).join(' and ')}`, {
    hint: 'Raise one of these limits, or allow other networks in `space`.',
  });
}

/** Says so when even the cheapest architecture is over this limit. */
function excludesAll(constraint: ConstraintName, limit: number, candidates: readonly Candidate[]): string | undefined {
  const cheapest = least(candidates, ({ cost }) => cost[constraint] ?? -Infinity);
  const value = cheapest.cost[constraint];
  const most = format(constraint, limit);
  if (value === null)
    return `the ${constraint} on this board is unknown, so the limit of ${most} cannot be shown to hold`;
  if (value <= limit) return undefined;
  return `${constraint} is at least ${format(constraint, value)} (${describeArchitecture(cheapest.architecture)}), the limit is ${most}`;
}

/** The candidate whose worst excess over a limit is least. */
function closest(candidates: readonly Candidate[], limits: Limits): Candidate & { readonly broken: Violation[] } {
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
