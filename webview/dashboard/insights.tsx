import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { formatBytes, formatCount, formatSeconds } from '../../src/base/format.ts';
import type { Gene } from '../../src/insight/genes.ts';
import { importances, type ObjectiveImportance } from '../../src/insight/importance.ts';
import { BINDING, type LimitedCost, type Steps, stepsOf } from '../../src/insight/steps.ts';
import type { RunState } from '../../src/protocol/run-state.ts';
import { formatAccuracy, formatShare, formatValue, type Task } from './measures.ts';
import { memo } from './memo.ts';

interface InsightsProps {
  readonly run: RunState;
  readonly task: Task;
}

/** Genes below this share are left out. */
const SHOWN = 0.02;

/** A forest that explains less than this says nothing of single genes. */
const EXPLAINED = 0.1;

/** What can be concluded from the trials: which genes matter, and what every further byte buys. */
export const Insights = memo(({ run, task }: InsightsProps): VNode => {
  const [open, setOpen] = useState(false);
  return (
    <section class="insights">
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <h2>What matters</h2>
        </summary>
        {open && <Conclusions run={run} task={task} />}
      </details>
    </section>
  );
});

function Conclusions({ run, task }: InsightsProps): VNode {
  // A forest takes a moment: while trials come in, it is grown again for every eighth.
  const finished = run.trials.reduce((count, { result }) => count + Number(result !== undefined), 0);
  const age = run.phase.kind === 'running' ? Math.floor(finished / 8) : finished;
  const found = useMemo(() => importances(run), [age, run.header]);
  return (
    <>
      {found.length === 0 ? (
        <p class="hint">Too few trials are finished to say which choices matter.</p>
      ) : (
        <>
          <p class="hint">
            How much of each objective’s variation a choice explains, among {formatCount(finished)} networks
            (permutation importance of a random forest), and the value that was best on average.
          </p>
          <div class="importances">
            {found.map((importance) => (
              <Importance key={importance.objective} importance={importance} />
            ))}
          </div>
        </>
      )}
      {stepsOf(run)
        .filter(({ steps }) => steps.length > 0)
        .map((steps) => (
          <Staircase key={steps.cost} steps={steps} task={task} />
        ))}
    </>
  );
}

function Importance({ importance: { objective, genes, explained } }: { importance: ObjectiveImportance }): VNode {
  const title = objective === 'ram' ? 'RAM' : objective === 'macs' ? 'MACs' : objective;
  return (
    <table class="importance">
      <caption>
        {title} <span class="muted">({formatShare(explained, 0)} explained)</span>
      </caption>
      <tbody>
        {explained < EXPLAINED ? (
          <tr>
            <td class="muted">It varies for other reasons, such as luck: no choice stands out.</td>
          </tr>
        ) : (
          genes
            .filter(({ share }) => share >= SHOWN)
            .map(({ gene, share, best }) => (
              <tr key={gene}>
                <th scope="row">{gene}</th>
                <td class="amount">
                  <div style={{ width: `${100 * share}%` }} />
                </td>
                <td class="share">{formatShare(share, 0)}</td>
                <td class="muted">{geneText(best)}</td>
              </tr>
            ))
        )}
      </tbody>
    </table>
  );
}

const geneText = (gene: Gene): string => (typeof gene === 'number' ? String(Number(gene.toPrecision(3))) : gene);

const COSTS: Readonly<Record<LimitedCost, readonly [title: string, format: (value: number) => string]>> = {
  flash: ['flash', formatBytes],
  ram: ['RAM', formatBytes],
  latency: ['latency', formatSeconds],
  macs: ['MACs', formatCount],
};

/** What every step up in one cost buys, and whether the limit is in the way. */
function Staircase({ steps: { cost, limit, steps, used }, task }: { steps: Steps; task: Task }): VNode {
  const [title, format] = COSTS[cost];
  const quality = (error: number): string =>
    task === 'classification' ? formatAccuracy(1 - error) : formatValue(error);
  const gain = (error: number, before: number): string =>
    task === 'classification'
      ? `+${(100 * (before - error)).toFixed(2)} points`
      : `−${formatValue(before - error)} RMSE`;
  return (
    <>
      <h3>What more {title} buys</h3>
      <table class="figures steps">
        <tbody>
          {steps.map(({ trial, cost: value, error }, place) => {
            const before = steps[place - 1];
            return (
              <tr key={trial}>
                <td>trial {trial}</td>
                <td>{format(value)}</td>
                <td>{quality(error)}</td>
                <td class="muted">
                  {before !== undefined && `${gain(error, before.error)} for ${format(value - before.cost)}`}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {limit !== undefined && used !== undefined && (
        <p class="hint">
          {used >= BINDING
            ? `The best network takes ${formatShare(used, 0)} of the limit of ${format(limit)}: a higher limit may well buy more.`
            : `The best network takes ${formatShare(used, 0)} of the limit of ${format(limit)}: more would buy nothing that this search has seen.`}
        </p>
      )}
    </>
  );
}
