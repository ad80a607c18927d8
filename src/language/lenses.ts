import type { Problem } from '../protocol/problem.ts';
import type { Span } from '../spec/report.ts';
import type { Analysis } from './analysis.ts';
import { describeEstimate } from './estimate-text.ts';
import type { Estimate } from './estimate.ts';

/** A line of its own above the text that does something when clicked. */
export interface Lens {
  readonly action: 'run' | 'resume' | 'results' | 'problems';
  /** With icons as `$(play)`. */
  readonly title: string;
  readonly span: Span;
}

export interface LensInput {
  readonly analysis: Analysis;
  readonly problems: readonly Problem[];
  /** Undefined while it is being made, or when there is nothing to make it from. */
  readonly estimate: Estimate | undefined;
  /** What there is of runs of this file. */
  readonly runs: { readonly any: boolean; readonly active: boolean; readonly resumable: boolean };
}

/** What can be done with the search, above its name. */
export function lensesOf({ analysis, problems, estimate, runs }: LensInput): Lens[] {
  const [first] = analysis.outline.entries;
  const span = (analysis.at('name')?.entry ?? first)?.keySpan ?? ([0, 0] as const);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const lens = (action: Lens['action'], title: string): Lens => ({ action, title, span });
  return [
    ...(errors > 0 ? [lens('problems', errorTitle(errors))] : runs.active ? [] : [lens('run', runTitle(estimate))]),
    ...(runs.resumable && errors === 0 ? [lens('resume', '$(debug-continue) Resume')] : []),
    ...(runs.any ? [lens('results', '$(graph-scatter) Show results')] : []),
  ];
}

function errorTitle(errors: number): string {
  return `$(error) ${errors === 1 ? '1 error keeps' : `${errors} errors keep`} this from running`;
}

function runTitle(estimate: Estimate | undefined): string {
  return `$(play) Run search${estimate === undefined ? '' : ` · ${describeEstimate(estimate)}`}`;
}
