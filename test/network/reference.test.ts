import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { initialParameters, parameterLayout } from '../../src/network/parameters.ts';
import type { Place } from '../../src/network/places.ts';
import { ReferenceNetwork } from '../../src/network/reference.ts';
import type { Architecture } from '../../src/protocol/architecture.ts';

const plain: Architecture = {
  inputs: 1,
  frontend: { kind: 'none' },
  recurrent: [{ cell: 'rnn', hidden: 1 }],
  pooling: 'last',
  task: 'regression',
  outputs: 1,
};

/** Parameters from the values of each tensor, by its name. */
function parametersOf(architecture: Architecture, values: Readonly<Record<string, readonly number[]>>): Float64Array {
  return Float64Array.from(
    parameterLayout(architecture).flatMap(({ name, size }) => {
      expect(values[name], name).toHaveLength(size);
      return values[name]!;
    }),
  );
}

const rnnWeights = {
  'layer0.input': [0.5],
  'layer0.recurrent': [-0.25],
  'layer0.bias': [0.1],
  'head.weight': [2],
  'head.bias': [-1],
};

describe('the reference network', () => {
  it('computes a vanilla network by hand', () => {
    const network = new ReferenceNetwork(plain, parametersOf(plain, rnnWeights));
    const first = Math.tanh(0.5 * 1 + 0.1);
    const second = Math.tanh(0.5 * -2 - 0.25 * first + 0.1);
    expect(network.run([1, -2])[0]).toBeCloseTo(2 * second - 1, 14);
  });

  it('averages over the steps', () => {
    const network = new ReferenceNetwork({ ...plain, pooling: 'mean' }, parametersOf(plain, rnnWeights));
    const first = Math.tanh(0.6);
    const second = Math.tanh(-0.9 - 0.25 * first);
    expect(network.run([1, -2])[0]).toBeCloseTo(first + second - 1, 14);
  });

  it('averages samples of a decimating front end and drops the rest', () => {
    const parameters = parametersOf(plain, rnnWeights);
    const decimating = new ReferenceNetwork({ ...plain, frontend: { kind: 'decimation', factor: 2 } }, parameters);
    const network = new ReferenceNetwork(plain, parameters);
    expect(decimating.run([1, 3, -2, 0, 9])).toEqual(network.run([2, -1]));
  });

  it('convolves with a stride and rectifies', () => {
    const architecture: Architecture = {
      ...plain,
      inputs: 2,
      frontend: { kind: 'convolution', filters: 1, kernel: 2, stride: 2 },
    };
    const convolved = { ...rnnWeights, 'frontend.weight': [1, 10, 100, 1000], 'frontend.bias': [0.5] };
    const seen: number[] = [];
    new ReferenceNetwork(architecture, parametersOf(architecture, convolved)).run(
      [1, 2, 3, 4, 0, 0, 0, -1, 7, 7], // the last sample has no partner
      (place, value) => place.kind === 'stage' && seen.push(value),
    );
    expect(seen).toEqual([4321.5, 0]);
  });

  it('convolves each channel, then mixes the channels and rectifies, one block after the other', () => {
    const architecture: Architecture = {
      ...plain,
      inputs: 2,
      blocks: [
        { filters: 3, kernel: 2, stride: 1 },
        { filters: 1, kernel: 2, stride: 2 },
      ],
      recurrent: [],
      pooling: 'mean',
    };
    const parameters = parametersOf(architecture, {
      'block0.depthwise': [1, 10, 2, 3],
      'block0.weight': [1, 0, 0, 1, 1, -1],
      'block0.bias': [0, 0.5, 0],
      'block1.depthwise': [1, 0, 0, 1, 1, 1],
      'block1.weight': [1, 1, 1],
      'block1.bias': [-1],
      'head.weight': [2],
      'head.bias': [1],
    });
    const seen: number[] = [];
    const network = new ReferenceNetwork(architecture, parameters);
    // Channel 0 is 1 2 3 0 5, channel 1 is 1 0 0 1 -1.
    const [output] = network.run([1, 1, 2, 0, 3, 0, 0, 1, 5, -1], (place, value) => {
      if (place.kind === 'stage' && place.stage === 0) seen.push(value);
    });
    expect(seen).toEqual([21, 2.5, 19, 32, 0.5, 32, 3, 3.5, 0, 50, 0, 51]);
    const first = 21 + 0.5 + (19 + 32) - 1;
    const second = 3 + 0 + (0 + 51) - 1;
    expect(output).toBe(first + second + 1);
  });

  it('multiplies by low-rank factors', () => {
    const architecture: Architecture = {
      ...plain,
      inputs: 3,
      recurrent: [{ cell: 'rnn', hidden: 2, inputRank: 1, recurrentRank: 1 }],
    };
    const parameters = parametersOf(architecture, {
      'layer0.inputFactor': [1, 2, 3],
      'layer0.recurrentFactor': [1, -1],
      'layer0.input': [0.1, 0.2],
      'layer0.recurrent': [0.3, 0.4],
      'layer0.bias': [0, 0],
      'head.weight': [1, 1],
      'head.bias': [0],
    });
    const [a, b] = [Math.tanh(0.6), Math.tanh(1.2)];
    const expected = Math.tanh(0.3 * (a - b)) + Math.tanh(0.4 * (a - b));
    expect(new ReferenceNetwork(architecture, parameters).run([1, 1, 1, 0, 0, 0])[0]).toBeCloseTo(expected, 14);
  });

  it('has a rectified hidden layer before the output layer', () => {
    const architecture: Architecture = { ...plain, dense: 2 };
    const parameters = parametersOf(architecture, {
      ...rnnWeights,
      'dense.weight': [3, -3],
      'dense.bias': [0.25, 0.25],
      'head.weight': [2, 100],
    });
    const h = Math.tanh(0.5 * 1 + 0.1);
    const network = new ReferenceNetwork(architecture, parameters);
    expect(network.run([1])[0]).toBeCloseTo(2 * (3 * h + 0.25) - 1, 14);
  });

  it('pools zeros for a series that is too short for one step', () => {
    const network = new ReferenceNetwork(
      { ...plain, pooling: 'mean', frontend: { kind: 'decimation', factor: 4 } },
      parametersOf(plain, rnnWeights),
    );
    expect(network.run([1, 2])).toEqual(Float64Array.of(-1));
  });

  it('reports every place it lists, and no other', () => {
    const architecture: Architecture = {
      inputs: 2,
      frontend: { kind: 'convolution', filters: 3, kernel: 2, stride: 1 },
      blocks: [{ filters: 2, kernel: 2, stride: 1 }],
      recurrent: [
        { cell: 'lstm', hidden: 4, inputRank: 2 },
        { cell: 'fastgrnn', hidden: 3, recurrentRank: 2 },
      ],
      pooling: 'mean',
      dense: 4,
      task: 'classification',
      outputs: 3,
    };
    const network = new ReferenceNetwork(architecture, initialParameters(architecture, new Random('places')));
    const seen = new Set<Place>();
    network.run(new Float64Array(12).fill(0.5), (place) => seen.add(place));
    expect(seen).toEqual(new Set(network.places));
  });
});
