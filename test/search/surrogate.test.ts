import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { errorOf } from '../../src/protocol/error-of.ts';
import { hypervolume } from '../../src/search/hypervolume.ts';
import { ExpectedImprovement } from '../../src/search/surrogate/expected-improvement.ts';
import { denoisedErrors, type TrainedTrial } from '../../src/search/surrogate/denoised-errors.ts';
import { fitKernel, GaussianProcess, type Observation } from '../../src/search/surrogate/gaussian-process.ts';
import { Space } from '../../src/search/space.ts';
import { accuracy, cost } from './support/landscape.ts';
import { problem, wideSpace } from './support/search.ts';

const matern = (distance: number): number => {
  const scaled = Math.sqrt(5) * distance;
  return (1 + scaled + scaled ** 2 / 3) * Math.exp(-scaled);
};

describe('GaussianProcess', () => {
  it('agrees with the closed form for two observations', () => {
    const observations: Observation[] = [
      { x: [0], y: 1, doubt: 1 },
      { x: [1], y: 3, doubt: 4 },
    ];
    const process = new GaussianProcess(observations, { lengthScales: [0.7], noise: 0.1 });
    const [a, b, c] = [1.1 + 1e-8, matern(1 / 0.7), 1.4 + 1e-8];
    const determinant = a * c - b * b;
    const inverse = [
      [c / determinant, -b / determinant],
      [-b / determinant, a / determinant],
    ];
    const centred = [-1, 1];
    const weights = inverse.map((row) => row[0]! * centred[0]! + row[1]! * centred[1]!);
    const variance = (centred[0]! * weights[0]! + centred[1]! * weights[1]!) / 2;
    const k = [matern(0.3 / 0.7), matern(0.7 / 0.7)];
    const mean = 2 + k[0]! * weights[0]! + k[1]! * weights[1]!;
    const explained = k.reduce((sum, ki, i) => sum + ki * (inverse[i]![0]! * k[0]! + inverse[i]![1]! * k[1]!), 0);
    const belief = process.predict([0.3]);
    expect(belief.mean).toBeCloseTo(mean, 10);
    expect(belief.deviation).toBeCloseTo(Math.sqrt(variance * (1 - explained)), 10);
    expect(process.likelihood).toBeCloseTo(-Math.log(variance) - Math.log(determinant) / 2, 10);
  });

  it('finds which dimension matters, and predicts what it has not seen', () => {
    const random = new Random('matters');
    const truth = (x: readonly number[]): number => Math.sin(5 * x[0]!) + 0.3 * x[1]!;
    const draw = (): number[] => [random.uniform(), random.uniform(), random.uniform()];
    const observations = Array.from({ length: 60 }, (): Observation => {
      const x = draw();
      return { x, y: truth(x) + 0.02 * random.normal(), doubt: 1 };
    });
    const kernel = fitKernel(observations, 3);
    expect(kernel.lengthScales[0]!).toBeLessThan(kernel.lengthScales[2]!);
    const process = new GaussianProcess(observations, kernel);
    const errors = Array.from({ length: 200 }, () => {
      const x = draw();
      const { mean, deviation } = process.predict(x);
      return { error: mean - truth(x), deviation };
    });
    expect(Math.sqrt(errors.reduce((sum, { error }) => sum + error ** 2, 0) / 200)).toBeLessThan(0.05);
    const covered = errors.filter(({ error, deviation }) => Math.abs(error) < 3 * deviation + 0.01).length;
    expect(covered).toBeGreaterThan(180);
  });
});

describe('ExpectedImprovement', () => {
  it('is the mean improvement of the hypervolume over many draws of the error', () => {
    const random = new Random('improvement');
    const reference = { error: -1, costs: [8, 8] };
    for (let round = 0; round < 5; round++) {
      const front = Array.from({ length: 6 }, () => ({
        error: random.between(-4.5, -1),
        costs: [random.between(1, 8), random.between(1, 8)],
      }));
      const costs = [random.between(1, 8), random.between(1, 8)];
      const belief = { mean: Math.log(random.between(0.05, 0.4)), deviation: 0.4 };
      const points = front.map((point) => [point.error, ...point.costs]);
      const volume = hypervolume(points, [-1, 8, 8]);
      let sum = 0;
      const draws = 4000;
      for (let draw = 0; draw < draws; draw++) {
        const z = (draw + 0.5) / draws;
        const error = (belief.mean + belief.deviation * inverseNormal(z)) / Math.LN2;
        sum += hypervolume([...points, [error, ...costs]], [-1, 8, 8]) - volume;
      }
      const expected = sum / draws;
      expect(Math.abs(new ExpectedImprovement(front, reference).of(costs, belief) - expected)).toBeLessThan(
        0.002 * Math.max(1, expected),
      );
    }
  });

  it('of the least error is what would be added below it', () => {
    const front = [
      { error: -3, costs: [6, 5] },
      { error: -2, costs: [2, 3] },
    ];
    const [costs, belief] = [[4, 7], { mean: Math.log(0.1), deviation: 0.5 }];
    const alone = new ExpectedImprovement([], { error: -3, costs: [8, 8] });
    const improvement = new ExpectedImprovement(front, { error: -1, costs: [8, 8] });
    expect(improvement.ofLeastError(costs, belief)).toBeCloseTo(alone.of(costs, belief), 12);
    expect(improvement.ofLeastError(costs, belief)).toBeLessThan(improvement.of(costs, belief));
  });

  it('is nothing beyond the reference', () => {
    const improvement = new ExpectedImprovement([], { error: -1, costs: [8] });
    expect(improvement.of([8], { mean: Math.log(0.1), deviation: 0.1 })).toBe(0);
    expect(improvement.of([7], { mean: Math.log(1 / 16), deviation: 0.1 })).toBeCloseTo(3, 6);
  });
});

