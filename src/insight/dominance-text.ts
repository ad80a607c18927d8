import { formatBytes, formatCount, formatJoules, formatSeconds } from '../base/format.ts';
import { dominates } from '../protocol/dominance.ts';
import type { ObjectiveName } from '../protocol/objectives.ts';
import type { RunState, TrialState } from '../protocol/run-state.ts';

const FORMAT: Readonly<Record<Exclude<ObjectiveName, 'error'>, (value: number) => string>> = {
  flash: formatBytes,
  ram: formatBytes,
  latency: formatSeconds,
  energy: formatJoules,
  macs: formatCount,
};

const NAME: Readonly<Record<ObjectiveName, string>> = {
  error: 'error',
  flash: 'flash',
  ram: 'RAM',
  latency: 'latency',
  energy: 'energy',
  macs: 'MACs',
};

/**
 * Why one network is better than another, or why neither is: `Trial 3 dominates trial 7: 0.42 KiB less flash, 1.2 points
 * less error, as much latency.` Undefined while one of them is not trained to the end.
 */
export function whyDominates({ header }: Pick<RunState, 'header'>, a: TrialState, b: TrialState): string | undefined {
  if (header === undefined || a.result === undefined || b.result === undefined) return undefined;
  const [first, second] = [a.result.objectives, b.result.objectives];
  const [better, worse] = dominates(second, first) ? [b, a] : [a, b];
  const differences = header.objectives.map((objective, place) => ({
    objective,
    change: worse.result!.objectives[place]! - better.result!.objectives[place]!,
  }));
  const classes = a.result.integer.task === 'classification';
  const amount = (objective: ObjectiveName, change: number): string => {
    const size = Math.abs(change);
    if (objective !== 'error') return `${FORMAT[objective](size)} ${change > 0 ? 'less' : 'more'} ${NAME[objective]}`;
    const text = classes ? `${(100 * size).toFixed(2)} points` : `RMSE ${size.toPrecision(3)}`;
    return `${text} ${change > 0 ? 'less' : 'more'} error`;
  };
  const gains = differences
    .filter(({ change }) => change > 0)
    .map(({ objective, change }) => amount(objective, change));
  const losses = differences
    .filter(({ change }) => change < 0)
    .map(({ objective, change }) => amount(objective, change));
  const same = differences.filter(({ change }) => change === 0).map(({ objective }) => `as much ${NAME[objective]}`);
  if (gains.length === 0 && losses.length === 0)
    return `Trials ${a.index} and ${b.index} are equal in every objective.`;
  if (losses.length === 0) {
    return `Trial ${better.index} dominates trial ${worse.index}: ${[...gains, ...same].join(', ')}.`;
  }
  return `Neither dominates: trial ${better.index} has ${gains.join(', ')}, but ${losses.join(', ')}.`;
}
