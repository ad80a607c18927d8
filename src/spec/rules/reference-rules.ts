import { type Rule, rule } from './rule.ts';

const COSTS = ['flash', 'ram', 'latency', 'energy', 'macs'] as const;

/** What is compared must be comparable. */
export const REFERENCE_RULES: readonly Rule[] = [
  rule(['task', 'references'], function* ({ task: { type }, references = [] }) {
    const [foreign, own] =
      type === 'classification' ? (['rmse', 'accuracy'] as const) : (['accuracy', 'rmse'] as const);
    for (const [index, reference] of references.entries()) {
      if (reference[foreign] === undefined) continue;
      yield {
        code: 'spec/reference-does-not-fit',
        path: `references[${index}].${foreign}`,
        message: `\`${foreign}\` does not fit \`type: ${type}\`, which is measured by \`${own}\``,
      };
    }
  }),

  rule(['references'], function* ({ references = [] }) {
    for (const [index, reference] of references.entries()) {
      if (COSTS.some((cost) => reference[cost] !== undefined)) continue;
      yield {
        code: 'spec/reference-needs-cost',
        path: `references[${index}]`,
        message: 'the reference names no cost to compare',
        hint: 'Add one of `flash`, `ram`, `latency`, `energy`, `macs`.',
      };
    }
  }),
];
