import type { VNode } from 'preact';
import { formatCount } from '../../src/base/format.ts';
import type { Metrics } from '../../src/protocol/results.ts';
import { errorOf } from '../../src/protocol/error-of.ts';
import type { RunState, TrialState } from '../../src/protocol/run-state.ts';
import { errorsBySeed, spreadOf } from '../../src/protocol/spread.ts';
import { REFIT, SEARCHED } from '../../src/protocol/training-name.ts';
import { formatAccuracy, formatValue, type Task } from './measures.ts';

type Result = NonNullable<TrialState['result']>;

interface QualityProps {
  readonly trial: TrialState;
  readonly result: Result;
  readonly test: Metrics | undefined;
  readonly task: Task;
  readonly run: RunState;
}

/** How good the network is: as it would be shipped, before it was quantised, and on test data. */
export function Quality({ trial, result, test, task, run }: QualityProps): VNode {
  const columns = task === 'classification' ? ['Accuracy', 'Macro F1', 'Series'] : ['RMSE', 'MAE', 'R²', 'Series'];
  const row = (title: string, metrics: Metrics): VNode => (
    <tr>
      <th scope="row">{title}</th>
      {figuresOf(metrics).map((figure, column) => (
        <td key={columns[column]}>{figure}</td>
      ))}
    </tr>
  );
  return (
    <>
      <h3>Quality</h3>
      <table class="figures">
        <thead>
          <tr>
            <td />
            {columns.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row('Validation, integer', result.integer)}
          {row('Validation, float', result.float)}
          {test !== undefined && row('Test, integer', test)}
        </tbody>
      </table>
      <p class="note">
        {quantisationText(result)} {spreadText(trial, task)}
        {shipsText(trial)}
        {test === undefined && testText(run)}
      </p>
    </>
  );
}

function figuresOf(metrics: Metrics): string[] {
  return metrics.task === 'classification'
    ? [formatAccuracy(metrics.accuracy), metrics.macroF1.toFixed(3), formatCount(metrics.count)]
    : [formatValue(metrics.rmse), formatValue(metrics.mae), metrics.r2.toFixed(3), formatCount(metrics.count)];
}

/** The price of int8 weights and int16 activations. */
function quantisationText({ float, integer }: Result): string {
  const lost = errorOf(integer) - errorOf(float);
  const amount =
    integer.task === 'classification'
      ? `${(100 * Math.abs(lost)).toFixed(2)} points`
      : `${formatValue(Math.abs(lost))} of RMSE`;
  if (lost === 0) return 'Quantisation costs nothing.';
  return lost > 0 ? `Quantisation costs ${amount}.` : `Quantisation happens to gain ${amount}.`;
}

/** How much the quality depends on the seed of the training. */
function spreadText(trial: TrialState, task: Task): string {
  const errors = errorsBySeed(trial);
  const spread = spreadOf(errors);
  if (spread === undefined) return 'Trained with one seed: how much the quality depends on it is not known.';
  const format = (error: number): string =>
    task === 'classification' ? formatAccuracy(1 - error) : formatValue(error);
  const deviation =
    task === 'classification' ? `${(100 * spread.deviation).toFixed(2)} points` : formatValue(spread.deviation);
  const [best, worst] = [Math.min(...errors), Math.max(...errors)];
  const range = `${format(best)} to ${format(worst)}`;
  return `Over ${spread.count} seeds: ${format(spread.mean)} ± ${deviation} (${range}).`;
}

/** Whose figures the table has: those of the search's own training, and on test data those of what ships. */
function shipsText({ ships }: TrialState): string {
  if (ships === undefined || ships === SEARCHED) return '';
  const what =
    ships === REFIT ? 'one more training, on training and validation data together' : `the training with ${ships}`;
  return ` What ships is ${what}: the figures on test data are its, those on validation data are of the search.`;
}

function testText({ data, phase, test }: RunState): string {
  if (data?.test === null) return ' There is no test set.';
  if (test !== undefined) return ' Only the front was measured on test data.';
  return phase.kind === 'finished' ? '' : ' Test data are looked at once, when the search is finished.';
}
