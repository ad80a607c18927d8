import type { VNode } from 'preact';
import { useCallback, useMemo, useRef } from 'preact/hooks';
import type { DashboardCommand } from '../../src/protocol/dashboard.ts';
import { AxisControls } from './axis-controls.tsx';
import { Button } from './controls.tsx';
import { trialsCsv } from './csv.ts';
import { standaloneSvg } from './export-svg.ts';
import { Header } from './header.tsx';
import { Insights } from './insights.tsx';
import { measureNamed, measuresFor, type Task } from './measures.ts';
import { ParetoChart } from './pareto-chart.tsx';
import { useAxis } from './use-axis.ts';
import { Reproduce } from './reproduce.tsx';
import { RunningTrials } from './running-trials.tsx';
import { SelectedTrial } from './selected-trial.tsx';
import { asShown } from './state.ts';
import type { Store } from './store.ts';
import { TrialsTable } from './trials-table.tsx';
import { axisX, comparedTrial, shownTrial } from './view.ts';

/** The dashboard of a run. */
export function App({ store }: { store: Store }): VNode {
  const { view, look, post, host } = store;
  const page = useMemo(() => asShown(store.page), [store.page]);
  const { run, info } = page;
  const drawing = useRef<SVGSVGElement>(null);

  const task: Task = run.data?.task ?? run.trials[0]?.architecture.task ?? 'classification';
  const limits = run.header?.limits;
  const x = useAxis(measureNamed(axisX(view, run), task), view.logX, limits);
  const y = useAxis(measureNamed(view.y, task), view.logY, limits);
  const shown = shownTrial(view, run);
  const selected = shown === undefined ? undefined : run.trials[shown];
  const compared = comparedTrial(view, run);

  const select = useCallback((trial: number) => look({ selected: trial }), [look]);
  const command = (name: DashboardCommand, trial?: number): void =>
    post({ type: 'command', command: name, ...(trial === undefined ? {} : { trial }) });
  const saveSvg = (): void => {
    if (drawing.current !== null) post({ type: 'save', format: 'svg', text: standaloneSvg(drawing.current) });
  };

  return (
    <main>
      <Header page={page} commands={host.commands} onCommand={command} />
      {info !== undefined && (
        <div class="columns">
          <div class="overview">
            <section>
              <div class="heading">
                <h2>Pareto front</h2>
                <AxisControls
                  measures={measuresFor(task).filter((measure) => isKnown(measure.name, run))}
                  x={x.measure}
                  y={y.measure}
                  view={view}
                  look={look}
                />
                <span class="actions">
                  <Button disabled={run.best === undefined} onPress={saveSvg} title="Save the chart as a drawing">
                    Export SVG
                  </Button>
                  <Button
                    disabled={run.trials.length === 0}
                    onPress={() => post({ type: 'save', format: 'csv', text: trialsCsv(run) })}
                    title="Save all trials with all their figures"
                  >
                    Export CSV
                  </Button>
                </span>
              </div>
              <ParetoChart
                run={run}
                references={info.references}
                x={x}
                y={y}
                selected={shown}
                pinned={compared}
                onSelect={select}
                drawing={drawing}
              />
            </section>
            <RunningTrials
              trials={run.trials.filter(({ status }) => status === 'running')}
              task={task}
              onSelect={select}
            />
            <TrialsTable
              run={run}
              task={task}
              view={view}
              selected={shown}
              pinned={compared}
              look={look}
              onSelect={select}
            />
            {run.front.length > 0 && <Insights run={run} task={task} />}
            {!host.commands && <Reproduce run={run} name={info.name} />}
          </div>
          {selected === undefined ? (
            <section class="network">
              <h2>No network yet</h2>
              <p class="hint">The best network so far is shown here as soon as a trial has finished.</p>
            </section>
          ) : (
            <SelectedTrial
              page={page}
              task={task}
              trial={selected}
              compared={compared === undefined ? undefined : run.trials[compared]}
              pinned={view.pinned}
              commands={host.commands}
              onCommand={command}
              onPin={(pinned) => look(pinned === undefined ? { pinned } : { pinned, selected: pinned })}
            />
          )}
        </div>
      )}
    </main>
  );
}

/** Energy is known of few boards. */
function isKnown(name: string, run: Store['page']['run']): boolean {
  return name !== 'energy' || run.trials.some(({ cost }) => cost.energy !== null);
}
