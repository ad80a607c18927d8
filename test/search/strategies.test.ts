import { describe, expect, it } from 'vitest';
import { foldEvents, type RunState } from '../../src/protocol/run-state.ts';
import { effectiveLimits } from '../../src/search/constraints.ts';
import { FeasibleSpace } from '../../src/search/feasible-space.ts';
import { hypervolume } from '../../src/search/hypervolume.ts';
import { runSearch } from '../../src/search/run.ts';
import { architectureKey, Space } from '../../src/search/space.ts';
import { createStrategy } from '../../src/search/strategies/registry.ts';
import { LOOKAHEAD, type EndedTrial } from '../../src/search/strategy.ts';
import { Random } from '../../src/base/random.ts';
import { accuracy, cost } from './support/landscape.ts';
import type { Architecture } from '../../src/protocol/architecture.ts';
import { nonDominated } from '../../src/protocol/dominance.ts';
import { problem, search, spec, tinySpace, wideSpace } from './support/search.ts';

const limits = effectiveLimits({ flash: 4000 }, { flash: 65536, ram: 20480 });

async function finalState(type: 'random' | 'evolution', seed: number, trials: number): Promise<RunState> {
  const strategy = { ...spec().strategy, type, population: 12, tournament: 4 };
  return (await runSearch(search({ spec: spec({ seed, strategy, budget: { trials } }) }))).state;
}

describe('evolution', () => {
  it('comes nearer to the true front than random search in as many trials, over 20 seeds', () => {
    const { convolution: _, ...frontend } = wideSpace.frontend;
    const space = Space.of({ ...wideSpace, frontend }, problem);
    const vector = (architecture: Architecture): number[] => {
      const { flash, latency } = cost(architecture);
      return [1 - accuracy(architecture), flash, latency];
    };
    const volume = (points: readonly number[][]): number => {
      const front = nonDominated(points).map((index) => points[index]!);
      return hypervolume(front, [0.6, 4000, 0.03]);
    };
    const best = volume([...space.enumerate()].map(vector));
    /** Share of the true front's volume that a search misses. */
    const regret = (type: 'random' | 'evolution', seed: number): number => {
      const strategy = createStrategy(
        { ...spec().strategy, type, population: 12, tournament: 4 },
        new FeasibleSpace(space, cost, limits),
        seed,
      );
      const proposed = new Set<string>();
      const ended: (EndedTrial & { objectives: number[] })[] = [];
      for (let index = 0; index < 100; index++) {
        const { architecture } = strategy.ask(index, {
          proposed,
          ended: ended.slice(0, Math.max(0, index - LOOKAHEAD + 1)),
        })!;
        proposed.add(architectureKey(architecture));
        ended.push({ index, architecture, objectives: vector(architecture) });
      }
      return 1 - volume(ended.map(({ objectives }) => objectives)) / best;
    };
    const pairs = Array.from({ length: 20 }, (_, seed) => [regret('evolution', seed), regret('random', seed)] as const);
    const mean = (which: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[which], 0) / pairs.length;
    expect(mean(0)).toBeLessThan(0.85 * mean(1));
    expect(pairs.filter(([evolved, random]) => evolved < random).length).toBeGreaterThanOrEqual(15);
  });

  it('begins with random candidates and goes on with mutations of earlier trials', async () => {
    const { trials } = await finalState('evolution', 1, 40);
    expect(trials.slice(0, 12).every(({ origin }) => origin.kind === 'random')).toBe(true);
    const parents = trials
      .slice(12)
      .flatMap(({ origin, index }) => (origin.kind === 'mutation' ? [index - origin.parent] : []));
    expect(parents.length).toBeGreaterThan(20);
    expect(Math.min(...parents)).toBeGreaterThanOrEqual(LOOKAHEAD);
  });
});

