import type { VNode } from 'preact';
import { formatBytes, formatCount, formatSeconds } from '../../src/base/format.ts';
import { describeArchitecture, formatSpread } from '../../src/protocol/describe.ts';
import type { Metrics } from '../../src/protocol/results.ts';
import type { TrialState } from '../../src/protocol/run-state.ts';
import { errorsBySeed, spreadOf } from '../../src/protocol/spread.ts';
import { formatAccuracy, formatValue, type Task } from './measures.ts';
import { memo } from './memo.ts';
import type { ColumnName } from './view.ts';

interface TrialRowProps {
  readonly trial: TrialState;
  /** Place in the table, the first being 0. */
  readonly row: number;
  readonly task: Task;
  readonly member: boolean;
  /** Whether there is a column for test data. */
  readonly tested: boolean;
  readonly test: Metrics | undefined;
  readonly selected: boolean;
  /** Compared with the selected one. */
  readonly pinned: boolean;
  /** Under the keyboard. */
  readonly active: boolean;
  readonly onSelect: (trial: number) => void;
}

export const rowId = (trial: number): string => `trial-${trial}`;

export const TrialRow = memo((props: TrialRowProps): VNode => {
  const { trial, row, member, tested, test, selected, pinned, active, onSelect } = props;
  const { index, architecture, cost, status } = trial;
  const architectureText = describeArchitecture(architecture);
  const cell = (column: ColumnName, text: string, title?: string): VNode => (
    <td role="gridcell" class={column} title={title}>
      {text}
    </td>
  );
  const kind = status === 'finished' ? (member ? 'member' : 'dominated') : status;
  return (
    <tr
      id={rowId(index)}
      role="row"
      aria-rowindex={row + 2}
      aria-selected={selected}
      class={[kind, ...(pinned ? ['pinned'] : []), ...(active ? ['active'] : [])].join(' ')}
      onClick={() => onSelect(index)}
    >
      <td role="gridcell" class="trial">
        <span class="dot" title={member ? 'On the front' : undefined} aria-hidden="true">
          {member ? '●' : ''}
        </span>
        {member && <span class="spoken">front </span>}
        {index}
      </td>
      {cell('architecture', architectureText, trial.failure ?? architectureText)}
      {cell('validation', validationText(trial))}
      {tested && cell('test', test === undefined ? '' : qualityText(test))}
      {cell('flash', formatBytes(cost.flash))}
      {cell('ram', formatBytes(cost.ram))}
      {cell('latency', formatSeconds(cost.latency))}
      {cell('macs', formatCount(cost.macs))}
      {cell('epochs', progressText(trial), trial.failure ?? (trial.stopped && STOPPED))}
    </tr>
  );
});

/** Over the seeds of a trial that was trained again, without the word RMSE, which the head of the column has. */
function validationText(trial: TrialState): string {
  if (trial.result === undefined) return '';
  const spread = spreadOf(errorsBySeed(trial));
  if (spread === undefined) return qualityText(trial.result.integer);
  return formatSpread(trial.result.integer.task, spread).replace('RMSE ', '');
}

const qualityText = (metrics: Metrics): string =>
  metrics.task === 'classification' ? formatAccuracy(metrics.accuracy) : formatValue(metrics.rmse);

const STOPPED = 'Too far behind the others to be worth training to the end';

/** Epochs of a finished trial; how far a running one is. */
function progressText({ status, result, stopped, curve }: TrialState): string {
  if (result !== undefined) return String(result.epochs);
  if (stopped !== undefined) return `${stopped.epochs} · stopped`;
  if (status !== 'running') return status;
  const epoch = curve.at(-1)?.epoch;
  return epoch === undefined ? 'begins' : `${epoch} …`;
}
