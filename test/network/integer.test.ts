import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { lookUp, roundDivide, roundShift, SIGMOID_TABLE, TANH_TABLE } from '../../src/network/integer/arithmetic.ts';
import { quantise } from '../../src/network/integer/quantise.ts';
import { deserialise, serialise } from '../../src/network/integer/serialise.ts';
import { IntegerRunner, quantiseSample } from '../../src/network/integer/run.ts';
import { initialParameters } from '../../src/network/parameters.ts';
import { ReferenceNetwork } from '../../src/network/reference.ts';
import { type Architecture, CELL_NAMES, type Frontend } from '../../src/protocol/architecture.ts';

const identity = (channels: number) => ({
  offset: new Float32Array(channels),
  scale: new Float32Array(channels).fill(1),
  targetOffset: 0,
  targetScale: 1,
});

/** Smooth signals within about ±2, as a normalised sensor gives them. */
function signal(random: Random, samples: number, channels: number): Float32Array {
  const series = new Float32Array(samples * channels);
  const level = Array.from({ length: channels }, () => random.normal());
  for (let t = 0; t < samples; t++) {
    for (let c = 0; c < channels; c++) {
      level[c] = 0.9 * level[c]! + 0.4 * random.normal();
      series[t * channels + c] = level[c]!;
    }
  }
  return series;
}

function integerOutputs(runner: IntegerRunner, fraction: number, series: Float32Array, channels: number): number[] {
  const format = { fraction, ...identity(channels) };
  const sample = new Int16Array(channels);
  const outputs = new Int32Array(4);
  runner.reset();
  for (let t = 0; t < series.length; t += channels) {
    quantiseSample(format, series.subarray(t, t + channels), sample);
    runner.step(sample);
  }
  runner.outputs(outputs);
  return Array.from(outputs, (output) => output / 4096);
}

const frontends: Frontend[] = [
  { kind: 'none' },
  { kind: 'convolution', filters: 5, kernel: 4, stride: 2 },
  { kind: 'convolution', filters: 3, kernel: 2, stride: 3 },
  { kind: 'decimation', factor: 3 },
];

const convolutional = (pooling: Architecture['pooling'], recurrent: Architecture['recurrent']): Architecture => ({
  inputs: 3,
  frontend: { kind: 'none' },
  blocks: [
    { filters: 8, kernel: 5, stride: 2 },
    { filters: 7, kernel: 2, stride: 3 },
  ],
  recurrent,
  pooling,
  task: 'classification',
  outputs: 4,
});

const recurrentCases = CELL_NAMES.flatMap((cell, index) =>
  [
    { recurrent: [{ cell, hidden: 10 }] },
    { recurrent: [{ cell, hidden: 9, inputRank: 2, recurrentRank: 4 }] },
    {
      recurrent: [
        { cell, hidden: 7 },
        { cell, hidden: 5 },
      ],
    },
  ].map(({ recurrent }, variant): Architecture => ({
    inputs: 3,
    frontend: frontends[(index + variant) % frontends.length]!,
    recurrent,
    pooling: variant === 1 ? 'mean' : 'last',
    ...(variant === 2 ? {} : { dense: 6 }),
    task: 'classification',
    outputs: 4,
  })),
);

const eightBits = recurrentCases.map((architecture): Architecture => ({ ...architecture, activationBits: 8 }));

const cases = [
  ...recurrentCases,
  convolutional('last', []),
  convolutional('mean', []),
  convolutional('mean', [{ cell: 'gru', hidden: 6 }]),
];

