import type { Random } from '../base/random.ts';

/** Chance that an ordered value moves to a neighbour, rather than anywhere. */
export const NEIGHBOUR = 0.5;

export function pickOther<T>(values: readonly T[], current: T, random: Random): T {
  return random.pick(values.filter((value) => value !== current));
}

/** Another value of an ascending list of at least two. */
export function step(values: readonly number[], current: number, random: Random): number {
  if (random.uniform() >= NEIGHBOUR) return pickOther(values, current, random);
  const place = values.indexOf(current);
  return random.pick([place - 1, place + 1].flatMap((near) => values[near] ?? []));
}

/** An item, as likely as its weight says. */
export function pickWeighted<T>(items: readonly T[], weights: readonly number[], random: Random): T {
  let left = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [i, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return items[i]!;
  }
  return items.at(-1)!;
}
