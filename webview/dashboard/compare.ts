import { formatBytes, formatCount, formatJoules, formatSeconds } from '../../src/base/format.ts';
import type { TrialDetail } from '../../src/protocol/dashboard.ts';
import { errorOf } from '../../src/protocol/error-of.ts';
import type { Metrics } from '../../src/protocol/results.ts';
import type { TrialState } from '../../src/protocol/run-state.ts';
import { formatAccuracy, formatValue } from './measures.ts';

/** One network of a comparison. */
export interface Compared {
  readonly trial: TrialState;
  readonly test: Metrics | undefined;
  readonly detail: TrialDetail | undefined;
}

type Pair<T> = readonly [T, T];

/** One figure of two networks. */
export interface ComparisonRow {
  readonly title: string;
  readonly texts: Pair<string>;
  /** Index of the better one; undefined: equal, or one is not known. */
  readonly better: 0 | 1 | undefined;
}

/** All figures of two networks side by side; those that neither has are left out. */
export function comparisonRows(pair: Pair<Compared>): ComparisonRow[] {
  const rows: (ComparisonRow | undefined)[] = [
    quality('Validation, integer', pair, ({ trial }) => trial.result?.integer),
    quality('Validation, float', pair, ({ trial }) => trial.result?.float),
    quality('Test', pair, ({ test }) => test),
    figure('Flash', pair, ({ trial }) => trial.cost.flash, formatBytes),
    figure('RAM', pair, ({ trial }) => trial.cost.ram, formatBytes),
    figure('Latency', pair, ({ trial }) => trial.cost.latency, formatSeconds),
    figure('Energy', pair, ({ trial }) => trial.cost.energy ?? undefined, formatJoules),
    figure('MACs', pair, ({ trial }) => trial.cost.macs, formatCount),
    figure(
      'Parameters',
      pair,
      ({ detail }) => detail?.layers.reduce((n, { parameters }) => n + parameters, 0),
      formatCount,
    ),
    { ...figure('Epochs', pair, ({ trial }) => trial.result?.epochs, formatCount), better: undefined },
  ];
  return rows.filter((row) => row?.texts.some((text) => text !== '–') === true) as ComparisonRow[];
}

/** The layers of two networks, one beside the other as far as both have them. */
export function comparedLayers([a, b]: Pair<Compared>): Pair<string>[] {
  const titles = ({ detail }: Compared): string[] => detail?.layers.map(({ title }) => title) ?? [];
  const [left, right] = [titles(a), titles(b)];
  return Array.from({ length: Math.max(left.length, right.length) }, (_, layer) => [
    left[layer] ?? '',
    right[layer] ?? '',
  ]);
}

function quality(
  title: string,
  pair: Pair<Compared>,
  of: (compared: Compared) => Metrics | undefined,
): ComparisonRow | undefined {
  const metrics = pair.map(of);
  const format = (error: number): string =>
    metrics.some((one) => one?.task === 'regression') ? `RMSE ${formatValue(error)}` : formatAccuracy(1 - error);
  return figure(
    title,
    pair,
    (compared) => {
      const one = of(compared);
      return one && errorOf(one);
    },
    format,
  );
}

/** Of all figures, less is better: qualities are compared by their errors. */
function figure(
  title: string,
  [a, b]: Pair<Compared>,
  of: (compared: Compared) => number | undefined,
  format: (value: number) => string,
): ComparisonRow {
  const [left, right] = [of(a), of(b)];
  const text = (value: number | undefined): string => (value === undefined ? '–' : format(value));
  const better = left === undefined || right === undefined || left === right ? undefined : left < right ? 0 : 1;
  return { title, texts: [text(left), text(right)], better };
}
