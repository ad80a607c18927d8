import { unused } from './data-rules.ts';
import { type Rule, rule } from './rule.ts';

/** A split must be possible with the data at hand, and must not leak. */
export const VALIDATION_RULES: readonly Rule[] = [
  rule(['data'], function* ({ data }) {
    if (data.validation?.by !== 'group') {
      if (data.validation?.column !== undefined) {
        yield unused('data.validation.column', '`column` has no effect without `by: group`');
      }
      return;
    }
    if (data.source !== 'csv') {
      yield {
        code: 'spec/group-needs-csv',
        path: 'data.validation.by',
        message: `\`by: group\` needs a column, which \`source: ${data.source}\` does not have`,
        suggestion: 'series',
      };
    } else if (data.validation.column === undefined) {
      yield {
        code: 'spec/group-needs-column',
        path: 'data.validation.by',
        message: '`by: group` needs `column`',
        hint: 'Name the column that holds the group, e.g. `column: person`.',
      };
    }
  }),

  rule(['data'], function* ({ data }) {
    if (data.source !== 'csv' || data.series !== undefined || data.validation?.by !== 'series') return;
    yield {
      code: 'spec/series-split-needs-series',
      path: 'data.validation.by',
      message: '`by: series` needs `series`: this file is one recording, and its windows overlap',
      hint: 'Split it `by: time`, or name the column that tells the series apart with `series`.',
      suggestion: 'time',
    };
  }),

  rule(['data'], function* ({ data }, written) {
    if (data.validation?.by !== 'time' || !written('data.validation.by')) return;
    if ('window' in data) return;
    // A recording without windows has a problem of its own.
    if (data.source === 'csv' && data.series === undefined) return;
    yield {
      code: 'spec/time-split-needs-window',
      path: 'data.validation.by',
      message: '`by: time` needs `window`: a series that is one example cannot be split in time',
      suggestion: 'series',
    };
  }),
];