describe('the integer network', () => {
  it.each([...cases, ...eightBits])('computes what the float network computes: %j', (architecture) => {
    const random = new Random(JSON.stringify(architecture));
    const parameters = initialParameters(architecture, random).map((value) => value * 1.5);
    const calibration = Array.from({ length: 8 }, () => signal(random, 60, 3));
    const network = quantise(architecture, parameters, identity(3), calibration);
    const reference = new ReferenceNetwork(architecture, parameters);
    const runner = new IntegerRunner(network);
    let squared = 0;
    let power = 0;
    for (let i = 0; i < 20; i++) {
      const series = signal(random, 40 + i, 3);
      const expected = reference.run(series);
      integerOutputs(runner, network.input.fraction, series, 3).forEach((value, output) => {
        squared += (value - expected[output]!) ** 2;
        power += expected[output]! ** 2;
      });
    }
    expect(Math.sqrt(squared / power)).toBeLessThan(architecture.activationBits === 8 ? 0.06 : 0.02);
  });

  it.each(CELL_NAMES)('holds the pre-activations of a %s whose calibration met inputs in the thousands', (cell) => {
    const random = new Random(cell);
    const recurrent = [{ cell, hidden: 8 }];
    const architecture: Architecture = { ...convolutional('mean', recurrent), blocks: [] };
    const parameters = initialParameters(architecture, random);
    const calm = signal(random, 200, 3);
    const burst = calm.map((value) => value * 2000);
    const network = quantise(architecture, parameters, identity(3), [calm, burst]);
    const [expected, outputs] = [
      new ReferenceNetwork(architecture, parameters).run(burst),
      integerOutputs(new IntegerRunner(network), network.input.fraction, burst, 3),
    ];
    outputs.forEach((value, output) => expect(value).toBeCloseTo(expected[output]!, 1));
  });

  it.each(cases)('survives JSON: %j', (architecture) => {
    const random = new Random('json');
    const network = quantise(architecture, initialParameters(architecture, random), identity(3), [
      signal(random, 30, 3),
    ]);
    const text = JSON.stringify(serialise(network));
    expect(JSON.stringify(serialise(deserialise(JSON.parse(text))))).toBe(text);
    const series = signal(random, 50, 3);
    const outputs = (other: typeof network) =>
      integerOutputs(new IntegerRunner(other), other.input.fraction, series, 3);
    expect(outputs(deserialise(JSON.parse(text)))).toEqual(outputs(network));
  });

  it.each(recurrentCases)('keeps states as they are where it multiplies eight bits: %j', (architecture) => {
    const random = new Random('eight bits');
    const parameters = initialParameters(architecture, random);
    const calibration = [signal(random, 60, 3)];
    const narrow = quantise({ ...architecture, activationBits: 8 }, parameters, identity(3), calibration);
    const wide = quantise(architecture, parameters, identity(3), calibration);
    narrow.layers.forEach((layer, index) => {
      const { inputRank, recurrentRank } = architecture.recurrent[index]!;
      const other = wide.layers[index]!;
      if (inputRank === undefined) expect(layer.inputShift).toBeGreaterThan(other.inputShift);
      if (recurrentRank === undefined) expect(layer.recurrentShift).toBeGreaterThanOrEqual(7);
      expect(layer.stateFractions).toEqual(other.stateFractions);
    });
  });

  it('is not read from something else', () => {
    expect(() => deserialise({ architecture: {} })).toThrow(TypeError);
  });
});

describe('integer arithmetic', () => {
  it('rounds to nearest', () => {
    expect([-6, -5, -3, -2, 2, 3, 5].map((x) => roundShift(x, 2))).toEqual([-1, -1, -1, 0, 1, 1, 1]);
    expect([-7, -5, -2, 2, 5, 7].map((x) => roundDivide(x, 4))).toEqual([-2, -1, -1, 1, 1, 2]);
  });

  it.each([
    ['sigmoid', SIGMOID_TABLE, (x: number) => 1 / (1 + Math.exp(-x)), 4e-4],
    ['tanh', TANH_TABLE, Math.tanh, 4.5e-4],
  ] as const)('looks up %s over the whole of int16', (_, table, exact, tolerance) => {
    let worst = 0;
    for (let x = -40000; x <= 40000; x += 7)
      worst = Math.max(worst, Math.abs(lookUp(table, x) / 32768 - exact(x / 4096)));
    expect(worst).toBeLessThan(tolerance);
  });

  it('quantises samples by rounding halves away from zero and saturating', () => {
    const format = { fraction: 4, offset: Float32Array.of(1), scale: Float32Array.of(0.5) };
    const quantised = (raw: number): number => {
      const sample = new Int16Array(1);
      quantiseSample(format, [raw], sample);
      return sample[0]!;
    };
    expect([1, 1.125, 1.0625, 1.05, 0.9375, 0.875, 1e9, -1e9, Number.NaN].map(quantised)).toEqual([
      0, 1, 1, 0, -1, -1, 32767, -32768, -32768,
    ]);
  });
});
