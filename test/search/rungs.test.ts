import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { inCanonicalOrder } from '../../src/protocol/canonical-order.ts';
import type { JournalEvent } from '../../src/protocol/journal.ts';
import { nonDominatedSort } from '../../src/search/pareto.ts';
import { runSearch } from '../../src/search/run.ts';
import { rungEpochs, rungsOf, rungsOfError, rungsOnSplits } from '../../src/search/rungs.ts';
import type { EndedTrial } from '../../src/search/strategy.ts';
import { trainingOptions } from '../../src/search/trial-training.ts';
import { FakeRunner } from './support/fake-runner.ts';
import { search, spec } from './support/search.ts';

describe('rungEpochs', () => {
  it.each([
    [27, 3, [3, 9]],
    [25, 3, [3, 9]],
    [30, 2, [8, 15]],
    [2, 3, [1]],
    [1, 3, []],
    [30, 1, []],
  ])('of %i epochs with reduction %i', (epochs, reduction, expected) => {
    expect(rungEpochs(epochs, reduction)).toEqual(expected);
  });
});

describe('rungs of trainings on several splits', () => {
  it('have one more, at the end of the first split', () => {
    expect(rungsOnSplits(27, 3, 4)).toEqual([3, 9, 27]);
    expect(rungsOnSplits(27, 3, 1)).toEqual([3, 9]);
    expect(rungsOnSplits(27, 1, 4)).toEqual([]);
  });

  it('stop trials there, the same ones for any number of workers', async () => {
    const strategy = { ...spec().strategy, type: 'auto', reduction: 3 } as const;
    const confirmation = { seeds: 2, finalists: 4, refit: true, cross_validation: true };
    const journalOf = async (capacity: number): Promise<readonly JournalEvent[]> => {
      const runner = new FakeRunner({ capacity, delay: 2, shuffle: capacity });
      const options = search({ spec: spec({ strategy, confirmation, budget: { trials: 60 } }), runner, folds: 4 });
      await runSearch(options);
      return inCanonicalOrder(options.journal.events).map((event) => ({ ...event, at: 0, seconds: 0, time: '' }));
    };
    const alone = await journalOf(1);
    const stopped = alone.filter((event) => event.type === 'trial-stopped');
    expect(new Set(stopped.map(({ epochs }) => epochs))).toEqual(new Set([1, 3]));
    // Whoever was stopped at the end was there to be compared with, and so was whoever was not.
    const ends = alone.flatMap((event) => (event.type === 'trial-proposed' ? [event.rungs?.at(-1)?.epoch] : []));
    expect(ends.filter((epoch) => epoch === 3).length).toBeGreaterThan(30);
    expect(await journalOf(4)).toEqual(alone);
  });
});

const NAMES = ['error', 'flash'] as const;

/** The area that points dominate up to a reference, in logarithms to base 2: steps from left to right. */
function areaOf(points: readonly (readonly number[])[], reference: readonly number[]): number {
  let [area, top] = [0, reference[1]!];
  for (const [x, y] of points.map((point) => point.map(Math.log2)).sort((a, b) => a[0]! - b[0]!) as [
    number,
    number,
  ][]) {
    area += Math.max(0, reference[0]! - x) * Math.max(0, top - y);
    top = Math.min(top, y);
  }
  return area;
}

