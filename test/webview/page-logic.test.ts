import { describe, expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import { inCanonicalOrder } from '../../src/protocol/canonical-order.ts';
import type { RunActivity } from '../../src/protocol/dashboard.ts';
import { WINDOW_CLOSED } from '../../src/protocol/jobs.ts';
import type { JournalEvent } from '../../src/protocol/journal.ts';
import { foldEvents } from '../../src/protocol/run-state.ts';
import { comparisonRows } from '../../webview/dashboard/compare.ts';
import { trialsCsv } from '../../webview/dashboard/csv.ts';
import { axisOf, growDomain } from '../../webview/dashboard/domain.ts';
import { measureNamed } from '../../webview/dashboard/measures.ts';
import { phaseOf } from '../../webview/dashboard/phase.ts';
import { stepAlong } from '../../webview/dashboard/plot-keys.ts';
import { pointsOf, staircase } from '../../webview/dashboard/plot-points.ts';
import { realTimeText } from '../../webview/dashboard/real-time.ts';
import { rowsOf } from '../../webview/dashboard/rows.ts';
import { asShown, EMPTY_PAGE, type Page, receive, secondsLeftAt } from '../../webview/dashboard/state.ts';
import { DEFAULT_VIEW, parseView, type View } from '../../webview/dashboard/view.ts';
import { epoch, exampleRun, finished, proposed, started } from '../protocol/support/example-run.ts';
import { info, journal } from './support/journals.ts';

const CLASSES = ['a', 'b', 'c'];
const snapshot = (events: readonly JournalEvent[], activity: RunActivity = { kind: 'idle' }): Page =>
  receive(EMPTY_PAGE, { type: 'snapshot', info, events, activity }, 0);

describe('what the page was told', () => {
  it('folds events that follow, and knows when some are missing', () => {
    const page = snapshot(exampleRun.slice(0, 5));
    const next = receive(page, { type: 'events', from: 5, events: exampleRun.slice(5) }, 0);
    expect(next.run).toEqual(foldEvents(exampleRun));
    const gap = receive(page, { type: 'events', from: 6, events: exampleRun.slice(6) }, 0);
    expect(gap.lost).toBe(true);
    expect(gap.run).toBe(page.run);
    expect(receive(gap, { type: 'events', from: 5, events: exampleRun.slice(5) }, 0)).toBe(gap);
  });

  it('shows a journal that comes anew in pieces once all of it is there', () => {
    const before = snapshot(exampleRun.slice(0, 18), { kind: 'running', elapsed: 4 });
    const ordered = inCanonicalOrder(exampleRun);
    const total = ordered.length;
    let page = receive(before, { type: 'events', from: 0, events: ordered.slice(0, 5) }, 0);
    // Over, says the editor; of which run, the page will know.
    page = receive(page, { type: 'activity', activity: { kind: 'idle' } }, 0);
    expect([page.lost, page.run, page.activity]).toEqual([true, before.run, before.activity]);
    page = receive(page, { type: 'snapshot', info, events: ordered.slice(0, 5), total, activity: before.activity }, 0);
    page = receive(page, { type: 'events', from: 5, events: ordered.slice(5, 9) }, 0);
    page = receive(page, { type: 'activity', activity: { kind: 'idle' } }, 0);
    expect([page.lost, page.run, page.activity]).toEqual([false, before.run, before.activity]);
    page = receive(page, { type: 'events', from: 9, events: ordered.slice(9) }, 0);
    expect(page).toMatchObject({ count: total, coming: undefined, activity: { kind: 'idle' } });
    expect(page.run).toEqual(foldEvents(ordered));
    // A page that sees nothing yet sees it grow.
    const first = receive(
      EMPTY_PAGE,
      { type: 'snapshot', info, events: ordered.slice(0, 5), total, activity: { kind: 'idle' } },
      0,
    );
    expect(first.run).toEqual(foldEvents(ordered.slice(0, 5)));
  });

  it('counts the time left down between the ends of two trials', () => {
    const page = snapshot([started, proposed(0), finished(0, 90), proposed(1)], { kind: 'running', elapsed: 1 });
    // Four trials, one of them done in one second, the next under way.
    const left = secondsLeftAt(page, 0)!;
    expect(left).toBeGreaterThan(2.5);
    expect(left).toBeLessThan(3.5);
    expect(secondsLeftAt(page, 2000)).toBeCloseTo(left - 2, 10);
    const later = receive(page, { type: 'events', from: 4, events: [epoch(1, 1)] }, 2000);
    expect(secondsLeftAt(later, 2500)).toBeCloseTo(secondsLeftAt(later, 2000)! - 0.5, 10);
    expect(secondsLeftAt(later, 60_000)).toBe(0);
  });

  it('shows trials as interrupted when no process works on them', () => {
    const events = [started, proposed(0), epoch(0, 1)];
    expect(asShown(snapshot(events)).run.trials[0]!.status).toBe('interrupted');
    const running = snapshot(events, { kind: 'running', elapsed: 1 });
    expect(asShown(running)).toBe(running);
  });
});

describe('the header', () => {
  const text = (page: Page): string => {
    const { title, text: said, commands } = phaseOf(page, 0);
    return `${title}: ${said} [${commands.join(' ')}]`;
  };
  const trial = [started, proposed(0), finished(0, 90), proposed(1)];
  const stopped = (cause: 'request' | 'error', message: string): JournalEvent[] => [
    ...trial,
    { type: 'run-stopped', at: 9, cause, message },
  ];
  const error = { code: 'job/crashed', message: 'the process was killed', hint: 'Resume it.' };

  it.each<[Page, string]>([
    [EMPTY_PAGE, 'Loading…:  []'],
    [snapshot([]), 'Not started: the journal is empty [openSpec]'],
    [snapshot([], { kind: 'queued', ahead: 2 }), 'Waiting: after 2 other searches [stop]'],
    [snapshot([], { kind: 'starting', text: 'reading data: 40 %' }), 'Starting: reading data: 40 % [stop]'],
    [snapshot([], { kind: 'crashed', error }), 'Could not start: the process was killed [openSpec showLog]'],
    [snapshot(trial, { kind: 'running', elapsed: 1 }), 'Running: 1 of 4 trials · about 5 s left [stop]'],
    [
      snapshot(trial, { kind: 'running', elapsed: 1, elsewhere: true }),
      'Running elsewhere: 1 of 4 trials · about 5 s left []',
    ],
    [snapshot(trial, { kind: 'stopping' }), 'Stopping: finished trials are safe []'],
    [snapshot(trial, { kind: 'crashed', error }), 'Broke off: the process was killed [resume openSpec showLog]'],
    [snapshot(trial), 'Interrupted: the process that searched is gone; what it had finished is safe [resume]'],
    [snapshot(stopped('request', 'stopped')), 'Stopped: 1 trial in 9 s [resume]'],
    [
      snapshot(stopped('request', WINDOW_CLOSED)),
      'Interrupted: the window was closed; what was finished is safe [resume]',
    ],
    [snapshot(stopped('error', 'disk full')), 'Failed: disk full [resume showLog]'],
    [snapshot(exampleRun), 'Finished: all trials of the budget are done · 5 trials, 1 failed in 5 s []'],
  ])('%#', (page, expected) => expect(text(page)).toBe(expected));
});

describe('rows of the table', () => {
  const run = foldEvents(journal({ trials: 60, epochs: 3, classes: CLASSES, end: 'running' }));
  const indices = (view: Partial<View>): number[] =>
    rowsOf(run, { ...DEFAULT_VIEW, ...view }).map(({ index }) => index);

  it('are sorted either way, those without a value last', () => {
    const up = indices({ sort: { column: 'validation', descending: false } });
    const down = indices({ sort: { column: 'validation', descending: true } });
    const known = run.trials.filter(({ result }) => result !== undefined).length;
    expect(known).toBeLessThan(run.trials.length);
    expect(up[0]).toBe(run.best);
    for (const order of [up, down])
      expect(order.slice(known).every((index) => run.trials[index]!.result === undefined)).toBe(true);
    const flash = indices({ sort: { column: 'flash', descending: true } }).map(
      (index) => run.trials[index]!.cost.flash,
    );
    expect(flash).toEqual(flash.toSorted((a, b) => b - a));
  });

  it('are those that match every word', () => {
    const lstm = indices({ filter: 'LSTM' });
    expect(lstm.length).toBeGreaterThan(0);
    expect(lstm.every((index) => run.trials[index]!.architecture.recurrent[0]!.cell === 'lstm')).toBe(true);
    expect(indices({ filter: 'front' }).toSorted((a, b) => a - b)).toEqual([...run.front]);
    expect(indices({ frontOnly: true }).toSorted((a, b) => a - b)).toEqual([...run.front]);
    expect(indices({ filter: '#12' })).toEqual([12]);
    expect(indices({ filter: 'failed' })).toEqual(
      run.trials.filter(({ status }) => status === 'failed').map(({ index }) => index),
    );
    expect(indices({ filter: 'lstm nothing' })).toEqual([]);
  });
});

describe('the chart', () => {
  const run = foldEvents(journal({ trials: 200, epochs: 3, classes: CLASSES, end: 'stopped' }));
  const [accuracy, flash] = [measureNamed('error', 'classification'), measureNamed('flash', 'classification')];
  const points = pointsOf(run, flash, accuracy);
  const corners = staircase(points, flash, accuracy);

  it('joins the members that nothing beats in its two measures', () => {
    expect(corners.length).toBeGreaterThan(2);
    for (const corner of corners) {
      expect(points.some(({ x, y }) => x <= corner.x && y >= corner.y && (x < corner.x || y > corner.y))).toBe(false);
    }
    expect(corners.map(({ x }) => x)).toEqual(corners.map(({ x }) => x).toSorted((a, b) => a - b));
  });

  it('is walked by arrow keys to its ends', () => {
    const walk = (key: string): number[] => {
      const path: number[] = [];
      for (let at = stepAlong(points, corners, undefined, 'Home'); at !== path.at(-1);) {
        path.push(at!);
        at = stepAlong(points, corners, at, key);
      }
      return path;
    };
    expect(walk('ArrowRight')).toEqual(corners.map(({ trial }) => trial));
    expect(stepAlong(points, corners, corners.at(-1)!.trial, 'ArrowRight')).toBe(corners.at(-1)!.trial);
    expect(stepAlong(points, corners, undefined, 'a')).toBeUndefined();
    expect(stepAlong([], [], undefined, 'ArrowRight')).toBeUndefined();
  });

  it('keeps its axes while points fit, and grows only where they do not', () => {
    const first = growDomain(undefined, [10, 20], false, { least: 0 });
    expect(growDomain(first, [12, 18, 20.5], false, { least: 0 })).toEqual(first);
    const grown = growDomain(first, [10, 40], false, { least: 0 });
    expect(grown[0]).toBe(first[0]);
    expect(grown[1]).toBeGreaterThan(40);
    expect(growDomain(undefined, [0.5, 1], false, { least: 0, most: 1 })[1]).toBe(1);
    const log = growDomain(undefined, [0, 100, 10_000], true);
    expect(log[0]).toBeGreaterThan(0);
    for (const values of [[], [5], [0]])
      for (const isLog of [true, false]) {
        const [low, high] = growDomain(undefined, values, isLog);
        expect(low).toBeLessThan(high);
      }
  });

  it('has ticks at round numbers, none of which reads like another', () => {
    const linear = axisOf([900, 21_000], false, [0, 600], flash, 6);
    expect(linear.ticks.every((tick) => tick % 1024 === 0)).toBe(true);
    const log = axisOf([900, 70_000], true, [0, 600], flash, 8);
    expect(log.ticks).toEqual([1024, 2048, 4096, 8192, 16_384, 32_768, 65_536]);
    const narrow = axisOf([20_000, 20_030], false, [0, 600], flash, 6).ticks.map((tick) => flash.format(tick));
    expect(new Set(narrow).size).toBe(narrow.length);
  });
});

describe('exports and comparisons', () => {
  it('writes every trial with its numbers', () => {
    const events = journal({ trials: 40, epochs: 3, classes: CLASSES, end: 'stopped' });
    const failed: JournalEvent = {
      type: 'trial-failed',
      at: 99,
      trial: 40,
      seconds: 1,
      reason: 'a "bad", long\nreason',
    };
    const run = foldEvents([...events.slice(0, -1), { ...proposed(40), at: 98 }, failed]);
    const rows = parse<Record<string, string>>(trialsCsv(run), { columns: true, record_delimiter: '\r\n' });
    expect(rows.length).toBe(41);
    for (const { index, cost, result, status } of run.trials) {
      const row = rows[index]!;
      expect(row['status']).toBe(status);
      expect(Number(row['flash_bytes'])).toBe(cost.flash);
      expect(Number(row['latency_seconds'])).toBe(cost.latency);
      expect(row['front']).toBe(run.front.includes(index) ? 'yes' : 'no');
      const { integer } = result ?? {};
      expect(row['validation_accuracy']).toBe(integer?.task === 'classification' ? String(integer.accuracy) : '');
    }
    expect(rows[40]!['failure']).toBe('a "bad", long\nreason');
  });

  it('marks the better figure, and neither of two equal ones', () => {
    const { trials } = foldEvents([started, proposed(0, 8), proposed(1, 4), finished(0, 95), finished(1, 90)]);
    const compared = (index: number) => ({ trial: trials[index]!, test: undefined, detail: undefined });
    const rows = comparisonRows([compared(0), compared(1)]);
    const better = (title: string): unknown => rows.find((row) => row.title === title)?.better;
    expect(better('Validation, integer')).toBe(0);
    expect(better('Flash')).toBe(1);
    expect(better('RAM')).toBeUndefined();
    expect(rows.map(({ title }) => title)).not.toContain('Test');
  });
});

describe('the small things', () => {
  it('takes from a saved view what it understands', () => {
    const view: View = { ...DEFAULT_VIEW, x: 'ram', selected: 3, sort: { column: 'flash', descending: true } };
    expect(parseView(JSON.parse(JSON.stringify(view)))).toEqual(view);
    for (const broken of [undefined, null, 3, 'x', {}, { x: 'price', selected: -1, sort: { column: 'no' }, filter: 3 }])
      expect(parseView(broken)).toEqual(DEFAULT_VIEW);
  });

  it('says how much faster than its data a network is', () => {
    const { data } = foldEvents(journal({ trials: 1, epochs: 1, classes: CLASSES, end: 'stopped' }));
    const text = (latency: number, mode: 'streaming' | 'windowed', seen = data, sampling = {}) =>
      realTimeText(latency, { sampling }, mode, seen);
    expect(text(0.002, 'streaming')).toBe('a sample comes every 20 ms (50 Hz): 10× faster than real time');
    expect(text(0.04, 'streaming')).toContain('too slow by 2×');
    expect(text(0.0128, 'windowed')).toBe('a window lasts 1.28 s (64 samples at 50 Hz): 100× faster than real time');
    expect(text(0.01, 'windowed', { ...data!, samplingRate: null })).toBeUndefined();
    expect(text(0.004, 'streaming', data, { every: 2 })).toBe(
      'a sample comes every 40 ms (25 Hz): 10× faster than real time',
    );
    expect(text(0.008, 'windowed', data, { every: 2, window: 20 })).toBe(
      'a window lasts 800 ms (20 samples at 25 Hz): 100× faster than real time',
    );
  });
});
