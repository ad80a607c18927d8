import type { Objectives } from '../protocol/dominance.ts';
import type { ObjectiveName } from '../protocol/objectives.ts';

/** What is less is as good as nothing. */
const LEAST = { error: 1e-3, cost: 1e-12 };

/**
 * Objectives as hypervolumes see them, by their logarithms to base 2: half the flash is worth as much from 8 KiB as from 64,
 * and half the error as much from 4 % as from 40. With errors as they are, a front would be about its worst networks.
 */
export function scaledObjectives(names: readonly ObjectiveName[], values: Objectives): number[] {
  return names.map((name, place) => Math.log2(Math.max(values[place]!, name === 'error' ? LEAST.error : LEAST.cost)));
}
