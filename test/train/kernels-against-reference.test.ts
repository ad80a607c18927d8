import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { initialParameters, parameterLayout } from '../../src/network/parameters.ts';
import { ReferenceNetwork } from '../../src/network/reference.ts';
import { lossOf } from '../../src/train/loss.ts';
import { WasmEngine } from '../../src/train/wasm/engine.ts';
import { architectureCases, type Case } from '../support/architectures.ts';
import { freshKernels, withoutPause } from '../support/kernels.ts';
import { normalisationOf, normalised, normalisedTarget, randomSeries } from '../support/series.ts';

const CHANNELS = 2;
const scaling = normalisationOf(CHANNELS);

/** Two panels: one full, one with a single series; among them equal lengths and one series of a single step. */
const LENGTHS = [7, 4, 6, 3, 7, 5, 4, 6, 5];

describe.each(architectureCases(CHANNELS))('$title', ({ title, architecture, loss }: Case) => {
  const classes = architecture.task === 'classification' ? architecture.outputs : 0;
  const set = randomSeries(LENGTHS, CHANNELS, classes, title);
  const all = [...LENGTHS.keys()];
  const series = all.map((index) => normalised(set, index, scaling));
  const targets = all.map((index) => normalisedTarget(set, index, architecture.task, scaling));
  // Larger than the initial ones, so that slopes differ, and no bias 0, where a ReLU has none.
  const random = new Random(title);
  const parameters = initialParameters(architecture, random).map((value) => 1.5 * value + 0.05 * random.normal());
  const engine = new WasmEngine(freshKernels(), architecture, Math.max(...LENGTHS), scaling, loss);
  engine.parameters = parameters;

  const double = Float64Array.from(parameters);
  const reference = new ReferenceNetwork(architecture, double);
  const meanLoss = (): number =>
    series.reduce((sum, values, i) => sum + lossOf(loss, reference.run(values), targets[i]!), 0) / series.length;

  it('has the outputs and the loss of the reference', async () => {
    const { outputs, loss: mean } = await engine.evaluate(set, withoutPause);
    const expected = series.flatMap((values) => [...reference.run(values)]);
    outputs.forEach((output, i) => expect(Math.abs(output - expected[i]!)).toBeLessThan(1e-5));
    expect(Math.abs(mean - meanLoss())).toBeLessThan(1e-5);
  });

  it('has the gradient of the reference, in every tensor', async () => {
    const value = await engine.batchGradient(set, all, withoutPause);
    expect(Math.abs(value - meanLoss())).toBeLessThan(1e-5);
    for (const { name, offset, size } of parameterLayout(architecture)) {
      let largest = 0;
      let worst = 0;
      for (let i = offset; i < offset + size; i++) {
        const difference = centralDifference(double, i, meanLoss);
        largest = Math.max(largest, Math.abs(difference));
        worst = Math.max(worst, Math.abs(difference - engine.gradient[i]!));
      }
      expect(largest, name).toBeGreaterThan(1e-5);
      expect(worst / largest, name).toBeLessThan(1e-3);
    }
  });
});

function centralDifference(parameters: Float64Array, index: number, of: () => number): number {
  const step = 1e-5;
  const value = parameters[index]!;
  parameters[index] = value + step;
  const above = of();
  parameters[index] = value - step;
  const below = of();
  parameters[index] = value;
  return (above - below) / (2 * step);
}