/** By bisection of Simpson's integral: slow, and nothing of the code under test. */
function inverseNormal(p: number): number {
  let [low, high] = [-8, 8];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (distribution(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function distribution(z: number): number {
  const steps = 60;
  const h = z / steps;
  const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(0) + density(z);
  for (let i = 1; i < steps; i++) sum += density(i * h) * (i % 2 === 0 ? 2 : 4);
  return 0.5 + (sum * h) / 3;
}

describe('denoisedErrors', () => {
  const space = Space.of(wideSpace, problem);
  const random = new Random('luck');
  const result = (error: number): NonNullable<TrainedTrial['result']> => {
    const integer = {
      task: 'classification',
      count: 1,
      accuracy: 1 - error,
      macroF1: 1 - error,
      confusion: [],
    } as const;
    return { integer } as unknown as NonNullable<TrainedTrial['result']>;
  };
  const truth = ({ architecture }: Pick<TrainedTrial, 'architecture'>): number => 1 - accuracy(architecture);
  const trials = Array.from({ length: 120 }, (_, index): TrainedTrial => {
    const architecture = space.sample(random);
    const error = truth({ architecture }) * Math.exp(0.2 * random.normal());
    return { index, architecture, cost: cost(architecture), seeds: new Map(), result: result(error) };
  });
  const objectives = (trial: TrainedTrial): number[] => [errorOf(trial.result!.integer), trial.cost.flash];
  const rms = (values: readonly number[]): number => Math.hypot(...values) / Math.sqrt(values.length);

  it('are nearer to the truth than what was measured once', () => {
    const believed = denoisedErrors(space, trials, objectives);
    const off = (error: (trial: TrainedTrial) => number): number =>
      rms(trials.map((trial) => Math.log(error(trial) / truth(trial))));
    const measured = off((trial) => objectives(trial)[0]!);
    expect(measured).toBeGreaterThan(0.15);
    expect(off(({ index }) => believed.get(index)!)).toBeLessThan(0.6 * measured);
  });

  it('follow what further seeds say', () => {
    const luckiest = trials.reduce((least, trial) => (objectives(trial)[0]! < objectives(least)[0]! ? trial : least));
    const { integer } = result(2 * objectives(luckiest)[0]!);
    const seeds = new Map([1, 2].map((seed) => [seed, { bestEpoch: 1, leastErrorEpoch: undefined, integer }]));
    const repeated = trials.map((trial) => (trial === luckiest ? { ...trial, seeds } : trial));
    const [before, after] = [trials, repeated].map((all) =>
      denoisedErrors(space, all, objectives).get(luckiest.index)!,
    );
    expect(after).toBeGreaterThan(before! * 1.05);
  });

  it('know that one split is harder than another', () => {
    const repeated = trials.map((trial) => {
      if (trial.index % 4 !== 0) return trial;
      const error = (fold: number): number =>
        truth(trial) * (fold === 1 ? 1.5 : 0.5) * Math.exp(0.05 * random.normal());
      return {
        ...trial,
        seeds: new Map(
          [1, 2].map((seed) => [
            seed,
            { bestEpoch: 1, leastErrorEpoch: undefined, integer: result(error(seed)).integer },
          ]),
        ),
      };
    });
    const offsOf = (folds: number): { logs: number[]; size: number } => {
      const believed = denoisedErrors(space, repeated, objectives, { folds });
      const logs = repeated.flatMap(({ seeds, ...trial }) =>
        seeds.size === 0 ? [] : [Math.log(believed.get(trial.index)! / truth(trial))],
      );
      return { logs, size: Math.abs(logs.reduce((sum, log) => sum + log, 0) / logs.length) };
    };
    // Two of three trainings are 0.41 above and 0.69 below the truth, in logarithms.
    const careless = offsOf(1);
    expect(careless.size).toBeGreaterThan(0.07);
    const careful = offsOf(3);
    expect(careful.size).toBeLessThan(0.05);
    expect(rms(careful.logs)).toBeLessThan(rms(careless.logs));
  });
});
