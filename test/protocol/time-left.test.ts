import { describe, expect, it } from 'vitest';
import type { EventOf, JournalEvent } from '../../src/protocol/journal.ts';
import { paceOf } from '../../src/protocol/pace.ts';
import { foldEvents, type RunState } from '../../src/protocol/run-state.ts';
import { confirmationSeconds, searchSeconds } from '../../src/protocol/time-left.ts';
import { accuracy, finished, proposed, started } from './support/example-run.ts';

/** A trial as a test describes it: an epoch takes a second per thousand MACs and 0.525 besides. */
interface Made {
  readonly macs: number;
  readonly epochs: number;
  /** `running`: it has no end yet. */
  readonly end: 'finished' | 'stopped' | 'running';
  readonly accurate?: true;
}

const RUNGS = [{ epoch: 3, worst: 0.5 }];
const header = (changes: Partial<EventOf<'run-started'>>): JournalEvent =>
  ({ ...started, strategy: 'auto', epochs: 20, ...changes }) as JournalEvent;
const epochOf = (macs: number): number => 0.525 + macs / 1000;
const durationOf = ({ macs, epochs, end }: Made, splits = 1): number =>
  epochOf(macs) * epochs * (end === 'finished' ? splits : 1);

/** One worker, one trial after the other, of which all but the first dozen have rungs. */
function eventsOf(made: readonly Made[], changes: Partial<EventOf<'run-started'>>): JournalEvent[] {
  let at = 0;
  const splits = changes.confirmation?.splits ?? 1;
  const events = made.flatMap((trial, index): JournalEvent[] => {
    const { macs, epochs, end, accurate } = trial;
    const begin = at;
    at += durationOf(trial, splits);
    const rungs = index < 12 ? {} : { rungs: RUNGS };
    const proposal = { ...(proposed(index) as EventOf<'trial-proposed'>), at: begin, ...rungs };
    const origin = accurate ? ({ kind: 'accurate' } as const) : proposal.origin;
    const curve = Array.from({ length: epochs }, (_, i): JournalEvent => {
      const when = begin + (i + 1) * epochOf(macs);
      const losses = { trainLoss: 1, validationLoss: 1, validationError: 0.5 };
      return { type: 'epoch', at: when, trial: index, epoch: i + 1, ...losses };
    });
    const outcome = { at, trial: index, epochs, seconds: durationOf(trial, splits) };
    return [
      { ...proposal, origin, cost: { ...proposal.cost, macs } },
      ...curve,
      ...(end === 'finished' ? [{ ...(finished(index, 90) as EventOf<'trial-finished'>), ...outcome }] : []),
      ...(end === 'stopped' ? [{ type: 'trial-stopped', error: 0.5, ...outcome } as const] : []),
    ];
  });
  return [header(changes), ...events];
}

function searchOf(made: readonly Made[], changes: Partial<EventOf<'run-started'>> = {}): RunState {
  return foldEvents(eventsOf(made, changes));
}

/** Trained as long as is expected: 0.55 of 20 epochs. */
const spread = Array.from({ length: 12 }, (_, i): Made => ({ macs: 250 * 2 ** (i % 6), epochs: 11, end: 'finished' }));
const total = (made: readonly Made[]): number => made.reduce((seconds, trial) => seconds + durationOf(trial), 0);
const left = (state: RunState, trials: number): number => searchSeconds(state, trials, state.elapsed)!;

describe('the pace of a search', () => {
  it('is seconds of an epoch, of networks of all sizes, whatever was trained of them', () => {
    const { perEpoch } = paceOf(searchOf([...spread, { macs: 9000, epochs: 3, end: 'stopped' }]))!;
    for (const macs of [100, 250, 9000, 20_000]) expect(perEpoch(macs)).toBeCloseTo(epochOf(macs), 10);
  });

  it('counts the epochs on all splits, which may be more on some than on the first', () => {
    const confirmation = { seeds: 3, finalists: 2, refit: true, folds: 4, splits: 4 };
    const longer = (event: JournalEvent): JournalEvent =>
      event.type === 'trial-finished' ? { ...event, splitEpochs: 80, seconds: 2 * event.seconds } : event;
    const as = eventsOf(spread, { confirmation }).map(longer);
    const [pace, usual] = [foldEvents(as), searchOf(spread, { confirmation })].map((state) => paceOf(state)!);
    expect(usual!.epochs.usual).toBeCloseTo(11, 10);
    expect(pace!.epochs.usual).toBeCloseTo((11 + 12 * 20) / 13, 10);
    expect(pace!.usualEpoch / usual!.usualEpoch).toBeCloseTo((2 * 44) / 80, 10);
  });
});

