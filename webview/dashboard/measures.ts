import { formatBytes, formatCount, formatJoules, formatSeconds } from '../../src/base/format.ts';
import type { ReferencePoint } from '../../src/protocol/dashboard.ts';
import type { ObjectiveName } from '../../src/protocol/objectives.ts';
import type { TrialState } from '../../src/protocol/run-state.ts';
import { meanError } from '../../src/protocol/spread.ts';

export type Task = 'classification' | 'regression';

/** What can stand on an axis. */
export interface Measure {
  readonly name: ObjectiveName;
  readonly title: string;
  readonly better: 'less' | 'more';
  /** undefined: not known of this trial. */
  of(trial: TrialState): number | undefined;
  ofReference(reference: ReferencePoint): number | undefined;
  format(value: number): string;
  /** Bytes have ticks at round binary numbers. */
  readonly binary: boolean;
  /** The largest value that there can be. */
  readonly most: number | undefined;
}

/** `92.3 %` */
export function formatShare(share: number, digits = 1): string {
  return `${Number((100 * share).toFixed(digits))} %`;
}

/** `92.30 %`: figures that stand below each other. */
export function formatAccuracy(accuracy: number): string {
  return `${(100 * accuracy).toFixed(2)} %`;
}

/** Four significant digits. */
export function formatValue(value: number): string {
  return value === 0 ? '0' : String(Number(value.toPrecision(4)));
}

function cost(name: Exclude<ObjectiveName, 'error'>, title: string, format: (value: number) => string): Measure {
  return {
    name,
    title,
    better: 'less',
    of: (trial) => trial.cost[name] ?? undefined,
    ofReference: (reference) => reference[name],
    format,
    binary: format === formatBytes,
    most: undefined,
  };
}

const COSTS: readonly Measure[] = [
  cost('flash', 'Flash', formatBytes),
  cost('ram', 'RAM', formatBytes),
  cost('latency', 'Latency', formatSeconds),
  cost('energy', 'Energy', formatJoules),
  cost('macs', 'MACs', formatCount),
];

const ACCURACY: Measure = {
  name: 'error',
  title: 'Accuracy',
  better: 'more',
  of: (trial) => (trial.result === undefined ? undefined : 1 - meanError(trial)!),
  ofReference: ({ error }) => (error === undefined ? undefined : 1 - error),
  format: formatShare,
  binary: false,
  most: 1,
};

const RMSE: Measure = {
  name: 'error',
  title: 'RMSE',
  better: 'less',
  of: meanError,
  ofReference: ({ error }) => error,
  format: formatValue,
  binary: false,
  most: undefined,
};

const MEASURES: Readonly<Record<Task, readonly Measure[]>> = {
  classification: [ACCURACY, ...COSTS],
  regression: [RMSE, ...COSTS],
};

/** All measures of a task, that of quality first; the same objects at every call. */
export function measuresFor(task: Task): readonly Measure[] {
  return MEASURES[task];
}

export function measureNamed(name: ObjectiveName, task: Task): Measure {
  return MEASURES[task].find((measure) => measure.name === name)!;
}
