import { describe, expect, it } from 'vitest';
import { foldEvents } from '../../src/protocol/run-state.ts';
import { effectiveLimits } from '../../src/search/constraints.ts';
import { FeasibleSpace } from '../../src/search/feasible-space.ts';
import { hypervolume } from '../../src/search/hypervolume.ts';
import { runSearch } from '../../src/search/run.ts';
import { scaledObjectives } from '../../src/search/scaled-objectives.ts';
import { TrainingPlan } from '../../src/protocol/training-plan.ts';
import { architectureKey, Space } from '../../src/search/space.ts';
import { BayesianSearch } from '../../src/search/strategies/bayesian.ts';
import { createStrategy } from '../../src/search/strategies/registry.ts';
import { type EndedTrial, type History, isVisible, LOOKAHEAD, type Proposal } from '../../src/search/strategy.ts';
import { Random } from '../../src/base/random.ts';
import { accuracy, cost } from './support/landscape.ts';
import type { Architecture } from '../../src/protocol/architecture.ts';
import { nonDominated } from '../../src/protocol/dominance.ts';
import { problem, search, spec, tinySpace, wideSpace } from './support/search.ts';

const limits = effectiveLimits({ flash: 4000 }, { flash: 65536, ram: 20480 });

const STRATEGIES = ['auto', 'bayesian', 'nsga2', 'evolution', 'local', 'random'] as const;
type StrategyName = (typeof STRATEGIES)[number];

const settings = (type: StrategyName) => ({ ...spec().strategy, type, population: 12, tournament: 4 });

/** A complete trial: on one split, to 25 epochs. */
const whole = { splits: 1, epochs: 25 };

/** A trial as the search would show it. */
function endedTrial(index: number, proposal: Proposal, objectives: number[] | undefined): EndedTrial {
  const { architecture, cost, origin } = proposal;
  return { index, architecture, cost, origin, objectives, epochs: 10, complete: true, rungErrors: [], early: false };
}

/** What may be seen of so many trials by the next. */
function historyOf(trials: readonly EndedTrial[]): History {
  const visible = (trial: EndedTrial): boolean => isVisible(trial, trials.length);
  return {
    proposed: new Set(trials.map(({ architecture }) => architectureKey(architecture))),
    ended: trials.filter(visible),
    pending: trials.filter((trial) => !visible(trial)),
  };
}

const { convolution: _, ...frontend } = wideSpace.frontend;
const space = Space.of({ ...wideSpace, frontend }, problem);
const vectorOf = (architecture: Architecture): number[] => {
  const { flash, latency } = cost(architecture);
  return [1 - accuracy(architecture), flash, latency];
};
const volumeOf = (points: readonly number[][]): number => {
  const front = nonDominated(points).map((index) => points[index]!);
  const scaled = (point: readonly number[]): number[] => scaledObjectives(['error', 'flash', 'latency'], point);
  return hypervolume(front.map(scaled), scaled([0.6, 4000, 0.03]));
};

/** Share of the true front's volume that a search of so many trials misses. */
function regret(type: StrategyName, seed: number, trials: number, best: number): number {
  const strategy = createStrategy(settings(type), new FeasibleSpace(space, cost, limits), seed, whole);
  const ended: EndedTrial[] = [];
  for (let index = 0; index < trials; index++) {
    const proposal = strategy.ask(index, historyOf(ended))!;
    ended.push(endedTrial(index, proposal, vectorOf(proposal.architecture)));
  }
  return 1 - volumeOf(ended.map(({ objectives }) => [...objectives!])) / best;
}

describe('every strategy', { timeout: 120_000 }, () => {
  const best = volumeOf([...space.enumerate()].map(vectorOf));
  const SEEDS = 20;
  const regrets = (type: StrategyName, seeds = SEEDS): number[] =>
    Array.from({ length: seeds }, (_, seed) => regret(type, seed, 60, best));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const random = regrets('random');

  it.each([
    ['evolution', 0.95, SEEDS],
    ['nsga2', 0.95, SEEDS],
    ['local', 0.9, SEEDS],
    // A model takes its time.
    ['bayesian', 0.5, 5],
    ['auto', 0.5, 5],
  ] as const)('%s comes nearer to the true front than random search in as many trials', (type, share, seeds) => {
    const own = regrets(type, seeds);
    expect(mean(own)).toBeLessThan(share * mean(random));
    expect(own.filter((value, seed) => value < random[seed]!).length).toBeGreaterThanOrEqual(seeds * 0.6);
  });
});

