/**
 * How right the estimate of the time left was, on the journals of searches that are over: after a tenth of so many trials,
 * what was expected for the rest, relative to what it took.
 *
 *     npx tsx bench/search/time-left.ts <journal.jsonl> …
 */
import { searchSeconds } from '../../src/protocol/time-left.ts';
import { EMPTY_RUN, reduce } from '../../src/protocol/run-state.ts';
import { readJournal } from '../../src/runs/journal-file.ts';
import { table } from '../text.ts';

const BUDGETS = [60, 100, 200, 400, 800];

const rows = process.argv.slice(2).map((path) => {
  const { events } = readJournal(path);
  /** [trials that have ended] when, and what was expected to be left for each budget */
  const moments: { at: number; expected: number[] }[] = [];
  let state = EMPTY_RUN;
  // A journal that is over stands in the order of its trials; this is the order in which things happened.
  for (const event of events.toSorted((a, b) => a.at - b.at)) {
    state = reduce(state, event);
    if (!['trial-finished', 'trial-stopped', 'trial-failed'].includes(event.type)) continue;
    const ended = moments.length + 1;
    moments.push({
      at: event.at,
      expected: BUDGETS.map((budget) => searchSeconds(state, budget - ended, event.at)),
    });
  }
  const errors = BUDGETS.map((budget, place) => {
    const [then, end] = [moments[budget / 10 - 1], moments[budget - 1]];
    if (then === undefined || end === undefined) return '–';
    const error = then.expected[place]! / (end.at - then.at) - 1;
    return `${error < 0 ? '−' : '+'}${Math.abs(100 * error).toFixed(0)} %`;
  });
  return [state.header?.spec.name ?? path, ...errors];
});
console.log(table([['search', ...BUDGETS.map((budget) => `${budget} trials`)], ...rows]));