describe('rungsOf', () => {
  const random = new Random('rungs');
  const trial = (index: number, error: number, flash: number): EndedTrial => ({
    ...({ index, architecture: {}, cost: {} } as unknown as EndedTrial),
    objectives: [error / 2, flash],
    complete: true,
    rungErrors: [error],
  });
  const rivals = Array.from({ length: 60 }, (_, i) => trial(i, random.uniform(), Math.round(random.between(1, 9))));

  it('passes whoever is among the best third by non-domination, and nobody else', () => {
    for (let flash = 0; flash <= 10; flash++) {
      const [rung] = rungsOf(NAMES, [0, flash], rivals, [3, 9], 3);
      for (let draw = 0; draw < 40; draw++) {
        const error = random.uniform();
        const points = [
          ...rivals.map(({ rungErrors, objectives }) => [rungErrors[0]!, objectives![1]!]),
          [error, flash],
        ];
        const fronts = nonDominatedSort(points);
        const own = fronts.findIndex((front) => front.includes(60));
        const better = fronts.slice(0, own).reduce((sum, front) => sum + front.length, 0);
        expect(rung === undefined || error <= rung.worst, `${error} at ${flash}: ${better} better`).toBe(
          better < 61 / 3,
        );
      }
    }
  });

  it('passes only whoever adds more to the front than half its members, when it is to be so selective', () => {
    const points = rivals.map(({ rungErrors, objectives }) => [rungErrors[0]!, objectives![1]!]);
    const logs = points.map((point) => point.map(Math.log2));
    const reference = [0, 1].map((m) => {
      const values = logs.map((point) => point[m]!);
      return Math.max(...values) + (Math.max(...values) - Math.min(...values)) / 10;
    });
    const [front] = nonDominatedSort(points);
    const members = front!.map((index) => points[index]!);
    const added = (point: readonly number[], others: typeof points): number =>
      areaOf([...others, point], reference) - areaOf(others, reference);
    const own = members.map((member) =>
      added(
        member,
        members.filter((other) => other !== member),
      ),
    );
    const median = own.sort((a, b) => a - b)[Math.floor(own.length / 2)]!;
    let refused = 0;
    for (let flash = 1; flash <= 9; flash++) {
      const [lenient, strict] = [0, 0.5].map(
        (share) => rungsOf(NAMES, [0, flash], rivals, [3], 3, share)[0]?.worst ?? 1,
      );
      expect(strict).toBeLessThanOrEqual(lenient!);
      // Half the least error of all passes whatever it adds.
      const best = Math.min(...points.map(([error]) => error!)) / 2;
      if (strict! > best) expect(added([strict!, flash], members)).toBeGreaterThanOrEqual(median);
      if (strict! < lenient!) {
        refused++;
        expect(added([(strict! + lenient!) / 2, flash], members)).toBeLessThan(Math.max(...own));
      }
    }
    expect(refused).toBeGreaterThan(5);
  });

  it('passes more of them when it is to be lenient, and in the end everybody', () => {
    const points = rivals.map(({ rungErrors, objectives }) => [rungErrors[0]!, objectives![1]!]);
    const passing = [0, -0.4, -0.75, -1].map(
      (strictness) =>
        points.filter(([error, flash]) => {
          const [rung] = rungsOf(NAMES, [0, flash!], rivals, [3], 3, strictness);
          return rung === undefined || error! <= rung.worst;
        }).length,
    );
    expect(passing).toEqual(passing.toSorted((a, b) => a - b));
    expect(passing[1]!).toBeGreaterThan(1.3 * passing[0]!);
    expect(passing.at(-1)).toBe(rivals.length);
  });

  it('of the error alone passes the best third by error, whatever they cost', () => {
    const [rung] = rungsOfError(0, rivals, [3, 9], 3);
    const passing = rivals.filter(({ rungErrors }) => rungErrors[0]! <= rung!.worst);
    const errors = rivals.map(({ rungErrors }) => rungErrors[0]!).sort((a, b) => a - b);
    expect(passing.map(({ rungErrors }) => rungErrors[0]!).sort((a, b) => a - b)).toEqual(errors.slice(0, 20));
  });

  it('lets everybody pass while there is nobody to compare with', () => {
    expect(rungsOf(NAMES, [0, 1], rivals.slice(0, 2), [3], 3)).toEqual([]);
    expect(rungsOf(NAMES, [0, 1], [{ ...rivals[0]!, rungErrors: [] }, ...rivals.slice(1, 3)], [3], 3)).toEqual([]);
  });
});

describe('a search with successive halving', () => {
  const halving = (changes = {}) =>
    spec({ strategy: { ...spec().strategy, type: 'random', reduction: 3 }, budget: { trials: 60 }, ...changes });

  it('stops what is far behind, and keeps it out of the front', async () => {
    const { state } = await runSearch(search({ spec: halving() }));
    const stopped = state.trials.filter(({ status }) => status === 'stopped');
    expect(stopped.length).toBeGreaterThan(15);
    expect(stopped.every(({ curve, stopped }) => curve.length === stopped!.epochs && curve.length < 3)).toBe(true);
    expect(state.trials.slice(0, 8).every(({ status }) => status === 'finished')).toBe(true);
    for (const index of state.front) expect(state.trials[index]!.status).toBe('finished');
  });

  it('costs little of the front', async () => {
    const everything = await runSearch(
      search({ spec: halving({ strategy: { ...spec().strategy, type: 'random', reduction: 1 } }) }),
    );
    const halved = await runSearch(search({ spec: halving() }));
    const kept = everything.state.front.filter((index) => halved.state.front.includes(index));
    expect(kept.length).toBeGreaterThanOrEqual(0.8 * everything.state.front.length);
  });

  it('trains with parts of the data until its rungs, where that is asked for, whichever seed it is', async () => {
    const changes = { ...spec().strategy, reduction: 3, fidelity: 'data' } as const;
    const asked = spec({ strategy: changes, training: { ...spec().training, epochs: 27 } });
    const parts = [
      { until: 3, share: 3 / 27 },
      { until: 9, share: 9 / 27 },
    ];
    expect(trainingOptions(asked, 0).parts).toEqual(parts);
    expect(trainingOptions(asked, 0, { seed: 2 }).parts).toEqual(parts);
    expect(trainingOptions(spec({ strategy: { ...changes, reduction: 1 } }), 0)).not.toHaveProperty('parts');
    expect(trainingOptions(spec({ strategy: { ...changes, fidelity: 'epochs' } }), 0)).not.toHaveProperty('parts');
  });
});
