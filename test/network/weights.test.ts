import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { quantise } from '../../src/network/integer/quantise.ts';
import { roundParameters, roundWeights, weightBitsOf, weightMatrices } from '../../src/network/integer/weights.ts';
import { initialParameters, view } from '../../src/network/parameters.ts';
import { ReferenceNetwork } from '../../src/network/reference.ts';
import { IntegerRunner, quantiseSample } from '../../src/network/integer/run.ts';
import type { Architecture } from '../../src/protocol/architecture.ts';
import { normalisationOf } from '../support/series.ts';

const architecture: Architecture = {
  inputs: 3,
  frontend: { kind: 'convolution', filters: 4, kernel: 3, stride: 1 },
  blocks: [{ filters: 5, kernel: 2, stride: 1 }],
  recurrent: [
    { cell: 'gru', hidden: 7 },
    { cell: 'lstm', hidden: 5, inputRank: 2, recurrentRank: 3 },
  ],
  pooling: 'last',
  dense: 6,
  task: 'classification',
  outputs: 4,
};
const narrow: Architecture = { ...architecture, weightBits: 4 };
const parameters = initialParameters(architecture, new Random('weights'));

/** The integers −most … most. */
const integers = (most: number): number[] => Array.from({ length: 2 * most + 1 }, (_, i) => i - most);

describe.each([
  { form: architecture, levels: integers(127) },
  { form: narrow, levels: integers(7) },
])('weights of $form.weightBits bits', ({ form, levels }) => {
  const most = levels.at(-1)!;

  it('are the nearest of the values that a row can hold, with its largest weight among them', () => {
    for (const matrix of weightMatrices(form)) {
      if (matrix.bits !== (form.weightBits ?? 8)) continue;
      const { units, columns, gates, tensor } = matrix;
      const values = view(parameters, tensor);
      const { weights, scales } = roundWeights(values, matrix);
      for (let unit = 0; unit < units; unit++) {
        for (let gate = 0; gate < gates; gate++) {
          const row = Array.from({ length: columns }, (_, column) => (unit * columns + column) * gates + gate);
          const held = row.map((index) => weights[index]! * scales[unit * gates + gate]!);
          const largest = Math.max(...row.map((index) => Math.abs(values[index]!)));
          const choices = levels.map((level) => (level * largest) / most);
          row.forEach((index, column) => {
            const nearest = Math.min(...choices.map((choice) => Math.abs(choice - values[index]!)));
            expect(Math.abs(held[column]! - values[index]!)).toBeCloseTo(nearest, 8);
          });
        }
      }
    }
  });

  it('stay when they are rounded again', () => {
    const matrices = weightMatrices(form);
    const once = roundParameters(matrices, parameters);
    const twice = roundParameters(matrices, once);
    expect(Math.max(...once.map((value, i) => Math.abs(value - twice[i]!)))).toBeLessThan(1e-7);
    expect(Math.max(...once.map((value, i) => Math.abs(value - parameters[i]!)))).toBeGreaterThan(1e-4);
  });

  it('are those of the integer network, whose answers are the float ones with rounded weights', () => {
    const random = new Random('series');
    const scaling = normalisationOf(3);
    const series = Array.from({ length: 6 }, () => Float32Array.from({ length: 3 * 40 }, () => random.normal()));
    const network = quantise(form, parameters, scaling, series);
    const held = new ReferenceNetwork(form, roundParameters(weightMatrices(form), parameters));
    const runner = new IntegerRunner(network);
    const sample = new Int16Array(3);
    const outputs = new Int32Array(4);
    for (const values of series) {
      runner.reset();
      for (let row = 0; row < values.length; row += 3) {
        const raw = values.subarray(row, row + 3).map((value) => value / 0.5 + 3);
        quantiseSample(network.input, raw, sample);
        runner.step(sample);
      }
      runner.outputs(outputs);
      held.run(values).forEach((value, i) => expect(Math.abs(outputs[i]! / 4096 - value)).toBeLessThan(0.003));
    }
  });
});

describe('4-bit weights', () => {
  it('are multiples of 16 within ±112, in the recurrent layers alone', () => {
    const network = quantise(narrow, parameters, normalisationOf(3), [new Float32Array(60).fill(0.5)]);
    for (const { input, recurrent, inputFactor, recurrentFactor } of network.layers) {
      for (const matrix of [input, recurrent, inputFactor?.weights, recurrentFactor?.weights]) {
        if (matrix === undefined) continue;
        expect(matrix.weights.every((weight) => weight % 16 === 0 && Math.abs(weight) <= 112)).toBe(true);
        expect(Math.max(...matrix.weights.map(Math.abs))).toBe(112);
      }
    }
    expect(network.head.weights.weights.some((weight) => weight % 16 !== 0)).toBe(true);
    expect(
      [
        ...['frontend.weight', 'block0.depthwise', 'block0.weight'],
        ...['layer0.input', 'layer1.recurrentFactor', 'dense.weight', 'head.weight'],
      ].map((name) => weightBitsOf(narrow, name)),
    ).toEqual([8, 8, 8, 4, 4, 8, 8]);
  });

  it('of a row that is far finer than its matrix keep the finest scale there is', () => {
    const [matrix] = weightMatrices(narrow).filter(({ tensor }) => tensor.name === 'layer0.input');
    const values = new Float32Array(matrix!.tensor.size).fill(1e-4);
    values[0] = 1;
    const { weights, scales } = roundWeights(values, matrix!);
    expect(weights[0]! * scales[0]!).toBeCloseTo(1, 6);
    expect(scales[1]! * 112).toBeCloseTo(1 / 256, 8);
    expect(weights[1]).toBe(0);
  });
});
