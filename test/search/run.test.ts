import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { UserError } from '../../src/base/errors.ts';
import { formatEvent } from '../../src/protocol/journal-lines.ts';
import type { JournalEvent } from '../../src/protocol/journal.ts';
import { foldEvents } from '../../src/protocol/run-state.ts';
import { nonDominated } from '../../src/protocol/dominance.ts';
import { runSearch } from '../../src/search/run.ts';
import { architectureKey } from '../../src/search/space.ts';
import { LOOKAHEAD } from '../../src/search/strategy.ts';
import { FakeRunner } from './support/fake-runner.ts';
import { MemoryJournal, MemoryStore, search, spec, systemClock, tinySpace } from './support/search.ts';

async function front(options: Parameters<typeof search>[0]): Promise<string> {
  return (await runSearch(search(options))).front;
}

describe('a search', () => {
  it('trains the budget, keeps the non-dominated, and confirms them once', async () => {
    const options = search();
    const { kind, state, front: json } = await runSearch(options);
    expect(kind).toBe('finished');
    expect(state.phase).toEqual({ kind: 'finished', reason: 'trials' });
    expect(state.trials).toHaveLength(40);
    expect(state.front).toEqual(nonDominated(state.trials.map((trial) => trial.result!.objectives)));
    expect([...options.store.trials.keys()].sort((a, b) => a - b)).toEqual(state.front);
    expect([...state.test!.keys()]).toEqual(state.front);
    expect(options.journal.events.filter(({ type }) => type === 'front-confirmed')).toHaveLength(1);
    expect(new Set(state.trials.map((trial) => architectureKey(trial.architecture))).size).toBe(40);
    expect(Math.max(...state.trials.map((trial) => trial.cost.flash))).toBeLessThanOrEqual(4000);
    expect(state.rejected).toBeGreaterThan(0);
    expect(json).not.toMatch(/seconds|time|"at"/);
    expect(JSON.parse(json).members).toHaveLength(state.front.length);
    expect(foldEvents(options.journal.events)).toEqual(state);
  });

  it('writes an event before it shows it', async () => {
    const journal = new MemoryJournal();
    let shown = 0;
    const observe = (event: JournalEvent): void => {
      shown++;
      if (!journal.text.endsWith(formatEvent(event))) expect.fail(`${event.type} was shown first`);
    };
    await runSearch(search({ journal, observe }));
    expect(shown).toBe(journal.events.length);
  });

  it.each(['random', 'evolution'] as const)(
    '%s finds the same front with any number of workers in any order',
    async (type) => {
      const theSpec = spec({ strategy: { ...spec().strategy, type } });
      const expected = await front({ spec: theSpec });
      for (const capacity of [1, 2, 5, 8, 20]) {
        for (const shuffle of [1, 2, 3]) {
          const runner = new FakeRunner({ capacity, delay: 3, shuffle });
          expect(await front({ spec: theSpec, runner }), `${capacity} workers, order ${shuffle}`).toBe(expected);
          expect(runner.mostRunning).toBe(Math.min(capacity, LOOKAHEAD));
        }
      }
    },
  );

  it.each([1, 3])('lets nobody wait for a trial that is to be the most accurate (reduction %i)', async (reduction) => {
    const theSpec = spec({ strategy: { ...spec().strategy, type: 'auto', reduction }, budget: { trials: 60 } });
    const { state, front: alone } = await runSearch(search({ spec: theSpec }));
    const accurate = state.trials.find(({ origin, status }) => origin.kind === 'accurate' && status === 'finished')!;
    /** Ends that training when twenty others have begun. */
    class Patient extends FakeRunner {
      override async run(...given: Parameters<FakeRunner['run']>): ReturnType<FakeRunner['run']> {
        const result = await super.run(...given);
        const from = this.started.length;
        if (given[0].index === accurate.index) while (this.started.length < from + 20) await sleep(1);
        return result;
      }
    }
    const patient = await runSearch(search({ spec: theSpec, runner: new Patient({ capacity: 2 }) }));
    expect(patient.front).toBe(alone);
  });

  it.each(['auto', 'random', 'evolution'] as const)(
    '%s knows from the first line which trials it begins with',
    async (type) => {
      const runner = new FakeRunner({ capacity: 4, delay: 2, shuffle: 1 });
      const theSpec = spec({ strategy: { ...spec().strategy, type, population: 12 }, budget: { trials: 14 } });
      const { state } = await runSearch(search({ spec: theSpec, runner }));
      expect(state.header!.start).toEqual(state.trials.slice(0, 12).map((trial) => trial.cost.macs));
    },
  );

  it('finds another front with another seed', async () => {
    expect(await front({ spec: spec({ seed: 2 }) })).not.toBe(await front({}));
  });

  it('ends when the space is exhausted', async () => {
    const theSpec = spec({ space: tinySpace });
    const { state } = await runSearch(search({ spec: theSpec }));
    expect(state.phase).toEqual({ kind: 'finished', reason: 'exhausted' });
    expect(state.trials.length + state.rejected).toBeGreaterThanOrEqual(12);
    expect(await front({ spec: theSpec, runner: new FakeRunner({ capacity: 8, delay: 2 }) })).toBe(
      await front({ spec: theSpec }),
    );
  });

  it('goes on after a trial that failed', async () => {
    const fails = ({ index }: { index: number }): boolean => index % 3 === 0;
    const options = search({ runner: new FakeRunner({ fails, capacity: 4, delay: 2 }) });
    const { state, front: json } = await runSearch(options);
    expect(state.trials).toHaveLength(40);
    expect(state.trials.filter(({ status }) => status === 'failed').map(({ index }) => index)).toEqual(
      Array.from({ length: 14 }, (_, i) => 3 * i),
    );
    expect(state.trials[0]!.failure).toBe('loss is NaN in epoch 3');
    expect(json).toBe(await front({ runner: new FakeRunner({ fails }) }));
  });

  it('ends with an empty front when every trial failed', async () => {
    const { kind, state } = await runSearch(search({ runner: new FakeRunner({ fails: () => true }) }));
    expect([kind, state.front, state.test]).toEqual(['finished', [], undefined]);
  });

  it('treats a metric that is not a number as a failed trial', async () => {
    const runner = new FakeRunner();
    const train = runner.run.bind(runner);
    runner.run = async (trial, hooks) => {
      hooks.onEpoch?.({ epoch: 1, trainLoss: NaN, validationLoss: Infinity, validationError: 1 });
      const result = await train(trial, hooks);
      return trial.index === 2
        ? { ...result, float: { task: 'regression', count: 1, rmse: NaN, mae: 0, r2: 0 } }
        : result;
    };
    const options = search({ runner });
    const { state } = await runSearch(options);
    expect(state.trials[2]!.failure).toBe('a metric is not a number');
    expect(foldEvents(options.journal.events)).toEqual(state);
  });
});

