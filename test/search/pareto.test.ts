import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { dominates, nonDominated } from '../../src/protocol/dominance.ts';
import { addedVolume, hypervolume } from '../../src/search/hypervolume.ts';
import { crowdingDistances, nonDominatedSort, referencePoint } from '../../src/search/pareto.ts';

/** Points on a coarse grid, so that ties and duplicates are common. */
function cloud(random: Random, count: number, dimensions: number): number[][] {
  return Array.from({ length: count }, () => Array.from({ length: dimensions }, () => random.index(8) / 8));
}

describe('non-domination', () => {
  it('keeps the first of equal points and drops what ties without winning', () => {
    expect(
      nonDominated([
        [1, 2],
        [1, 2],
        [1, 3],
        [0, 3],
        [2, 1],
      ]),
    ).toEqual([0, 3, 4]);
    expect(nonDominated([])).toEqual([]);
    expect(dominates([1, 2], [1, 2])).toBe(false);
  });

  it('agrees with the definition', () => {
    const random = new Random('fronts');
    for (let round = 0; round < 200; round++) {
      const points = cloud(random, 20, 1 + (round % 4));
      const expected = points.flatMap((point, i) => {
        const beaten = points.some((other, j) => dominates(other, point) || (j < i && other.join() === point.join()));
        return beaten ? [] : [i];
      });
      expect(nonDominated(points)).toEqual(expected);
    }
  });

  it('sorts into ranks: nobody is dominated within one, everybody by the one before', () => {
    const random = new Random('ranks');
    for (let round = 0; round < 100; round++) {
      const points = cloud(random, 25, 2 + (round % 3));
      const ranks = nonDominatedSort(points);
      expect(ranks.flat().sort((a, b) => a - b)).toEqual(points.map((_, i) => i));
      ranks.forEach((rank, r) => {
        for (const i of rank) {
          expect(rank.some((j) => dominates(points[j]!, points[i]!))).toBe(false);
          if (r > 0) expect(ranks[r - 1]!.some((j) => dominates(points[j]!, points[i]!))).toBe(true);
        }
      });
    }
  });

  it('measures crowding: ends are alone, the rest by their neighbours', () => {
    expect(
      crowdingDistances([
        [0, 4],
        [1, 2],
        [4, 0],
      ]),
    ).toEqual([Infinity, 2, Infinity]);
    expect(
      crowdingDistances([
        [1, 1],
        [1, 1],
      ]),
    ).toEqual([0, 0]);
    expect(crowdingDistances([])).toEqual([]);
  });
});

describe('what a point adds to the hypervolume', () => {
  it.each([1, 2, 3, 4, 5])('is the difference that it makes, in %i objectives', (count) => {
    const random = new Random(`added ${count}`);
    const draw = (): number[] => Array.from({ length: count }, () => random.uniform());
    const others = Array.from({ length: 20 }, draw);
    const reference = others[0]!.map(() => 0.9);
    for (let i = 0; i < 20; i++) {
      const point = draw();
      const difference = hypervolume([...others, point], reference) - hypervolume(others, reference);
      expect(addedVolume(point, others, reference)).toBeCloseTo(difference, 12);
    }
  });
});

describe('hypervolume', () => {
  it('of known shapes', () => {
    expect(hypervolume([[0.25]], [1])).toBe(0.75);
    expect(
      hypervolume(
        [
          [0, 0.5],
          [0.5, 0],
        ],
        [1, 1],
      ),
    ).toBe(0.75);
    expect(hypervolume([[0, 0, 0]], [2, 3, 4])).toBe(24);
    expect(
      hypervolume(
        [
          [0, 0, 0.5],
          [0.5, 0.5, 0],
        ],
        [1, 1, 1],
      ),
    ).toBe(0.5 + 0.125);
    expect(
      hypervolume(
        [
          [1, 0],
          [3, 3],
        ],
        [1, 1],
      ),
    ).toBe(0);
    expect(hypervolume([], [1, 1, 1])).toBe(0);
  });

  it.each([2, 3, 4, 5])('in %d dimensions: any order, more points, dominated points', (dimensions) => {
    const random = new Random(`volume ${dimensions}`);
    const reference = Array.from({ length: dimensions }, () => 1);
    for (let round = 0; round < 40; round++) {
      const points = cloud(random, 14, dimensions);
      const volume = hypervolume(points, reference);
      expect(hypervolume(random.shuffle(points), reference)).toBe(volume);
      const more = [...points, ...cloud(random, 1, dimensions)];
      expect(hypervolume(more, reference)).toBeGreaterThanOrEqual(volume - 1e-12);
      const front = nonDominated(points).map((i) => points[i]!);
      expect(hypervolume(front, reference)).toBe(volume);
    }
  });

  it.each([2, 3, 4, 5])('in %d dimensions agrees with counting random points', (dimensions) => {
    const random = new Random(`monte carlo ${dimensions}`);
    const reference = Array.from({ length: dimensions }, () => 1);
    for (let round = 0; round < 5; round++) {
      const points = Array.from({ length: 12 }, () => reference.map(() => random.uniform()));
      const samples = 20_000;
      let hits = 0;
      for (let i = 0; i < samples; i++) {
        const sample = reference.map(() => random.uniform());
        if (points.some((point) => point.every((value, m) => value <= sample[m]!))) hits++;
      }
      const volume = hypervolume(points, reference);
      const deviation = Math.sqrt((volume * (1 - volume)) / samples);
      expect(Math.abs(hits / samples - volume)).toBeLessThan(5 * deviation + 1e-9);
    }
  });

  it('agrees with four dimensions when one of them is flat', () => {
    const random = new Random('flat');
    for (let round = 0; round < 20; round++) {
      const points = cloud(random, 15, 3);
      const raised = points.map((point) => [...point, 0]);
      expect(hypervolume(raised, [1, 1, 1, 1])).toBeCloseTo(hypervolume(points, [1, 1, 1]), 12);
    }
  });

  it('takes its reference a tenth of the range beyond the worst', () => {
    expect(
      referencePoint([
        [0, 5, 0],
        [10, 5, 0],
      ]),
    ).toEqual([11, 5.5, 1]);
    expect(referencePoint([])).toEqual([]);
  });
});
