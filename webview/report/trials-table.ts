import { describeArchitecture } from '../../src/protocol/describe.ts';
import type { RunState, TrialState } from '../../src/protocol/run-state.ts';
import { errorOf } from '../../src/protocol/results.ts';
import { element } from './dom.ts';
import type { Measure } from './measures.ts';

/** All trials, members of the front first, each row a button by mouse and keyboard. */
export function trialsTable(
  state: RunState,
  measures: readonly Measure[],
  selected: number | undefined,
  select: (trial: number) => void,
): HTMLTableElement {
  const known = measures.filter((measure) => state.trials.some((trial) => measure.of(trial) !== undefined));
  const heading = element('tr', {}, ...['Trial', 'Architecture', ...known.map(({ title }) => title), 'Test'].map(th));
  return element(
    'table',
    {},
    element('caption', {}, 'Trials; members of the Pareto front are marked ●'),
    element('thead', {}, heading),
    element('tbody', {}, ...ordered(state).map((trial) => row(trial))),
  );

  function row(trial: TrialState): HTMLTableRowElement {
    const member = state.front.includes(trial.index);
    const test = state.test?.get(trial.index);
    const cells = [
      `${member ? '● ' : ''}${trial.index}`,
      describeArchitecture(trial.architecture),
      ...known.map((measure) => {
        const value = measure.of(trial);
        return value === undefined ? (trial.failure ?? trial.status) : measure.format(value);
      }),
      test === undefined ? '' : measures[0]!.format(errorOf(test)),
    ];
    const result = element(
      'tr',
      { tabindex: '0', class: member ? 'member' : 'dominated', 'aria-selected': String(trial.index === selected) },
      ...cells.map((text) => element('td', {}, text)),
    );
    result.addEventListener('click', () => select(trial.index));
    result.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key === ' ') select(trial.index);
    });
    return result;
  }
}

function ordered({ trials, front }: RunState): TrialState[] {
  const rank = (trial: TrialState): number => (front.includes(trial.index) ? 0 : trial.status === 'finished' ? 1 : 2);
  const error = (trial: TrialState): number => (trial.result === undefined ? Infinity : errorOf(trial.result.integer));
  return trials.toSorted((a, b) => rank(a) - rank(b) || error(a) - error(b) || a.index - b.index);
}

const th = (text: string): HTMLElement => element('th', { scope: 'col' }, text);
