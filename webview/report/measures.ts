import { formatBytes, formatCount, formatJoules, formatSeconds } from '../../src/base/format.ts';
import type { ObjectiveName } from '../../src/protocol/objectives.ts';
import type { TrialState } from '../../src/protocol/run-state.ts';
import { errorOf } from '../../src/protocol/results.ts';

/** What can stand on an axis or in a column. */
export interface Measure {
  readonly name: ObjectiveName;
  readonly title: string;
  /** undefined: not known of this trial. */
  of(trial: TrialState): number | undefined;
  format(value: number): string;
  /** Ticks of an axis are round in this unit. */
  readonly unit: number;
}

/** The measures of a run, the error first. */
export function measuresFor(task: 'classification' | 'regression'): readonly Measure[] {
  const classes = task === 'classification';
  const cost = (name: Exclude<ObjectiveName, 'error'>, title: string, format: (value: number) => string): Measure => ({
    name,
    title,
    of: (trial) => trial.cost[name] ?? undefined,
    format,
    unit: format === formatBytes ? 1024 : 1,
  });
  return [
    {
      name: 'error',
      title: classes ? 'Validation error' : 'Validation RMSE',
      of: ({ result }) => (result === undefined ? undefined : errorOf(result.integer)),
      format: (value) => (classes ? `${(100 * value).toFixed(1)} %` : value.toPrecision(4)),
      unit: 1,
    },
    cost('flash', 'Flash', formatBytes),
    cost('ram', 'RAM', formatBytes),
    cost('latency', 'Latency', formatSeconds),
    cost('macs', 'MACs', formatCount),
    cost('energy', 'Energy', formatJoules),
  ];
}
