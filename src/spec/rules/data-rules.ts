import type { Finding } from '../report.ts';
import type { CsvData, DataSpec } from '../schema.ts';
import { type Rule, rule } from './rule.ts';

const windowOf = (data: DataSpec) => ('window' in data ? data.window : undefined);

/** Samples per series, where the file tells. */
function lengthOf(data: DataSpec): number | undefined {
  return data.source === 'synthetic' ? data.length : windowOf(data)?.length;
}

export const DATA_RULES: readonly Rule[] = [
  rule(['data', 'task'], function* ({ data, task }) {
    if (data.source !== 'csv') return;
    if (task.target === undefined) {
      yield {
        code: 'spec/csv-needs-target',
        path: 'task.target',
        message: '`source: csv` needs `target` in `task`',
        hint: 'Name the column to predict, e.g. `target: label`.',
      };
    } else yield* columnConflicts(data, task.target);
  }),

  rule(['data'], function* ({ data }) {
    if (data.source === 'synthetic' || data.test === undefined || data.test !== data.train) return;
    yield {
      code: 'spec/test-is-train',
      path: 'data.test',
      message: `\`test: ${data.test}\` is the training data; its result would mean nothing`,
      hint: 'Name another file, or leave `test` out.',
    };
  }),

  rule(['data'], function* ({ data }) {
    if (data.source !== 'csv' || data.series !== undefined || data.window !== undefined) return;
    yield {
      code: 'spec/recording-needs-window',
      path: 'data.window',
      message: 'one recording must be cut into windows: `window` is missing in `data`',
      hint: 'Add `window: {length: 128, stride: 64}`, or name the column that tells the series apart with `series`.',
    };
  }),

  rule(['data', 'space'], function* ({ data, space: { frontend } }) {
    const length = lengthOf(data);
    if (length === undefined) return;
    const { convolution, decimation } = frontend;
    for (const [key, values] of [
      ['convolution.kernel', convolution?.kernel],
      ['decimation.factor', decimation?.factor],
    ] as const) {
      const long = values?.find((value) => value > length);
      if (long === undefined) continue;
      yield {
        code: 'spec/kernel-exceeds-window',
        path: `space.frontend.${key}`,
        message: `\`${key}\` of ${long} is more than the ${length} samples there are`,
      };
    }
  }),

  rule(['data'], function* ({ data }, written) {
    if (windowOf(data)?.test !== 'last' || !written('data.window.test')) return;
    if (data.source === 'synthetic' || data.test !== undefined) return;
    yield unused('data.window.test', '`test: last` in `window` has no effect without a `test` file');
  }),
];

export function unused(path: string, message: string): Finding {
  return { code: 'spec/unused-key', severity: 'warning', path, message };
}

function* columnConflicts(data: CsvData, target: string): Generator<Finding> {
  const group = data.validation?.column;
  const code = 'spec/target-is-input';
  if (data.channels?.includes(target) === true) {
    const message = `\`${target}\` is to be predicted, so it cannot be one of \`channels\``;
    yield { code, path: `data.channels[${data.channels.indexOf(target)}]`, message };
  }
  if (data.series === target) {
    yield { code, path: 'data.series', message: `\`${target}\` is to be predicted, so it cannot name the series` };
  }
  if (group === target) {
    yield {
      code,
      path: 'data.validation.column',
      message: `\`${target}\` is to be predicted, so it cannot name the groups`,
    };
  }
  for (const [column, role] of [
    [data.series, 'series'],
    [group, 'groups'],
  ] as const) {
    if (column === undefined || data.channels?.includes(column) !== true) continue;
    yield {
      code: 'spec/column-is-input',
      path: `data.channels[${data.channels.indexOf(column)}]`,
      message: `\`${column}\` names the ${role}, so it cannot be one of \`channels\``,
      hint: 'The network would learn the names by heart.',
    };
  }
}
