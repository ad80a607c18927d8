import type { Run } from './run.ts';

/** What the rest of the editor needs of the dashboards. */
export interface Dashboards {
  /** Opens the dashboard of a run, or brings it to the front; `trial` is selected in it. */
  show(run: Run, trial?: number): void;
  /** The dashboard that was looked at last, with what is selected in it; undefined when none is open. */
  readonly current: { readonly run: Run; readonly trial: number | undefined } | undefined;
}