describe('budgets', () => {
  /** A clock that a trial moves by ten seconds. */
  function slowSearch(changes: Partial<ReturnType<typeof search>>) {
    let now = 0;
    const runner = new FakeRunner({ capacity: 2, delay: 2 });
    const train = runner.run.bind(runner);
    runner.run = async (trial, hooks) => {
      const result = await train(trial, hooks);
      now += 10_000;
      return result;
    };
    return search({ clock: { milliseconds: () => now, timestamp: systemClock.timestamp }, runner, ...changes });
  }

  it('starts no trial after the time and finishes those in flight', async () => {
    const { state } = await runSearch(slowSearch({ spec: spec({ budget: { time: 95 } }) }));
    expect(state.phase).toEqual({ kind: 'finished', reason: 'time' });
    // Ten trials reach 100 s; the one in flight at that moment makes eleven.
    expect(state.trials).toHaveLength(11);
    expect(state.trials.every(({ status }) => status === 'finished')).toBe(true);
  });

  it('counts time over resumes', async () => {
    const theSpec = spec({ budget: { time: 95 } });
    const stop = new AbortController();
    const first = slowSearch({
      spec: theSpec,
      signal: stop.signal,
      observe: (_, state) => state.elapsed >= 50 && stop.abort(),
    });
    expect((await runSearch(first)).kind).toBe('stopped');
    const second = slowSearch({ spec: theSpec, journal: new MemoryJournal(first.journal.bytes), store: first.store });
    const { state } = await runSearch(second);
    expect(state.phase).toEqual({ kind: 'finished', reason: 'time' });
    expect(state.trials).toHaveLength(11);
  });

  it('is 40 trials when the spec says nothing', async () => {
    expect((await runSearch(search({ spec: spec({ budget: {} }) }))).state.trials).toHaveLength(40);
  });
});

