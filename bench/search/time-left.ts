/**
 * How right the estimate of the time left was, on the journals of searches that are over: after a tenth of so many trials,
 * what was expected for the rest; after a tenth of the search and at its end, what was expected of the confirmation; and
 * where trials were limited, what people were told after a tenth of them, confirmation included. All relative to what it took.
 *
 *     npx tsx bench/search/time-left.ts <journal.jsonl> …
 */
import type { JournalEvent } from '../../src/protocol/journal.ts';
import { progressOf } from '../../src/protocol/progress.ts';
import { confirmationSeconds, searchSeconds } from '../../src/protocol/time-left.ts';
import { EMPTY_RUN, foldEvents, reduce, type RunState } from '../../src/protocol/run-state.ts';
import { readJournal } from '../../src/runs/journal-file.ts';
import { table } from '../text.ts';

const BUDGETS = [40, 60, 100, 200, 400, 800];

/** Trials that a search begins with. Earlier versions did not write them down, though they were as settled. */
const START = 12;

const ENDS: readonly JournalEvent['type'][] = ['trial-finished', 'trial-stopped', 'trial-failed'];

const relative = (expected: number, took: number): string => {
  const percent = Math.round(100 * (expected / took - 1));
  return `${percent < 0 ? '−' : percent > 0 ? '+' : ''}${Math.abs(percent)} %`;
};

/** In the order in which things happened; a journal that is over stands in the order of its trials. */
function inOrder(path: string): JournalEvent[] {
  const { events } = readJournal(path);
  const { trials } = foldEvents(events);
  const start = trials.slice(0, START).map(({ cost }) => cost.macs);
  return events
    .map((event) => (event.type === 'run-started' ? { start, ...event } : event))
    .sort((a, b) => a.at - b.at);
}

/** The state after every event, and when. */
function* states(
  events: readonly JournalEvent[],
): Generator<{ readonly event: JournalEvent; readonly state: RunState }> {
  let state = EMPTY_RUN;
  for (const event of events) {
    state = reduce(state, event);
    yield { event, state };
  }
}

function ofTrials(events: readonly JournalEvent[]): string[] {
  const moments = [...states(events)].filter(({ event }) => ENDS.includes(event.type));
  const ends = moments.map(({ event }) => ({ trial: (event as { readonly trial: number }).trial, at: event.at }));
  return BUDGETS.map((budget) => {
    const then = moments[budget / 10 - 1];
    if (then === undefined || ends.length < budget) return '';
    const expected = searchSeconds(then.state, budget, then.event.at);
    const end = Math.max(...ends.filter(({ trial }) => trial < budget).map(({ at }) => at));
    return expected === undefined ? '?' : relative(expected, end - then.event.at);
  });
}

function ofConfirmation(events: readonly JournalEvent[]): string[] | undefined {
  const [search, end] = (['search-finished', 'front-confirmed'] as const).map((type) =>
    events.find((event) => event.type === type),
  );
  if (search === undefined || end === undefined) return undefined;
  const took = end.at - search.at;
  const all = [...states(events)];
  const errors = [0.1, 0.5, 1].map((share) => {
    const { state } = all.findLast(({ event }) => event.at <= share * search.at)!;
    return relative(confirmationSeconds(state), took);
  });
  return [`${search.at.toFixed(0)} s`, `${took.toFixed(0)} s`, ...errors];
}

/** What people were told. */
function ofRun(events: readonly JournalEvent[]): string[] | undefined {
  const end = events.find(({ type }) => type === 'front-confirmed');
  const total = foldEvents(events).header!.budget.trials ?? undefined;
  if (end === undefined || total === undefined) return undefined;
  const moments = [...states(events)].filter(({ event }) => ENDS.includes(event.type));
  const then = moments[Math.round(total / 10) - 1];
  if (then === undefined) return undefined;
  const left = end.at - then.event.at;
  const told = progressOf(then.state, then.event.at).secondsLeft;
  return [`${total}`, `${left.toFixed(0)} s`, told === undefined ? '?' : relative(told, left)];
}

const searches = process.argv.slice(2).map((path) => {
  const events = inOrder(path);
  const { header } = foldEvents(events);
  const name = `${header!.spec.name}, ${header!.time.slice(5, 16).replace('T', ' ')}`;
  return { events, name: (header!.confirmation?.splits ?? 1) > 1 ? name : `${name}, one split` };
});
const trials = searches
  .map(({ name, events }) => [name, ...ofTrials(events)])
  .filter(([, ...cells]) => cells.some(Boolean));
console.log(table([['search', ...BUDGETS.map((budget) => `${budget} trials`)], ...trials]));
const confirmations = searches.flatMap(({ name, events }) => {
  const cells = ofConfirmation(events);
  return cells === undefined ? [] : [[name, ...cells]];
});
const head = ['search', 'took', 'confirmation took', 'after a tenth', 'after half', 'at its end'];
console.log(`\n${table([head, ...confirmations])}`);

const runs = searches.flatMap(({ name, events }) => {
  const cells = ofRun(events);
  return cells === undefined ? [] : [[name, ...cells]];
});
if (runs.length > 0) console.log(`\n${table([['search', 'trials', 'left after a tenth', 'told'], ...runs])}`);
