import type { Written } from './rules/rule.ts';
import type { Spec } from './schema.ts';

/** Trials when the file names neither trials nor time. */
const TRIALS = 40;

/** Fills in, in place, the defaults that depend on other keys, which a schema's `default` cannot say. */
export function fillDerivedDefaults({ data, strategy, budget }: Partial<Spec>, written: Written): void {
  if (budget && budget.trials === undefined && budget.time === undefined) budget.trials = TRIALS;
  if (data) fillValidation(data, written);
  if (strategy) strategy.reduction ??= strategy.type === 'auto' ? 3 : 1;
  if (strategy && budget) fillPopulation(strategy, budget);
}

/** A split that is given in part; one that is not given at all is left to the loader, which sees the data. */
function fillValidation(data: Spec['data'], written: Written): void {
  // The windows of one recording overlap: only time separates them.
  const recording = data.source === 'csv' && data.series === undefined;
  if (recording && data.validation && !written('data.validation.by')) data.validation.by = 'time';
}

/** What evolution and NSGA-II begin with; they need some generations even in a short search. */
export const POPULATION = 16;
export const TOURNAMENT = 4;

function fillPopulation(strategy: Spec['strategy'], { trials = Infinity }: Spec['budget']): void {
  if (strategy.type !== 'evolution' && strategy.type !== 'nsga2') return;
  strategy.population ??= Math.max(2, Math.min(POPULATION, Math.floor(trials / 2)));
  if (strategy.type === 'evolution') strategy.tournament ??= Math.min(TOURNAMENT, strategy.population);
}