describe.each(STRATEGIES)('%s', (type) => {
  it('is a function of the seed and of what it is shown', () => {
    const make = () =>
      createStrategy(settings(type), new FeasibleSpace(Space.of(wideSpace, problem), cost, limits), 7, whole);
    const kept = make();
    const ended: EndedTrial[] = [];
    for (let index = 0; index < 30; index++) {
      const proposal = kept.ask(index, historyOf(ended))!;
      // A strategy that is made anew remembers nothing.
      expect(make().ask(index, historyOf(ended))).toEqual(proposal);
      const objectives = [1 / (index + 1), proposal.cost.flash, proposal.cost.latency];
      ended.push(endedTrial(index, proposal, index % 5 === 4 ? undefined : objectives));
    }
  });

  it('proposes every feasible architecture once before it says that none is left', () => {
    const tiny = Space.of(tinySpace, problem);
    const strategy = createStrategy(
      settings(type),
      new FeasibleSpace(tiny, cost, { ...limits, flash: 1500 }),
      1,
      whole,
    );
    const feasible = [...tiny.enumerate()].filter((architecture) => cost(architecture).flash <= 1500);
    expect(feasible.length).toBeLessThan(tiny.count);
    const ended: EndedTrial[] = [];
    for (let index = 0; ; index++) {
      const proposal = strategy.ask(index, historyOf(ended));
      if (proposal === undefined) break;
      expect(historyOf(ended).proposed.has(architectureKey(proposal.architecture))).toBe(false);
      ended.push(endedTrial(index, proposal, [(1 + (index % 3)) / 4, proposal.cost.flash, proposal.cost.latency]));
    }
    expect(historyOf(ended).proposed).toEqual(new Set(feasible.map(architectureKey)));
  });
});

describe('auto', () => {
  /** What so many trials are trained, of which those for the front are trained to so many of 25 epochs. */
  const searched = (epochs: number) => {
    const strategy = createStrategy(
      { ...settings('auto'), reduction: 3 },
      new FeasibleSpace(Space.of(wideSpace, problem), cost, limits),
      1,
      { splits: 4, epochs: 25 },
    );
    const ended: EndedTrial[] = [];
    for (let index = 0; index < 90; index++) {
      const proposal = strategy.ask(index, historyOf(ended))!;
      const short = index >= 12 && proposal.origin.kind !== 'accurate';
      const trial = endedTrial(index, proposal, vectorOf(proposal.architecture));
      ended.push({ ...trial, ...(short ? { epochs, complete: false } : { epochs: 4 * 14 }) });
    }
    const start = ended.slice(0, 12).map((trial) => trial.cost.macs);
    const planned = ended.map((trial) => ({ ...trial, passed: false }));
    const plan = new TrainingPlan(planned, { splits: 4, epochs: 25, start });
    const accurate = ended.filter(({ origin }) => origin.kind === 'accurate');
    return { share: plan.spent(planned) / plan.planned(90), accurate: accurate.length };
  };

  it('trains as much as planned: what others leave is for accuracy', () => {
    const [short, long] = [3, 12].map((epochs) => searched(epochs));
    expect(short!.share).toBeGreaterThan(0.8);
    expect(short!.share).toBeLessThan(1.25);
    expect(long!.share).toBeLessThan(1.25);
    expect(short!.accurate).toBeGreaterThan(1.2 * long!.accurate);
  });
});

describe('bayesian', () => {
  it('learns its first kernel from the same trials, whenever a run is resumed', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const make = () =>
        new BayesianSearch(new FeasibleSpace(space, cost, limits), ['error', 'flash'], `kernel ${seed}`);
      const kept = make();
      const ended: EndedTrial[] = [];
      for (let index = 0; index < 16; index++) {
        const proposal = kept.ask(index, historyOf(ended))!;
        if (index > 12) expect(make().ask(index, historyOf(ended)), `${index} of ${seed}`).toEqual(proposal);
        const [error, flash] = vectorOf(proposal.architecture);
        ended.push(endedTrial(index, proposal, [error!, flash!]));
      }
    }
  });

  it('proposes what is more accurate where the least error is the aim', () => {
    const errors = [1, 2, 3].map((seed) => {
      const strategy = new BayesianSearch(
        new FeasibleSpace(space, cost, limits),
        ['error', 'flash', 'latency'],
        `aim ${seed}`,
      );
      const ended: EndedTrial[] = [];
      for (let index = 0; index < 30; index++) {
        const proposal = strategy.ask(index, historyOf(ended))!;
        ended.push(endedTrial(index, proposal, vectorOf(proposal.architecture)));
      }
      const [front, error] = (['model', 'accurate'] as const).map((kind) => {
        const { architecture, origin } = strategy.ask(30, historyOf(ended), kind)!;
        expect(origin).toEqual({ kind });
        return vectorOf(architecture)[0]!;
      });
      const rank = ended.filter(({ objectives }) => objectives![0]! < error!).length;
      return { front: front!, error: error!, rank };
    });
    for (const { error, front, rank } of errors) {
      expect(error).toBeLessThanOrEqual(front);
      expect(rank).toBeLessThan(5);
    }
    expect(errors.some(({ error, front }) => error < front)).toBe(true);
  });
});

describe('evolution', () => {
  it('begins with random candidates and goes on with mutations of earlier trials', async () => {
    const options = search({ spec: spec({ strategy: settings('evolution'), budget: { trials: 40 } }) });
    const { trials } = (await runSearch(options)).state;
    expect(trials.slice(0, 12).every(({ origin }) => origin.kind === 'random')).toBe(true);
    const parents = trials
      .slice(12)
      .flatMap(({ origin, index }) => (origin.kind === 'mutation' ? [index - origin.parent] : []));
    expect(parents.length).toBeGreaterThan(20);
    expect(Math.min(...parents)).toBeGreaterThanOrEqual(LOOKAHEAD);
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
