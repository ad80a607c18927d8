import type { StrategySpec } from '../../src/spec/schema.ts';

/** A strategy as it is compared. */
export interface Competitor {
  readonly title: string;
  readonly strategy: Pick<StrategySpec, 'type' | 'reduction'>;
}

const plain = (type: StrategySpec['type']): Competitor => {
  return { title: type, strategy: { type, reduction: 1 } };
};

/** The strategies, and what halving and the model bring by themselves. */
export const COMPETITORS: readonly Competitor[] = [
  { title: 'auto', strategy: { type: 'auto', reduction: 3 } },
  { ...plain('auto'), title: 'auto, no halving' },
  plain('bayesian'),
  plain('local'),
  plain('nsga2'),
  plain('evolution'),
  { title: 'random, halving', strategy: { type: 'random', reduction: 3 } },
  plain('random'),
];
