import type { StrategySpec } from '../schema.ts';
import { unused } from './data-rules.ts';
import { type Rule, rule } from './rule.ts';

/** What the search is asked to do must be possible. */
export const SEARCH_RULES: readonly Rule[] = [
  rule(['space'], function* ({ space: { frontend } }) {
    if (frontend.none || frontend.convolution !== undefined || frontend.decimation !== undefined) return;
    yield {
      code: 'spec/empty-frontend',
      path: 'space.frontend.none',
      message: '`none: false` leaves no front end to choose',
      hint: 'Add `convolution:` or `decimation:`, or allow `none`.',
      suggestion: 'true',
    };
  }),

  rule(['space'], function* ({ space: { input } }) {
    if (input.rate === undefined || input.every === undefined) return;
    yield {
      code: 'spec/rate-and-every',
      path: 'space.input.every',
      message: '`every` says the same as `rate`; give one of them',
    };
  }),

  rule(['space'], function* ({ space }, written) {
    if (!space.mixed_cells || !written('space.mixed_cells') || Math.max(...space.layers) > 1) return;
    yield unused('space.mixed_cells', '`mixed_cells` has no effect with one layer');
  }),

  rule(['strategy'], function* ({ strategy: { objectives } }) {
    if (objectives.includes('error')) return;
    yield {
      code: 'spec/objectives-need-error',
      path: 'strategy.objectives',
      message: '`objectives` must contain `error`',
      hint: 'Without it, the smallest network wins, whatever it predicts.',
      suggestion: `[${['error', ...objectives].join(', ')}]`,
    };
  }),

  rule(['strategy'], function* ({ strategy }, written) {
    for (const [key, types] of Object.entries(USERS)) {
      const path = `strategy.${key}`;
      if (types.includes(strategy.type) || !written(path)) continue;
      yield unused(path, `\`${key}\` has no effect with \`type: ${strategy.type}\``);
    }
  }),

  rule(['strategy'], function* ({ strategy: { population, tournament } }) {
    if (population === undefined || tournament === undefined || tournament <= population) return;
    yield {
      code: 'spec/tournament-exceeds-population',
      path: 'strategy.tournament',
      message: `\`tournament: ${tournament}\` is more than \`population: ${population}\``,
      suggestion: String(population),
    };
  }),

  rule(['strategy', 'budget'], function* ({ strategy: { type, population }, budget: { trials } }, written) {
    if (!USERS.population.includes(type) || !written('strategy.population')) return;
    if (trials === undefined || population === undefined || population <= trials) return;
    yield {
      code: 'spec/population-exceeds-trials',
      severity: 'warning',
      path: 'strategy.population',
      message: `with \`population: ${population}\` and ${trials} trials, evolution never begins`,
      hint: 'Make the population at most half the trials.',
      suggestion: String(Math.max(2, Math.floor(trials / 2))),
    };
  }),
];

/** The strategies that a key is for. */
const USERS: Readonly<Record<'population' | 'tournament', readonly StrategySpec['type'][]>> = {
  population: ['evolution', 'nsga2'],
  tournament: ['evolution'],
};
