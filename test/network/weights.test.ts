import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { quantise } from '../../src/network/integer/quantise.ts';
import { roundParameters, roundWeights, type WeightMatrix, weightMatrices } from '../../src/network/integer/weights.ts';
import { initialParameters, parameterLayout } from '../../src/network/parameters.ts';
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

/** The integers least … most. */
const integers = (least: number, most: number): number[] =>
  Array.from({ length: most - least + 1 }, (_, i) => least + i);

/** The weights of each row of a matrix, as they were and as they are held, and the value of a step between two levels. */
function rowsOf(matrix: WeightMatrix): { values: number[]; held: number[]; step: number }[] {
  const { units, columns, gates, bits, indices } = matrix;
  const { weights, scales } = roundWeights(parameters, matrix);
  return Array.from({ length: units * gates }, (_, row) => {
    const [unit, gate] = [Math.floor(row / gates), row % gates];
    const within = Array.from({ length: columns }, (_, column) => (unit * columns + column) * gates + gate);
    return {
      values: within.map((index) => parameters[indices[index]!]!),
      held: within.map((index) => weights[index]! * scales[row]!),
      step: scales[row]! * (bits === 4 ? 16 : 1),
    };
  });
}

it.each([architecture, narrow])('the matrices hold every weight once', (form) => {
  const weights = parameterLayout(form).filter(({ name }) => !/bias|scalar/.test(name));
  const expected = weights.flatMap(({ offset, size }) => Array.from({ length: size }, (_, index) => offset + index));
  const held = weightMatrices(form).flatMap(({ indices }) => [...indices]);
  expect(held.toSorted((a, b) => a - b)).toEqual(expected);
});

describe.each([
  { form: architecture, levels: integers(-127, 127) },
  { form: narrow, levels: integers(-8, 7) },
])('weights of $form.weightBits bits', ({ form, levels }) => {
  const rows = weightMatrices(form).flatMap((matrix) => (matrix.bits === (form.weightBits ?? 8) ? rowsOf(matrix) : []));

  it('are the nearest of the values that a row can hold', () => {
    for (const { values, held, step } of rows) {
      values.forEach((value, column) => {
        const least = Math.min(...levels.map((level) => Math.abs(level * step - value)));
        expect(Math.abs(held[column]! - value)).toBeCloseTo(least, 8);
      });
    }
  });

  it('have the largest of a row among them, or are nearer in the mean for it', () => {
    const squares = (errors: readonly number[]): number => errors.reduce((sum, error) => sum + error ** 2, 0);
    for (const { values, held, step } of rows) {
      const largest = Math.max(...values.map(Math.abs));
      const widest = largest / levels.at(-1)!;
      if (form === architecture) expect(step).toBeCloseTo(widest, 8);
      const rounded = values.map((value) => Math.round(value / widest) * widest - value);
      expect(squares(values.map((value, i) => held[i]! - value))).toBeLessThanOrEqual(squares(rounded) + 1e-9);
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
  it('are multiples of 16 from −128 to 112, in the recurrent layers alone', () => {
    const network = quantise(narrow, parameters, normalisationOf(3), [new Float32Array(60).fill(0.5)]);
    for (const { products, inputFactor, recurrentFactor } of network.layers) {
      for (const matrix of [...products, inputFactor?.weights, recurrentFactor?.weights]) {
        if (matrix === undefined) continue;
        expect(matrix.weights.every((weight) => weight % 16 === 0 && weight <= 112)).toBe(true);
        expect(Math.max(...matrix.weights.map(Math.abs))).toBeGreaterThanOrEqual(112);
      }
    }
    expect(network.head.weights.weights.some((weight) => weight % 16 !== 0)).toBe(true);
    expect(weightMatrices(narrow).map(({ name, bits }) => [name, bits])).toEqual([
      ['frontend.weight', 8],
      ['block0.depthwise', 8],
      ['block0.weight', 8],
      ['layer0.input', 4],
      ['layer0.recurrent', 4],
      ['layer1.inputFactor', 4],
      ['layer1.recurrentFactor', 4],
      ['layer1.input', 4],
      ['layer1.recurrent', 4],
      ['dense.weight', 8],
      ['head.weight', 8],
    ]);
  });

  it('of a row that is far finer than its matrix keep the finest scale there is', () => {
    const matrix = weightMatrices(narrow).find(({ name }) => name === 'layer0.input')!;
    const values = new Float32Array(parameters.length).fill(1e-4);
    values[matrix.indices[0]!] = 1;
    const { weights, scales } = roundWeights(values, matrix);
    expect(weights[0]! * scales[0]!).toBeCloseTo(1, 6);
    expect(scales[1]! * 112).toBeCloseTo(1 / 256, 8);
    expect(weights[1]).toBe(0);
  });
});