describe('the time left of a search', () => {
  it('is not known before a trial was trained to the end', () => {
    expect(searchSeconds(searchOf([]), 100, 0)).toBeUndefined();
    expect(searchSeconds(searchOf([{ macs: 500, epochs: 3, end: 'running' }]), 100, 5)).toBeUndefined();
  });

  it('is that of the trials it begins with, whose sizes the journal knows from the first line', () => {
    const state = searchOf(spread.slice(0, 2), { strategy: 'random', start: spread.map(({ macs }) => macs) });
    expect(left(state, 12)).toBeCloseTo(total(spread.slice(2)), 6);
    expect(left(state, 5)).toBeCloseTo(total(spread.slice(2, 5)), 6);
  });

  it('expects that rungs stop the last of them, where they are large', () => {
    const start = spread.map(({ macs }) => macs);
    const known = searchOf(spread.slice(0, 8), { start });
    expect(left(known, 12)).toBeCloseTo(total(spread.slice(8, 10)) + 0.15 * total(spread.slice(10)), 6);
    const small = spread.map((trial, i) => (i < 10 ? trial : { ...trial, macs: 250 }));
    const none = searchOf(small.slice(0, 8), { start: small.map(({ macs }) => macs) });
    const each = left(none, 11) - left(none, 10);
    expect(left(none, 12) - left(none, 11)).toBeCloseTo(each, 6);
    expect(each).toBeCloseTo(paceOf(none)!.epochs.usual * paceOf(none)!.perEpoch(250), 6);
  });

  it('expects of epochs what it knows and, while it knows little, what is usual', () => {
    const patient = spread.map((trial) => ({ ...trial, macs: 2625, epochs: 20 }));
    const start = patient.map(({ macs }) => macs);
    const share = (count: number): number =>
      left(searchOf(patient.slice(0, count), { strategy: 'random', start }), 12) / total(patient.slice(count));
    expect(share(1)).toBeGreaterThan(0.75);
    expect(share(1)).toBeLessThan(0.95);
    expect(share(10)).toBeGreaterThan(0.95);
    expect(share(10)).toBeLessThan(1);
  });

  it('leaves out what trials in flight have done', () => {
    const inFlight: Made = { macs: 1000, epochs: 4, end: 'running' };
    const state = searchOf([...spread.slice(0, 2), inFlight], { start: spread.map(({ macs }) => macs) });
    const whole = durationOf({ ...inFlight, epochs: 11, end: 'finished' });
    expect(left(state, 3)).toBeCloseTo(whole - durationOf(inFlight), 6);
    expect(searchSeconds(state, 3, 1e6)).toBe(0);
    // A resumed run begins it anew.
    const again: JournalEvent = {
      type: 'run-resumed',
      at: state.elapsed,
      tool: '0.1.0',
      time: '2026-11-27T16:00:00.000Z',
    };
    expect(left(foldEvents([again], state), 3)).toBeCloseTo(whole, 6);
  });

  it('reckons with as many for every trial when nobody stops or guides them', () => {
    const state = searchOf(spread.slice(0, 6), { strategy: 'random', start: spread.map(({ macs }) => macs) });
    expect(left(state, 112)).toBeCloseTo(total(spread.slice(6)) + (100 * total(spread)) / 12, 6);
  });

  it('is that of the plan, whatever trials were for, while they keep to it', () => {
    const planned = (each: number, newcomers: number): number => each * 400 + newcomers * Math.log(412 / 12);
    const usual = total(spread) / 12;
    expect(left(searchOf(spread), 412)).toBeCloseTo(usual * planned(0.27, 4), 6);
    const confirmation = { seeds: 3, finalists: 2, refit: true, folds: 4, splits: 4 };
    const onSplits = searchOf(spread, { confirmation });
    expect(left(onSplits, 412)).toBeCloseTo(4 * usual * planned(0.07, 3.4), 6);
  });

  it('is less where more was trained than planned, more where less was, as far as that can be made good', () => {
    const long: Made = { macs: 8000, epochs: 20, end: 'finished', accurate: true };
    const stopped: Made = { macs: 250, epochs: 3, end: 'stopped' };
    const after = (made: readonly Made[]): number => left(searchOf([...spread, ...made]), 212);
    const some = (of: Made, count: number): Made[] => Array.from({ length: count }, () => of);
    const [frugal, lavish] = [some(stopped, 40), [...some(stopped, 20), ...some(long, 20)]];
    const rest = total(some(stopped, 160));
    expect(after(frugal)).toBeGreaterThan(3 * rest);
    expect(after(lavish)).toBeLessThan(after(frugal) / 1.3);
    expect(after(lavish)).toBeGreaterThan(rest);
  });

  it('believes what it sees once there is enough of it, where nobody keeps to a plan', () => {
    const stopped: Made = { macs: 4000, epochs: 9, end: 'stopped' };
    const passing: Made = { macs: 4000, epochs: 20, end: 'finished' };
    const period = [stopped, stopped, passing];
    const guided = (count: number): Made[] => Array.from({ length: count }, (_, i) => period[i % 3]!);
    const error = (seen: number): number => {
      const truth = total(guided(300));
      return Math.abs(
        left(searchOf([...spread, ...guided(seen)], { strategy: 'evolution' }), 12 + seen + 300) / truth - 1,
      );
    };
    expect(error(600)).toBeLessThan(0.2);
    expect(error(600)).toBeLessThan(error(60) / 2);
  });
});

