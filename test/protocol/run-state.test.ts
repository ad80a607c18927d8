import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { nonDominated } from '../../src/protocol/dominance.ts';
import type { JournalEvent } from '../../src/protocol/journal.ts';
import { progressOf } from '../../src/protocol/progress.ts';
import { EMPTY_RUN, foldEvents, reduce } from '../../src/protocol/run-state.ts';
import { errorsBySeed, spreadOf } from '../../src/protocol/spread.ts';
import { accuracy, epoch, exampleRun, finished, measurement, proposed, started } from './support/example-run.ts';

/** The state after the last event of a type. */
function after(type: JournalEvent['type']) {
  return foldEvents(exampleRun.slice(0, exampleRun.findLastIndex((event) => event.type === type) + 1));
}

describe('a run state', () => {
  it('goes through its phases', () => {
    expect(EMPTY_RUN.phase.kind).toBe('empty');
    expect(after('run-started').phase.kind).toBe('running');
    expect(after('run-stopped').phase).toEqual({ kind: 'stopped', message: 'stopped' });
    expect(after('run-resumed').phase.kind).toBe('running');
    expect(after('run-finished').phase).toEqual({ kind: 'finished', reason: 'trials' });
    const broken = reduce(after('run-resumed'), { type: 'run-stopped', at: 4, cause: 'error', message: 'disk full' });
    expect(broken.phase).toEqual({ kind: 'failed', message: 'disk full' });
  });

  it('knows trials, front, best, rejected, time and test figures', () => {
    const state = foldEvents(exampleRun);
    expect(state.trials.map(({ status }) => status)).toEqual(['finished', 'failed', 'finished', 'finished', 'stopped']);
    expect(state.trials[1]!.failure).toBe('loss is NaN in epoch 1');
    expect(state.trials[2]!.curve).toHaveLength(1);
    expect(state.trials[0]!.result!.objectives).toEqual([1 - 0.9, 8000]);
    expect(state.front).toEqual([0, 2]);
    expect(state.best).toBe(2);
    expect(state.rejected).toBe(4);
    expect(state.elapsed).toBe(5.1);
    expect(state.test!.get(2)).toEqual(accuracy(93));
  });

  it('knows how a network did with other seeds, and is finished all the same', () => {
    const state = foldEvents(exampleRun);
    expect(state.phase).toEqual({ kind: 'finished', reason: 'trials' });
    expect(errorsBySeed(state.trials[2]!)).toEqual([1 - 0.95, 1 - 0.91]);
    const spread = spreadOf(errorsBySeed(state.trials[2]!))!;
    expect(spread.count).toBe(2);
    expect(spread.mean).toBeCloseTo(0.07, 12);
    expect(spread.deviation).toBeCloseTo(Math.sqrt(2 * 0.02 ** 2), 12);
    expect(spreadOf(errorsBySeed(state.trials[0]!))).toBeUndefined();
    expect(errorsBySeed(state.trials[1]!)).toEqual([]);
  });

  it('keeps what a network measured, in order, and is finished all the same', () => {
    const { phase, trials } = foldEvents(exampleRun);
    expect(phase).toEqual({ kind: 'finished', reason: 'trials' });
    expect(trials[2]!.measurements.map(({ board }) => board)).toEqual(['nucleo_l432kc', 'native']);
    expect(trials[2]!.measurements[0]).toEqual(measurement(2, 'nucleo_l432kc'));
    expect(trials[0]!.measurements).toEqual([]);
  });

  it('marks what a stop interrupted, and begins it anew at resume', () => {
    expect(after('run-stopped').trials[2]).toMatchObject({ status: 'interrupted', curve: [{ epoch: 1 }] });
    expect(after('run-resumed').trials[2]).toMatchObject({ status: 'running', curve: [] });
    const killed = reduce(foldEvents(exampleRun.slice(0, 5)), exampleRun[12]!);
    expect(killed.trials[0]).toMatchObject({ status: 'running', curve: [] });
  });

  it('has a front and a best that do not depend on the order of arrival', () => {
    const random = new Random('arrival');
    for (let round = 0; round < 100; round++) {
      const count = 12;
      const proposals = Array.from({ length: count }, (_, trial) => proposed(trial, 1 + random.index(5)));
      const results = Array.from({ length: count }, (_, trial) => finished(trial, 80 + random.index(5)));
      const inOrder = foldEvents([started, ...proposals, ...results]);
      const shuffled = foldEvents([started, ...proposals, ...random.shuffle(results)]);
      expect(shuffled).toEqual({ ...inOrder, elapsed: shuffled.elapsed });
      expect(inOrder.front).toEqual(nonDominated(inOrder.trials.map((trial) => trial.result!.objectives)));
    }
  });

  it('refuses what cannot follow', () => {
    const state = foldEvents([started, proposed(0)]);
    expect(() => reduce(state, proposed(2))).toThrow('trial 2 where 1 was due');
    expect(() => reduce(state, finished(5, 90))).toThrow('never proposed');
    expect(() => reduce(state, started)).toThrow('already started');
    expect(() => reduce(foldEvents([proposed(0)]), finished(0, 90))).toThrow('never started');
  });

  it('leaves earlier states as they were', () => {
    const before = foldEvents(exampleRun.slice(0, 5));
    const copy = structuredClone(before);
    foldEvents(exampleRun.slice(5), before);
    expect(before).toEqual(copy);
  });

  it('folds 1,000 trials of 30 epochs quickly', () => {
    const events = [started];
    for (let trial = 0; trial < 1000; trial++) {
      events.push(proposed(trial));
      for (let number = 1; number <= 30; number++) events.push(epoch(trial, number));
      events.push(finished(trial, 50 + (trial % 50)));
    }
    const cpu = process.cpuUsage();
    expect(foldEvents(events).trials).toHaveLength(1000);
    expect(process.cpuUsage(cpu).user).toBeLessThan(2e6);
  });
});

describe('progress', () => {
  it('counts ended trials and reckons the time left from their pace', () => {
    // Trial 0 took a second. Trial 2 has half a second behind it, a fourth is like it; two train at a time.
    const state = foldEvents(exampleRun.slice(0, 11));
    const { secondsLeft, ...rest } = progressOf(state);
    expect(secondsLeft).toBeCloseTo((1 - 0.5 + 1) / (0.95 * 2), 10);
    expect(rest).toEqual({ done: 2, total: 4, failed: 1, fraction: 2.5 / (2.5 + secondsLeft!) });
    expect(progressOf(foldEvents(exampleRun))).toMatchObject({ done: 5, fraction: 1, secondsLeft: 0 });
    expect(progressOf(foldEvents([started]))).toMatchObject({ done: 0, fraction: 0, secondsLeft: undefined });
  });

  it('goes by the budget that ends first', () => {
    const timed = { ...started, budget: { trials: 100, time: 10 } } as JournalEvent;
    expect(progressOf(foldEvents([timed, proposed(0), finished(0, 90)]), 4)).toMatchObject({
      fraction: 0.4,
      secondsLeft: 6,
    });
  });

  it('ends at the latest when the space does', () => {
    const small = { ...started, space: 1, budget: { trials: null, time: 1000 } } as JournalEvent;
    expect(progressOf(foldEvents([small, proposed(0), epoch(0, 1), finished(0, 90)])).secondsLeft).toBe(0);
  });
});
