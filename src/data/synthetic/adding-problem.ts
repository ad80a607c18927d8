import { quantise, type Generator, type SeriesRequest, type SimulatedSeries } from './generator.ts';

/** of a 12-bit converter over [−1, 1] */
const RESOLUTION = 2 ** -11;
/** standard deviation of the noise on the values, at noise 1 */
const NOISE = 0.02;

/**
 * The adding problem: add two numbers that stand far apart in a long series (Hochreiter & Schmidhuber, "Long Short-Term
 * Memory", Neural Computation 9(8), 1997, experiment 4).
 *
 * Every step has a random value x in [−1, 1] and a marker. The marker is 1 at two steps, the first among the first ten,
 * the second in the first half; −1 at the first and last step; 0 elsewhere. A marked first step counts 0. Lengths lie
 * between T and 1.1 T. Target: 0.5 + (x₁ + x₂) / 4, of the values before noise.
 */
export const addingProblem: Generator = {
  task: 'regression',
  channels: ['value', 'marker'],
  classes: [],
  samplingRate: undefined,
  length: 24,
  lengths: (length) => [length, length + Math.floor(length / 10)],
  make: makeSeries,
};

function makeSeries({ random, length, noise }: SeriesRequest): SimulatedSeries {
  const steps = length + random.index(Math.floor(length / 10) + 1);
  const half = Math.max(2, Math.floor(length / 2));
  const first = random.index(Math.min(10, half));
  let second = random.index(half - 1);
  if (second >= first) second++;

  const exact = Float64Array.from({ length: steps }, () => quantise(random.between(-1, 1), RESOLUTION));
  const values = new Float32Array(2 * steps);
  for (let step = 0; step < steps; step++) {
    values[2 * step] = quantise(exact[step]! + NOISE * noise * random.normal(), RESOLUTION);
    values[2 * step + 1] = step === 0 || step === steps - 1 ? -1 : step === first || step === second ? 1 : 0;
  }
  const term = (step: number) => (step === 0 ? 0 : exact[step]!);
  return { values, target: 0.5 + (term(first) + term(second)) / 4 };
}
