import { describeArchitecture } from '../../src/protocol/describe.ts';
import { errorOf } from '../../src/protocol/error-of.ts';
import type { Metrics } from '../../src/protocol/results.ts';
import { meanError } from '../../src/protocol/spread.ts';
import type { RunState, TrialState } from '../../src/protocol/run-state.ts';
import type { ColumnName, Sort, View } from './view.ts';

/** The trials that a table shows, in its order. Those without a value in the column stand last, whichever the direction. */
export function rowsOf(run: RunState, { sort, filter, frontOnly }: View): readonly TrialState[] {
  const members = new Set(run.front);
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = run.trials.filter(
    (trial) =>
      (!frontOnly || members.has(trial.index)) &&
      (words.length === 0 || matches(words, trial, members.has(trial.index))),
  );
  return sorted(wanted, sort, run.test);
}

/** Every word occurs in the line of the trial: its description, `front`, its status, or `#` and its number. */
function matches(words: readonly string[], trial: TrialState, member: boolean): boolean {
  const line = `#${trial.index} ${describeArchitecture(trial.architecture)} ${trial.status}${member ? ' front' : ''}`;
  return words.every((word) => (word.startsWith('#') ? word === `#${trial.index}` : line.toLowerCase().includes(word)));
}

type Key = number | string | undefined;

function sorted(trials: readonly TrialState[], { column, descending }: Sort, test: RunState['test']): TrialState[] {
  const keyed = trials.map((trial) => ({ trial, key: keyOf(trial, column, test) }));
  const sign = descending ? -1 : 1;
  return keyed
    .sort((a, b) => {
      if (a.key === undefined || b.key === undefined)
        return Number(a.key === undefined) - Number(b.key === undefined) || a.trial.index - b.trial.index;
      return sign * (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) || a.trial.index - b.trial.index;
    })
    .map(({ trial }) => trial);
}

/** Ascending quality is best first: accuracies are sorted by their errors. */
function keyOf(trial: TrialState, column: ColumnName, test: ReadonlyMap<number, Metrics> | undefined): Key {
  const { index, architecture, cost, result, curve } = trial;
  switch (column) {
    case 'trial':
      return index;
    case 'architecture':
      return describeArchitecture(architecture);
    case 'validation':
      return meanError(trial);
    case 'test': {
      const metrics = test?.get(index);
      return metrics && errorOf(metrics);
    }
    case 'epochs':
      return result?.epochs ?? curve.at(-1)?.epoch;
    case 'flash':
    case 'ram':
    case 'latency':
    case 'macs':
      return cost[column];
  }
}
