import type { EmulationState, HostMessage, RunActivity, RunInfo, TrialDetail } from '../../src/protocol/dashboard.ts';
import type { JournalEvent } from '../../src/protocol/journal.ts';
import { progressOf } from '../../src/protocol/progress.ts';
import { EMPTY_RUN, foldEvents, type RunState, type TrialState } from '../../src/protocol/run-state.ts';

/** Everything the page was told: a fold of `receive` over the messages of its host. */
export interface Page {
  /** Undefined before the first snapshot. */
  readonly info: RunInfo | undefined;
  readonly run: RunState;
  /** Events of the journal that the page has. */
  readonly count: number;
  /** What is there so far of a journal that comes anew, and how many events it has: shown once all of it is there. */
  readonly coming: { readonly run: RunState; readonly activity: RunActivity; readonly total: number } | undefined;
  readonly activity: RunActivity;
  /** Seconds of search at a moment of the page's own clock (ms), which counts on from there. */
  readonly clock: { readonly elapsed: number; readonly at: number };
  /** Seconds of search that were left when a trial last ended, and when that was, in seconds of search. */
  readonly estimate: { readonly left: number | undefined; readonly at: number };
  readonly details: ReadonlyMap<number, TrialDetail>;
  /** The last emulation of each trial. */
  readonly emulations: ReadonlyMap<number, EmulationState>;
  /** Events were missed: only a snapshot can be understood. */
  readonly lost: boolean;
}

export const EMPTY_PAGE: Page = {
  info: undefined,
  run: EMPTY_RUN,
  count: 0,
  coming: undefined,
  activity: { kind: 'idle' },
  clock: { elapsed: 0, at: 0 },
  estimate: { left: undefined, at: 0 },
  details: new Map(),
  emulations: new Map(),
  lost: true,
};

/** @param now of the page's own clock, ms. @returns the same page when the message says nothing new */
export function receive(page: Page, message: HostMessage, now: number): Page {
  switch (message.type) {
    case 'snapshot': {
      const { info, events, activity, emulation, total = events.length } = message;
      const run = foldEvents(events);
      const emulations = emulation === undefined ? page.emulations : withEmulation(page, emulation);
      const next = { ...page, info, count: events.length, emulations, lost: false };
      // Whoever sees nothing yet sees it grow.
      return page.info === undefined || events.length >= total
        ? show(next, run, activity, now)
        : { ...next, coming: { run, activity, total } };
    }
    case 'events': {
      if (page.lost) return page;
      if (message.from !== page.count) return { ...page, lost: true };
      if (message.events.length === 0) return page;
      const count = page.count + message.events.length;
      const { coming } = page;
      const run = foldEvents(message.events, coming?.run ?? page.run);
      if (coming !== undefined) {
        return count < coming.total
          ? { ...page, count, coming: { ...coming, run } }
          : show({ ...page, count }, run, coming.activity, now);
      }
      return {
        ...page,
        run,
        count,
        clock: { elapsed: Math.max(run.elapsed, elapsedAt(page, now)), at: now },
        estimate: message.events.some(endsTrial) ? estimateOf(run) : page.estimate,
      };
    }
    case 'activity': {
      const { activity } = message;
      const { coming } = page;
      // What is shown of a run and what is done for it belong together: the rest of the journal is on its way.
      if (page.lost) return page;
      if (coming !== undefined) return { ...page, coming: { ...coming, activity } };
      return { ...page, activity, clock: { elapsed: elapsedOf(page.run, activity), at: now } };
    }
    case 'detail':
      return { ...page, details: new Map(page.details).set(message.detail.trial, message.detail) };
    case 'emulation':
      return { ...page, emulations: withEmulation(page, message.emulation) };
    case 'select':
      return page;
  }
}

function show(page: Page, run: RunState, activity: RunActivity, now: number): Page {
  const clock = { elapsed: elapsedOf(run, activity), at: now };
  return { ...page, run, activity, clock, estimate: estimateOf(run), coming: undefined };
}

/**
 * Seconds of search that are left at a moment of the page's clock, ms. Between the ends of two trials it counts down: an
 * estimate made anew then would grow, for time passes while the trials done stay as they are.
 */
export function secondsLeftAt(page: Page, now: number): number | undefined {
  const { left, at } = page.estimate;
  return left === undefined ? undefined : Math.max(0, left - (elapsedAt(page, now) - at));
}

function estimateOf(run: RunState): Page['estimate'] {
  return { left: progressOf(run).secondsLeft, at: run.elapsed };
}

const ENDS: readonly JournalEvent['type'][] = [
  ...([
    'trial-finished',
    'trial-stopped',
    'trial-failed',
    'search-finished',
    'seed-finished',
    'refit-finished',
  ] as const),
];
const endsTrial = ({ type }: JournalEvent): boolean => ENDS.includes(type);

/** Seconds of search at a moment of the page's clock, ms; stands still when nothing runs. */
export function elapsedAt({ clock, activity, run }: Page, now: number): number {
  const counting = activity.kind === 'running' && run.phase.kind !== 'finished';
  return clock.elapsed + (counting ? Math.max(0, now - clock.at) / 1000 : 0);
}

/** A journal cannot tell that its process died: without one, trials that it left in flight are interrupted. */
export function asShown(page: Page): Page {
  const { run, activity } = page;
  const live = activity.kind === 'running' || activity.kind === 'stopping';
  if (live || !run.trials.some(({ status }) => status === 'running')) return page;
  const trials = run.trials.map((trial): TrialState => {
    return trial.status === 'running' ? { ...trial, status: 'interrupted' } : trial;
  });
  return { ...page, run: { ...run, trials } };
}

function elapsedOf(run: RunState, activity: RunActivity): number {
  return activity.kind === 'running' ? Math.max(run.elapsed, activity.elapsed) : run.elapsed;
}

function withEmulation({ emulations }: Page, emulation: EmulationState): ReadonlyMap<number, EmulationState> {
  const trial = emulation.kind === 'done' ? emulation.emulation.trial : emulation.trial;
  return new Map(emulations).set(trial, emulation);
}