describe.each(['random', 'evolution'] as const)('%s', (type) => {
  const settings = { ...spec().strategy, type };

  it('is a function of the seed and of what it is shown', () => {
    const ended: EndedTrial[] = [];
    const proposed = new Set<string>();
    const ask = (index: number): string =>
      // A strategy that is made anew remembers nothing.
      JSON.stringify(
        createStrategy(settings, new FeasibleSpace(Space.of(wideSpace, problem), cost, limits), 7).ask(index, {
          proposed,
          ended,
        }),
      );
    const kept = createStrategy(settings, new FeasibleSpace(Space.of(wideSpace, problem), cost, limits), 7);
    for (let index = 0; index < 30; index++) {
      const proposal = kept.ask(index, { proposed, ended })!;
      expect(ask(index)).toBe(JSON.stringify(proposal));
      proposed.add(architectureKey(proposal.architecture));
      const objectives = index % 5 === 4 ? undefined : [1 / (index + 1), proposal.cost.flash];
      ended.push({ index, architecture: proposal.architecture, objectives });
    }
  });

  it('proposes every feasible architecture once before it says that none is left', () => {
    const space = Space.of(tinySpace, problem);
    const strategy = createStrategy(settings, new FeasibleSpace(space, cost, { ...limits, flash: 1500 }), 1);
    const feasible = [...space.enumerate()].filter((architecture) => cost(architecture).flash <= 1500);
    expect(feasible.length).toBeLessThan(space.count);
    const proposed = new Set<string>();
    const ended: EndedTrial[] = [];
    for (let index = 0; ; index++) {
      const proposal = strategy.ask(index, { proposed, ended });
      if (proposal === undefined) break;
      const key = architectureKey(proposal.architecture);
      expect(proposed.has(key)).toBe(false);
      proposed.add(key);
      ended.push({ index, architecture: proposal.architecture, objectives: [index % 3, -index] });
    }
    expect(proposed).toEqual(new Set(feasible.map(architectureKey)));
  });
});

describe('FeasibleSpace', () => {
  const huge = { ...wideSpace, hidden: Array.from({ length: 120 }, (_, i) => i + 4), layers: [1, 2, 3] };

  it('finds the feasible corner of a space too large to enumerate', () => {
    const space = Space.of(huge, problem);
    const feasible = new FeasibleSpace(space, cost, { flash: 760 });
    const proposed = new Set<string>();
    const random = new Random('corner');
    for (let i = 0; i < 20; i++) {
      const { candidate } = feasible.sample(random, proposed);
      expect(candidate!.cost.flash).toBeLessThanOrEqual(760);
      proposed.add(architectureKey(candidate!.architecture));
    }
    expect(proposed.size).toBe(20);
  });

  it('gives up on such a space once its corner is used up', () => {
    const feasible = new FeasibleSpace(Space.of(huge, problem), cost, { flash: 655 });
    const proposed = new Set<string>();
    const random = new Random('corner');
    for (;;) {
      const { candidate } = feasible.sample(random, proposed);
      if (candidate === undefined) break;
      proposed.add(architectureKey(candidate.architecture));
    }
    const corner = [...Space.of({ ...huge, hidden: [4, 5, 6, 7, 8, 9, 10], layers: [1] }, problem).enumerate()];
    expect(proposed.size).toBe(corner.filter((architecture) => cost(architecture).flash <= 655).length);
  });

  it.each([
    [
      { flash: 500 },
      /^no architecture of the space fits: flash is at least 6\d\d bytes \(.*rnn 4.*\), the limit is 500 bytes$/,
    ],
    [{ ram: 10 }, /ram is at least 96 bytes .* limit is 10 bytes/],
    [{ latency: 1e-6, macs: 5 }, /latency is at least [\d.]+ ms .*the limit is 0.001 ms; macs is at least [\d,]+ MAC/],
    [{ energy: 0.001 }, /the energy on this board is unknown, so the limit of 1 mJ cannot be shown to hold/],
  ])('says what excludes everything under %o', (limit, message) => {
    expect(() => new FeasibleSpace(Space.of(huge, problem), cost, limit).assertNotEmpty()).toThrow(message);
  });

  it('says how near it came when only all limits together exclude everything', () => {
    // More flash buys less latency here, so that each limit can be met alone.
    const estimate: typeof cost = (architecture) => {
      const { flash, ...rest } = cost(architecture);
      return { ...rest, flash, latency: 10 / flash };
    };
    const space = Space.of(tinySpace, problem);
    const fits = new FeasibleSpace(space, estimate, { flash: 2000, latency: 0.01 });
    expect(() => fits.assertNotEmpty()).not.toThrow();
    const apart = new FeasibleSpace(space, estimate, { flash: 1000, latency: 0.006 });
    expect(() => apart.assertNotEmpty()).toThrow(
      /within all limits at once; the closest, .*, has (flash|latency) .* where the limit is/,
    );
  });
});

describe('a run state', () => {
  it('is the same from the journal as in the run', async () => {
    const options = search();
    const { state } = await runSearch(options);
    expect(foldEvents(options.journal.events)).toEqual(state);
  });
});
