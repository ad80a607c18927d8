import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { errorOf } from '../../src/protocol/error-of.ts';
import { foldEvents, meanObjectives } from '../../src/protocol/run-state.ts';
import { shippedMetrics } from '../../src/protocol/training-name.ts';
import { nonDominated } from '../../src/protocol/dominance.ts';
import type { Spec } from '../../src/spec/schema.ts';
import { finalistsOf } from '../../src/search/finalists.ts';
import { runSearch } from '../../src/search/run.ts';
import { denoisedErrors } from '../../src/search/surrogate/denoised-errors.ts';
import { FakeRunner } from './support/fake-runner.ts';
import { MemoryJournal, search, spec } from './support/search.ts';

const confirming = (confirmation: Partial<Spec['confirmation']> = {}): Spec =>
  spec({ confirmation: { seeds: 3, finalists: 6, refit: true, cross_validation: true, ...confirmation } });

describe('confirmation', () => {
  it('trains the finalists again, drops who was lucky, and tests what ships once', async () => {
    const options = search({ spec: confirming() });
    const { state } = await runSearch(options);
    const events = options.journal.events;
    const types = events.map(({ type }) => type);
    expect(types.filter((type) => type === 'front-confirmed')).toHaveLength(1);
    expect(types.lastIndexOf('trial-finished')).toBeLessThan(types.indexOf('search-finished'));
    expect(types.indexOf('search-finished')).toBeLessThan(types.indexOf('seed-finished'));
    expect(types.lastIndexOf('seed-finished')).toBeLessThan(types.indexOf('refit-finished'));
    expect(types.lastIndexOf('refit-finished')).toBeLessThan(types.indexOf('front-confirmed'));

    const before = foldEvents(events.slice(0, types.indexOf('search-finished') + 1));
    const finalists = finalistsOf({ options, state: before }, 6, true);
    expect(finalists.length).toBeLessThanOrEqual(6);
    expect(state.rounds[0]).toEqual(finalists);
    // The most accurate are among them, also those that others seem to dominate.
    const finished = before.trials.filter(({ status }) => status === 'finished');
    const believed = denoisedErrors(options.space, finished, ({ result }) => result!.objectives, {});
    const byError = [...believed].toSorted(([, a], [, b]) => a - b).map(([index]) => index);
    for (const index of byError.slice(0, 2)) expect(finalists).toContain(index);
    // Every round has a repeat of each of its finalists; whoever was in as many rounds as there are repeats is a candidate.
    const listed = (trial: number): number => state.rounds.filter((round) => round.includes(trial)).length;
    for (const { index, seeds } of state.trials) expect(seeds.size, `${index}`).toBe(Math.min(2, listed(index)));
    const candidates = state.trials.filter(({ seeds }) => seeds.size === 2);
    expect(candidates.length).toBeGreaterThan(1);

    const means = candidates.map((trial) => meanObjectives(state, trial));
    expect(state.front).toEqual(nonDominated(means).map((place) => candidates[place]!.index));
    for (const index of state.front) {
      const { result, seeds, ships, refit } = state.trials[index]!;
      const errors = [result!.integer, ...[...seeds.values()].map(({ integer }) => integer)].map(errorOf);
      expect(result!.objectives[0]).toBeCloseTo((errors[0]! + errors[1]! + errors[2]!) / 3, 12);
      expect([ships, refit]).toEqual(['refit', true]);
      // It has seen the validation data.
      expect(shippedMetrics(state.trials[index]!)).toBeUndefined();
      expect(state.test!.has(index)).toBe(true);
    }
    expect([...state.test!.keys()]).toEqual(state.front);
  });

  it('goes through the splits of the data, where what ships is trained on all of it', async () => {
    const splitsOf = async (changes: Partial<Spec['confirmation']>, folds: number): Promise<[number, number][]> => {
      const runner = new FakeRunner();
      const { state } = await runSearch(search({ spec: confirming({ seeds: 5, ...changes }), runner, folds }));
      expect(state.header!.confirmation!.folds).toBe(
        changes.refit !== false && changes.cross_validation !== false && folds > 1 ? folds : undefined,
      );
      // What is trained to the end in the search is trained on as many, and nothing else is.
      for (const { seed, refit, splits = 1 } of runner.trainings) {
        const crosses = state.header!.confirmation!.folds !== undefined && refit === undefined;
        expect(splits).toBe(crosses && !seed.includes('/repeat/') ? 4 : 1);
      }
      return runner.trainings.flatMap(({ seed, split = 0, refit }): [number, number][] => {
        const repeat = /\/repeat\/(\d+)$/u.exec(seed);
        expect(repeat !== null || split === 0 || refit !== undefined).toBe(true);
        return repeat === null ? [] : [[Number(repeat[1]), split]];
      });
    };
    const crossed = await splitsOf({}, 4);
    expect(new Set(crossed.map(([seed]) => seed))).toEqual(new Set([1, 2, 3, 4]));
    for (const [seed, split] of crossed) expect(split).toBe(seed % 4);
    for (const plain of [splitsOf({}, 1), splitsOf({ cross_validation: false }, 4), splitsOf({ refit: false }, 4)]) {
      for (const [, split] of await plain) expect(split).toBe(0);
    }
  });

  it('trains repeats to the end where the last training goes on until their least error', async () => {
    const trainingsOf = async (refit: boolean): Promise<FakeRunner['trainings']> => {
      const runner = new FakeRunner();
      const training = { ...spec().training, patience: 1 };
      await runSearch(search({ spec: { ...confirming({ refit }), training }, runner }));
      return runner.trainings;
    };
    const refitted = await trainingsOf(true);
    const isRepeat = ({ seed }: FakeRunner['trainings'][number]): boolean => seed.includes('/repeat/');
    expect(new Set(refitted.filter(isRepeat).map(({ patience }) => patience))).toEqual(new Set([3]));
    // The least loss of these made-up trainings is that of epoch 2, the least error that of epoch 1.
    expect(new Set(refitted.map(({ refit }) => refit))).toEqual(new Set([undefined, 1]));
    expect(new Set((await trainingsOf(false)).map(({ patience }) => patience))).toEqual(new Set([1]));
  });

  it('begins with the largest networks, so that no worker waits for long in the end', async () => {
    const runner = new FakeRunner();
    const { state } = await runSearch(search({ spec: confirming(), runner }));
    const macsOf = (kind: (training: FakeRunner['trainings'][number]) => boolean): number[] =>
      runner.trainings.flatMap((training, began) =>
        kind(training) ? [state.trials[runner.started[began]!]!.cost.macs] : [],
      );
    const firstRound = macsOf(({ seed }) => seed.includes('/repeat/')).slice(0, state.rounds[0]!.length);
    for (const macs of [firstRound, macsOf(({ refit }) => refit !== undefined)]) {
      expect(new Set(macs).size).toBeGreaterThan(1);
      expect(macs).toEqual(macs.toSorted((a, b) => b - a));
    }
  });

  it('ships the best seed where nothing is refitted', async () => {
    const { state } = await runSearch(search({ spec: confirming({ refit: false, seeds: 4 }) }));
    for (const index of state.front) {
      const { result, seeds, ships } = state.trials[index]!;
      const errors = [errorOf(result!.integer), ...[1, 2, 3].map((seed) => errorOf(seeds.get(seed)!.integer))];
      expect(ships).toBe(`seed ${errors.indexOf(Math.min(...errors))}`);
      expect(errorOf(shippedMetrics(state.trials[index]!)!)).toBe(Math.min(...errors));
    }
  });

  it('is the same after kills in the middle of it, and for any number of workers', async () => {
    const complete = search({ spec: confirming() });
    const { store } = complete;
    store.retain = () => Promise.resolve(); // no kill comes after a run is finished
    const { front, state } = await runSearch(complete);
    const finalists = new Set(state.rounds.flat()).size;
    const { text } = complete.journal;
    const begin = text.indexOf('search-finished');
    const random = new Random('kills');
    for (let kill = 0; kill < 12; kill++) {
      const length = begin + random.index(text.length - begin);
      const journal = new MemoryJournal(Buffer.from(text.slice(0, length)));
      const runner = new FakeRunner({ capacity: 1 + (kill % 4), delay: 1, shuffle: kill });
      const outcome = await runSearch(search({ spec: confirming(), journal, runner, store }));
      expect(outcome.front).toBe(front);
      const types = journal.events.map(({ type }) => type);
      expect(types.filter((type) => type === 'front-confirmed')).toHaveLength(1);
      expect(new Set(runner.started).size).toBeLessThanOrEqual(finalists);
    }
  });

  it('goes on without a seed that diverges', async () => {
    const fails = ({ training }: { training: { seed: string } }) => training.seed.endsWith('/repeat/2');
    const options = search({ spec: confirming(), runner: new FakeRunner({ fails }) });
    const { state } = await runSearch(options);
    expect(state.phase.kind).toBe('finished');
    expect(options.journal.events.filter(({ type }) => type === 'seed-failed').length).toBeGreaterThan(0);
    for (const index of state.front) expect([...state.trials[index]!.seeds.keys()]).toEqual([1]);
  });
});

describe('stopping', () => {
  it('ends a search whose front does not grow any more', async () => {
    const budget = { trials: 400, stall: 20 };
    const { state } = await runSearch(search({ spec: spec({ budget }) }));
    expect(state.phase).toEqual({ kind: 'finished', reason: 'stalled' });
    expect(state.trials.length).toBeGreaterThan(28);
    expect(state.trials.length).toBeLessThan(400);
    const again = await runSearch(
      search({ spec: spec({ budget }), runner: new FakeRunner({ capacity: 4, delay: 1 }) }),
    );
    expect(again.state.trials.length).toBe(state.trials.length);
  });
});
