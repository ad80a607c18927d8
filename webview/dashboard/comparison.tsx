import type { VNode } from 'preact';
import type { TrialDetail } from '../../src/protocol/dashboard.ts';
import { describeArchitecture } from '../../src/protocol/describe.ts';
import { whyDominates } from '../../src/insight/dominance-text.ts';
import type { TrialState } from '../../src/protocol/run-state.ts';
import { comparedLayers, comparisonRows, type Compared } from './compare.ts';
import type { Page } from './state.ts';

interface ComparisonProps {
  readonly page: Page;
  readonly trials: readonly [TrialState, TrialState];
  readonly details: readonly [TrialDetail | undefined, TrialDetail | undefined];
}

/** Two networks side by side, the better figure of each line marked. */
export function Comparison({ page, trials, details }: ComparisonProps): VNode {
  const compared = (place: 0 | 1): Compared => {
    const trial = trials[place];
    return { trial, test: page.run.test?.get(trial.index), detail: details[place] };
  };
  const pair = [compared(0), compared(1)] as const;
  return (
    <>
      <h3>
        Trial {trials[0].index} and trial {trials[1].index}
      </h3>
      <p>{whyDominates(page.run, trials[0], trials[1])}</p>
      <div class="sideways">
        <table class="figures comparison">
          <thead>
            <tr>
              <td />
              {trials.map(({ index }) => (
                <th key={index} scope="col">
                  Trial {index}
                </th>
              ))}
            </tr>
            <tr>
              <td />
              {trials.map(({ index, architecture }) => (
                <td key={index} class="wraps">
                  {describeArchitecture(architecture)}
                </td>
              ))}
            </tr>
          </thead>
          <tbody>
            {comparisonRows(pair).map(({ title, texts, better }) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                {texts.map((text, place) => (
                  <td key={place} class={better === place ? 'better' : ''}>
                    {text}
                    {better === place && <span aria-label="better"> ✓</span>}
                  </td>
                ))}
              </tr>
            ))}
            {comparedLayers(pair).map((titles, layer) => (
              <tr key={layer}>
                <th scope="row">Layer {layer + 1}</th>
                {titles.map((title, place) => (
                  <td key={place} class="wraps">
                    {title}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
