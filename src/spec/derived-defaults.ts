import type { Written } from './rules/rule.ts';
import type { Spec } from './schema.ts';

/** Trials when the file names neither trials nor time. */
const TRIALS = 40;

/** Fills in, in place, the defaults that depend on other keys, which a schema's `default` cannot say. */
export function fillDerivedDefaults({ data, strategy, budget }: Partial<Spec>, written: Written): void {
  if (budget && budget.trials === undefined && budget.time === undefined) budget.trials = TRIALS;
  if (data) fillValidation(data, written);
  if (strategy) strategy.reduction ??= strategy.type === 'auto' ? 3 : 1;
  if (strategy && budget) fillEvolution(strategy, budget, written);
}

/** A split that is given in part; one that is not given at all is left to the loader, which sees the data. */
function fillValidation(data: Spec['data'], written: Written): void {
  // The windows of one recording overlap: only time separates them.
  const recording = data.source === 'csv' && data.series === undefined;
  if (recording && data.validation && !written('data.validation.by')) data.validation.by = 'time';
}

/** Evolution needs some generations even in a short search. */
function fillEvolution(strategy: Spec['strategy'], budget: Spec['budget'], written: Written): void {
  if (!written('strategy.population') && budget.trials !== undefined) {
    strategy.population = Math.max(2, Math.min(strategy.population, Math.floor(budget.trials / 2)));
  }
  if (!written('strategy.tournament')) strategy.tournament = Math.min(strategy.tournament, strategy.population);
}