describe('stop and resume', () => {
  it('gives up what is in flight and goes on as if nothing had happened', async () => {
    const expected = await front({});
    for (let stopAfter = 1; stopAfter < 200; stopAfter += 23) {
      const stop = new AbortController();
      let events = 0;
      const observe = (): void => {
        if (++events === stopAfter) stop.abort(new Error('enough'));
      };
      const runner = (): FakeRunner => new FakeRunner({ capacity: 3, delay: 2, shuffle: stopAfter });
      const first = search({ signal: stop.signal, observe, runner: runner() });
      const stopped = await runSearch(first);
      expect(stopped.kind).toBe('stopped');
      expect(stopped.state.phase.kind).toBe('stopped');
      expect(stopped.state.trials.some(({ status }) => status === 'running')).toBe(false);
      const redone = stopped.state.trials.filter(({ status }) => status === 'interrupted').map(({ index }) => index);

      const second = search({ journal: new MemoryJournal(first.journal.bytes), store: first.store, runner: runner() });
      const resumed = await runSearch(second);
      expect(resumed.front).toBe(expected);
      expect(second.runner.started.slice(0, redone.length)).toEqual(redone);
      expect(second.runner.started).toHaveLength(40 - stopped.state.trials.length + redone.length);
      expect(resumed.state.trials.every(({ curve }) => curve.length === 3)).toBe(true);
    }
  });

  it('finds the same front after any number of kills at any byte', async () => {
    const expected = await front({});
    const random = new Random('kills');
    const complete = search({ runner: new FakeRunner({ capacity: 2, delay: 1 }) });
    const { store } = complete;
    store.retain = () => Promise.resolve(); // no kill comes after a run is finished
    await runSearch(complete);
    for (let kill = 0; kill < 15; kill++) {
      let journal = complete.journal;
      for (let again = 0; again <= kill % 3; again++) {
        journal = journal.cut(random);
        const runner = new FakeRunner({ capacity: 1 + random.index(8), delay: 1, shuffle: kill });
        const outcome = await runSearch(search({ journal, runner, store }));
        expect(outcome.front).toBe(expected);
        expect(foldEvents(journal.events)).toEqual(outcome.state);
      }
    }
  });

  it('does nothing to a run that is finished', async () => {
    const first = search();
    const { front: expected } = await runSearch(first);
    const second = search({ journal: new MemoryJournal(first.journal.bytes), store: first.store });
    expect((await runSearch(second)).front).toBe(expected);
    expect(second.runner.started).toEqual([]);
    expect(second.journal.text).toBe(first.journal.text);
  });

  it('refuses other data and another spec, and leaves the journal as it is', async () => {
    const first = search();
    await runSearch(first);
    const cut = first.journal.bytes.subarray(0, 5000);
    const changed = { ...first.data, fingerprint: 'ffffffffffffffff' };
    const other = search({ journal: new MemoryJournal(cut), data: changed });
    const before = other.journal.text;
    await expect(runSearch(other)).rejects.toThrow('the data changed');
    await expect(runSearch(search({ journal: new MemoryJournal(cut), specHash: 'other' }))).rejects.toThrow(
      'the spec changed',
    );
    expect(other.journal.text).toBe(before);
  });

  it('can be stopped while the front is confirmed', async () => {
    const stop = new AbortController();
    const first = search({
      signal: stop.signal,
      confirm: async (_, signal) => {
        stop.abort();
        signal.throwIfAborted();
        return new Map();
      },
    });
    expect((await runSearch(first)).kind).toBe('stopped');
    expect(await front({ journal: new MemoryJournal(first.journal.bytes), store: first.store })).toBe(await front({}));
  });
});

describe('a run that breaks', () => {
  it('ends with the reason in the journal and can be resumed', async () => {
    const breaks = ({ index }: { index: number }) => (index === 17 ? new Error('worker died') : undefined);
    const first = search({ runner: new FakeRunner({ breaks, capacity: 4, delay: 2 }) });
    await expect(runSearch(first)).rejects.toThrow('worker died');
    expect(first.runner.running).toBe(0);
    expect(foldEvents(first.journal.events).phase).toEqual({ kind: 'failed', message: 'worker died' });
    expect(await front({ journal: new MemoryJournal(first.journal.bytes), store: first.store })).toBe(await front({}));
  });

  it.each(['epoch', 'trial-finished', 'trial-proposed'] as const)(
    'stops when %s cannot be written, and loses nothing',
    async (type) => {
      const full = new UserError('disk/full', 'the disk is full');
      const first = search({ runner: new FakeRunner({ capacity: 3, delay: 2 }) });
      let left = 12;
      first.journal.before = (event) => {
        if (left <= 0 || (event.type === type && --left === 0)) throw full;
      };
      await expect(runSearch(first)).rejects.toBe(full);
      expect(first.runner.running).toBe(0);
      expect(await front({ journal: new MemoryJournal(first.journal.bytes), store: first.store })).toBe(
        await front({}),
      );
    },
  );

  it('does not journal a trial whose parameters could not be kept', async () => {
    const first = search();
    const store = new MemoryStore();
    store.save = async (trial) => {
      if (trial === 5) throw new UserError('disk/full', 'the disk is full');
    };
    await expect(runSearch({ ...first, store })).rejects.toThrow('the disk is full');
    expect(foldEvents(first.journal.events).trials[5]!.status).toBe('interrupted');
  });

  it('says which limit excludes everything', async () => {
    const tight = search({ spec: spec({ constraints: { flash: 100 } }) });
    await expect(runSearch(tight)).rejects.toThrow(
      /^no architecture of the space fits: flash is at least \d+ bytes \(.*rnn 4.*\), the limit is 100 bytes$/,
    );
    expect(tight.runner.started).toEqual([]);
    expect(foldEvents(tight.journal.events).phase.kind).toBe('failed');
  });

  it('refuses an objective that the board does not tell', async () => {
    const objectives = ['error' as const, 'energy' as const];
    const blind = search({ spec: spec({ strategy: { ...spec().strategy, objectives } }) });
    await expect(runSearch(blind)).rejects.toMatchObject({ code: 'search/energy-unknown' });
  });
});
