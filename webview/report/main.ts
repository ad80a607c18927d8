import { foldEvents, type RunState } from '../../src/protocol/run-state.ts';
import { parseEvent } from '../../src/protocol/journal-lines.ts';
import { paretoChart } from './chart.ts';
import { trialDetails } from './details.ts';
import { element } from './dom.ts';
import { type Measure, measuresFor } from './measures.ts';
import { trialsTable } from './trials-table.ts';

/** The report page: a fold over the journal that stands in the page, one JSON line per event. */
function stateOfPage(): RunState {
  const lines = document.querySelector('#journal')?.textContent.trim().split('\n') ?? [];
  return foldEvents(lines.map((line, index) => parseEvent(JSON.parse(line), `line ${index + 1}`)));
}

const state = stateOfPage();
const measures = measuresFor(state.data?.task ?? 'classification');
const view = { x: measures[1]!, y: measures[0]!, selected: state.best };

function axisChoice(label: string, axis: 'x' | 'y'): HTMLElement {
  const options = measures.map((measure) =>
    element('option', { value: measure.name, ...(measure === view[axis] ? { selected: '' } : {}) }, measure.title),
  );
  const select = element('select', { 'aria-label': label }, ...options);
  select.addEventListener('change', () => {
    view[axis] = measures.find((measure: Measure) => measure.name === select.value) ?? view[axis];
    render();
  });
  return element('label', {}, `${label} `, select);
}

function phaseText(): string {
  const { phase, trials } = state;
  const counted = `${trials.length} trials, ${state.rejected} candidates over a limit never trained`;
  switch (phase.kind) {
    case 'finished':
      return `Finished (${phase.reason}): ${counted}.`;
    case 'stopped':
    case 'failed':
      return `${phase.kind === 'stopped' ? 'Stopped' : 'Failed'}: ${phase.message}. ${counted}.`;
    default:
      return `Running: ${counted}.`;
  }
}

function select(trial: number): void {
  view.selected = trial;
  render();
}

function render(): void {
  const { header } = state;
  document.body.replaceChildren(
    element(
      'main',
      {},
      element('h1', {}, header?.spec.name ?? 'Search'),
      element('p', {}, `${header?.board ?? ''} · seed ${header?.seed ?? ''} · ${phaseText()}`),
      element('p', { class: 'axes' }, axisChoice('Up', 'y'), axisChoice('Across', 'x')),
      paretoChart(state, view.x, view.y, view.selected, select),
      ...(view.selected === undefined ? [] : [trialDetails(state, view.selected, measures)]),
      trialsTable(state, measures, view.selected, select),
    ),
  );
}

render();
