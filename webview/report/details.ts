import { describeArchitecture } from '../../src/protocol/describe.ts';
import type { Metrics } from '../../src/protocol/results.ts';
import type { RunState } from '../../src/protocol/run-state.ts';
import { element } from './dom.ts';
import type { Measure } from './measures.ts';

/** What is known of one trial. */
export function trialDetails(state: RunState, index: number, measures: readonly Measure[]): HTMLElement {
  const trial = state.trials[index]!;
  const facts = measures.flatMap((measure) => {
    const value = measure.of(trial);
    return value === undefined ? [] : [element('dt', {}, measure.title), element('dd', {}, measure.format(value))];
  });
  const float = trial.result?.float;
  if (float !== undefined) facts.push(element('dt', {}, 'Float network'), element('dd', {}, metricsText(float)));
  const test = state.test?.get(index);
  if (test !== undefined) facts.push(element('dt', {}, 'Test'), element('dd', {}, metricsText(test)));
  const shown = test ?? trial.result?.integer;
  return element(
    'section',
    {},
    element('h2', {}, `Trial ${index}: ${describeArchitecture(trial.architecture)}`),
    element('dl', {}, ...facts),
    ...(shown?.task === 'classification' ? [confusionTable(shown.confusion, state.data?.classes ?? [])] : []),
  );
}

function metricsText(metrics: Metrics): string {
  return metrics.task === 'classification'
    ? `accuracy ${(100 * metrics.accuracy).toFixed(2)} %, macro F1 ${metrics.macroF1.toFixed(3)}, ${metrics.count} series`
    : `RMSE ${metrics.rmse.toPrecision(4)}, MAE ${metrics.mae.toPrecision(4)}, R² ${metrics.r2.toFixed(3)}, ${metrics.count} series`;
}

function confusionTable(confusion: readonly (readonly number[])[], classes: readonly string[]): HTMLTableElement {
  const name = (index: number): string => classes[index] ?? String(index);
  const head = element(
    'tr',
    {},
    element('th', {}, 'true \\ predicted'),
    ...confusion.map((_, index) => element('th', { scope: 'col' }, name(index))),
  );
  const rows = confusion.map((counts, index) => {
    const total = counts.reduce((sum, count) => sum + count, 0) || 1;
    const cells = counts.map((count) =>
      element('td', { style: `--share: ${(count / total).toFixed(3)}` }, count === 0 ? '' : String(count)),
    );
    return element('tr', {}, element('th', { scope: 'row' }, name(index)), ...cells);
  });
  return element('table', { class: 'confusion' }, element('caption', {}, 'Confusion'), head, ...rows);
}
