import type { Objectives } from '../protocol/dominance.ts';
import type { ObjectiveName } from '../protocol/objectives.ts';

/**
 * Objectives as hypervolumes see them: an error as it is, a cost by its logarithm to base 2, since half the flash is worth
 * as much from 8 KiB as from 64.
 */
export function scaledObjectives(names: readonly ObjectiveName[], values: Objectives): number[] {
  return names.map((name, place) => (name === 'error' ? values[place]! : Math.log2(Math.max(values[place]!, 1e-12))));
}