describe('the time a confirmation takes', () => {
  const confirmation = { seeds: 3, finalists: 2, refit: true, folds: 4, splits: 4 };
  const searched: JournalEvent = { type: 'search-finished', at: 1e4, reason: 'trials' };
  const repeated = (trial: number, seed: number): JournalEvent => ({
    ...{ type: 'seed-finished', at: 1e4, trial, seed, epochs: 15, seconds: 20 },
    ...{ float: accuracy(90), integer: accuracy(90) },
  });

  it('falls with every training, and is none in the end', () => {
    const state = searchOf(spread, { confirmation, strategy: 'random' });
    const whole = (trial: number): number => 0.88 * 20 * epochOf(spread[trial]!.macs);
    // A young search does not know its finalists: about half as large as those it began with, on average.
    const { header } = state;
    const young = { ...state, header: { ...header!, space: 1000 } };
    expect(confirmationSeconds(young)).toBeCloseTo((2 * 2 * 1.2 + 2) * 0.88 * 20 * (0.56 * epochOf(2625)), 6);
    // All that the search has are equally good, so one is the front.
    expect(state.front).toEqual([0]);
    const both = (whole(0) + whole(1)) / 2;
    const steps: JournalEvent[] = [
      searched,
      { type: 'finalists-chosen', at: 1e4, trials: [0, 1] },
      ...[repeated(0, 1), repeated(1, 1), repeated(0, 2), repeated(1, 2)],
      ...[0, 1].map((trial): JournalEvent => ({ type: 'refit-finished', at: 1e4, trial, epochs: 9, seconds: 10 })),
    ];
    const waits = steps.map((_, i) => confirmationSeconds(foldEvents(steps.slice(0, i + 1), state)));
    const trainings = [6.8, 5.8, 4.8, 3.8, 2.8, 1, 0];
    [3.4 * whole(0), ...trainings.map((count) => count * both)].forEach((wait, i) =>
      expect(waits[i]).toBeCloseTo(wait, 6),
    );
    const done: JournalEvent = { type: 'front-confirmed', at: 1e4, members: [{ trial: 0 }, { trial: 1 }] };
    expect(confirmationSeconds(foldEvents([...steps, done], state))).toBe(0);
  });

  it('is none where nothing is trained again', () => {
    const none = { seeds: 1, finalists: 2, refit: false };
    expect(confirmationSeconds(searchOf(spread, { confirmation: none }))).toBe(0);
  });
});
