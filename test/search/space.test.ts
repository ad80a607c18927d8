import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { ArchitectureSchema, type Architecture, type ConvolutionBlock } from '../../src/protocol/architecture.ts';
import { boardNamed } from '../../src/hardware/boards.ts';
import { costEstimator } from '../../src/hardware/cost.ts';
import type { Cost } from '../../src/protocol/results.ts';
import { finish, surveySpace } from '../../src/search/space-survey.ts';
import { architectureKey, Space } from '../../src/search/space.ts';
import type { Problem } from '../../src/search/genome.ts';
import type { SpaceSpec } from '../../src/spec/schema.ts';
import { Check } from 'typebox/value';
import { problem, tinySpace, wideSpace } from './support/search.ts';

const lowRank: SpaceSpec = { ...tinySpace, hidden: [1, 2, 3, 16], layers: [1, 2], rank: ['full', 0.25, 0.3, 0.5, 0.9] };

const deep: SpaceSpec = { ...tinySpace, cell: ['gru'], hidden: [2, 5, 9], layers: [3], rank: ['full', 0.4, 0.5, 0.6] };

const mixed: SpaceSpec = { ...lowRank, hidden: [2, 3], rank: ['full', 0.5, 0.6], mixed_cells: true };

/** Frontends that not every input is long enough for, and windows that are the same at half the rate. */
const inputs: SpaceSpec = {
  ...tinySpace,
  input: {
    window: ['all', 9, 10, '0.32 s'],
    every: [1, 2, 3],
    channels: ['all', ['c', 'a'], ['a', 'c'], ['b'], ['a', 'b', 'c', 'd', 'e', 'f']],
  },
  frontend: { none: false, convolution: { filters: [4, 8], kernel: [3, 6], stride: [1] }, decimation: { factor: [7] } },
};

/** Some chains need more samples than the series have. */
const convolutional: SpaceSpec = {
  ...tinySpace,
  cell: ['gru'],
  dense: ['none', 4],
  cnn: { blocks: [1, 3], filters: [4, 8], kernel: [3, 5], stride: [1, 3] },
};

const named = {
  ...problem,
  channels: ['a', 'b', 'c', 'd', 'e', 'f'],
  samplingRate: 50,
  shortest: 24,
  longest: 24,
} satisfies Problem;

const spaces: Record<string, SpaceSpec> = {
  tiny: tinySpace,
  wide: wideSpace,
  'with ranks that meet': lowRank,
  'three layers deep': deep,
  'with one rank': { ...wideSpace, rank: [0.5] },
  'with gaps in depth': { ...tinySpace, layers: [3, 1] },
  'with a cell per layer': mixed,
  'with a cell per layer, three deep': {
    ...mixed,
    hidden: [3],
    layers: [3, 2],
    rank: ['full', 0.4],
    pooling: ['last'],
  },
  'with three formats of weights': { ...tinySpace, weights: ['int8', 'int8x8', 'int4'] },
  'with hidden layers': { ...tinySpace, dense: ['none', 8, 16] },
  'with one hidden layer': { ...tinySpace, dense: [4] },
  'with convolutional networks': convolutional,
  'of inputs and convolutional networks': { ...convolutional, input: inputs.input, frontend: inputs.frontend },
  'of inputs': inputs,
  'of inputs and a cell per layer': {
    ...mixed,
    hidden: [3],
    pooling: ['last'],
    input: inputs.input,
    frontend: inputs.frontend,
    rank: ['full', 0.5],
  },
};

interface Layer {
  cell: string;
  units: number;
  input: number | undefined;
  recurrent: number | undefined;
}

/** What a person would say that a network sees: the rows and channels of the 24 samples. */
function seenInputs({ input }: SpaceSpec): { rows: number; key: string; channels: number }[] {
  const seen = new Map<string, { rows: number; key: string; channels: number }>();
  for (const window of input.window)
    for (const every of input.every ?? [1])
      for (const names of input.channels) {
        const least = window === 'all' ? 0 : 24 - (typeof window === 'number' ? window : 16);
        const rows: number[] = [];
        for (let row = 23; row >= least; row -= every) rows.push(row);
        const channels = names === 'all' ? [...named.channels] : [...names].sort();
        const key = JSON.stringify({ rows, channels });
        seen.set(key, { rows: rows.length, key, channels: channels.length });
      }
  return [...seen.values()];
}

/** Chains of blocks that leave at least one of so many steps. */
function chains({ cnn }: SpaceSpec, rows: number): ConvolutionBlock[][] {
  const { filters, kernel, stride } = cnn!;
  const all = filters.flatMap((f) => kernel.flatMap((k) => stride.map((s) => ({ filters: f, kernel: k, stride: s }))));
  const of = (depth: number): ConvolutionBlock[][] =>
    depth === 0 ? [[]] : of(depth - 1).flatMap((rest) => all.map((block) => [...rest, block]));
  return cnn!.blocks.flatMap(of).filter((chain) => {
    let steps = Array.from({ length: rows }, (_, step) => step);
    for (const block of chain)
      steps = steps.filter((_, at) => at % block.stride === 0 && at + block.kernel <= steps.length);
    return steps.length > 0;
  });
}

/** The definition of the space, written out once more: every combination, told apart by its JSON. */
function bruteForce(spec: SpaceSpec): Set<string> {
  const keys = new Set<string>();
  const frontends: Architecture['frontend'][] = spec.frontend.none ? [{ kind: 'none' }] : [];
  for (const filters of spec.frontend.convolution?.filters ?? [])
    for (const kernel of spec.frontend.convolution!.kernel)
      for (const stride of spec.frontend.convolution!.stride)
        frontends.push({ kind: 'convolution', filters, kernel, stride });
  for (const factor of spec.frontend.decimation?.factor ?? []) frontends.push({ kind: 'decimation', factor });
  /** [layer] */
  interface Own {
    cell: string;
    units: number;
    inputRank: number | 'full';
    recurrentRank: number | 'full';
  }
  const genes = spec.cell.flatMap((cell) =>
    spec.rank.flatMap((inputRank) => spec.rank.map((recurrentRank) => ({ cell, inputRank, recurrentRank }))),
  );
  const sizes = (depth: number): number[][] =>
    depth === 0 ? [[]] : sizes(depth - 1).flatMap((rest) => spec.hidden.map((units) => [...rest, units]));
  const own = ([units, ...rest]: number[]): Own[][] =>
    units === undefined ? [[]] : genes.flatMap((first) => own(rest).map((others) => [{ units, ...first }, ...others]));
  const stacks = (depth: number): Own[][] =>
    sizes(depth).flatMap((hidden) =>
      spec.mixed_cells ? own(hidden) : genes.map((shared) => hidden.map((units) => ({ units, ...shared }))),
    );
  const rank = (choice: number | 'full', rows: number, columns: number): number | undefined => {
    if (choice === 'full') return undefined;
    const integer = Math.max(1, Math.round(choice * Math.min(rows, columns)));
    return integer >= columns ? undefined : integer;
  };
  for (const depth of spec.layers) {
    const layered = stacks(depth);
    for (const { rows, key, channels } of seenInputs(spec))
      for (const frontend of frontends) {
        const needed =
          frontend.kind === 'none' ? 1 : frontend.kind === 'convolution' ? frontend.kernel : frontend.factor;
        if (needed > rows) continue;
        for (const stack of layered) {
          let columns = frontend.kind === 'convolution' ? frontend.filters : channels;
          const layers = stack.map(({ cell, units, inputRank, recurrentRank }): Layer => {
            const input = rank(inputRank, units, columns);
            columns = units;
            return { cell, units, input, recurrent: rank(recurrentRank, units, units) };
          });
          for (const pooling of spec.pooling)
            for (const format of spec.weights)
              for (const dense of spec.dense)
                keys.add(JSON.stringify({ key, pooling, frontend, layers, format, dense }));
        }
      }
  }
  if (spec.cnn !== undefined)
    for (const { rows, key } of seenInputs(spec))
      for (const blocks of chains(spec, rows))
        for (const dense of spec.dense) keys.add(JSON.stringify({ key, blocks, dense }));
  return keys;
}

describe.each(Object.entries(spaces))('the %s space', (_, spec) => {
  const space = Space.of(spec, named);

  it('counts what it enumerates, each architecture once and valid', () => {
    const keys = new Set<string>();
    let count = 0;
    for (const architecture of space.enumerate()) {
      if (count++ % 7 === 0) expect(Check(ArchitectureSchema, architecture)).toBe(true);
      keys.add(architectureKey(architecture));
    }
    expect(keys.size).toBe(count);
    expect(space.count).toBe(count);
    expect(count).toBe(bruteForce(spec).size);
  });

  it('samples and mutates within itself', () => {
    const random = new Random('space');
    let architecture = space.sample(random);
    for (let i = 0; i < 1500; i++) {
      const child = space.mutate(architecture, random);
      expect(architectureKey(child)).not.toBe(architectureKey(architecture));
      if (!space.contains(child)) expect.fail(`outside: ${architectureKey(child)}`);
      if (!space.contains(space.sample(random)) || !space.contains(space.sampleUniform(random))) expect.fail('outside');
      architecture = child;
    }
  });

  it('crosses within itself', () => {
    const random = new Random('cross');
    for (let i = 0; i < 500; i++) {
      const [a, b] = [space.sample(random), space.sample(random)];
      const child = space.cross(a, b, random);
      if (!space.contains(child)) expect.fail(`outside: ${architectureKey(child)}`);
      expect([a.pooling, b.pooling]).toContain(child.pooling);
      expect([a.recurrent.length, b.recurrent.length]).toContain(child.recurrent.length);
      expect([a, b].map(({ frontend }) => JSON.stringify(frontend))).toContain(JSON.stringify(child.frontend));
    }
  });

  it('tells every architecture apart by its features, as many numbers from 0 to 1 for each', () => {
    const seen = new Set<string>();
    const lengths = new Set<number>();
    let count = 0;
    for (const architecture of space.enumerate()) {
      if (count++ >= 5000) break;
      const features = space.features(architecture);
      if (!features.every((feature) => feature >= 0 && feature <= 1)) expect.fail(String(features));
      lengths.add(features.length);
      seen.add(features.join());
    }
    expect(lengths.size).toBe(1);
    expect(seen.size).toBe(Math.min(5000, space.count));
  });

  it('is the same for the same seed', () => {
    const draw = (): string[] => {
      const random = new Random(3);
      return Array.from({ length: 20 }, () => architectureKey(space.mutate(space.sample(random), random)));
    };
    expect(draw()).toEqual(draw());
  });
});

describe('Space', () => {
  it('counts the hidden sizes of 200 × 3 layers and 9 ranks in no time', () => {
    const huge = {
      ...wideSpace,
      hidden: Array.from({ length: 200 }, (_, i) => i + 1),
      layers: [1, 2, 3],
      rank: [0.1, 0.2, 0.3, 0.5, 'full' as const],
    };
    const cpu = process.cpuUsage();
    expect(Space.of(huge, problem).count).toBeGreaterThan(1e9);
    expect(process.cpuUsage(cpu).user).toBeLessThan(2e6);
  });

  it.each<[string, SpaceSpec]>([
    ['ranks that meet', { ...lowRank, cell: ['gru'], pooling: ['last'], hidden: [1, 3, 16] }],
    ['a cell per layer', { ...mixed, pooling: ['last'], rank: ['full', 0.5], hidden: [1, 3] }],
    ['inputs', { ...inputs, pooling: ['last'], hidden: [4] }],
    ['convolutional networks', { ...convolutional, input: { window: ['all', 9], every: [2], channels: ['all'] } }],
  ])('draws every architecture equally often with sampleUniform: %s', (_, spec) => {
    const space = Space.of(spec, named);
    const counts = new Map([...space.enumerate()].map((architecture) => [architectureKey(architecture), 0]));
    const random = new Random('uniform');
    const mean = 200;
    for (let i = 0; i < mean * counts.size; i++) {
      const key = architectureKey(space.sampleUniform(random));
      counts.set(key, counts.get(key)! + 1);
    }
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
    const freedom = counts.size - 1;
    expect(Math.abs(chiSquare - freedom)).toBeLessThan(5 * Math.sqrt(2 * freedom));
  });

  it.each<[string, SpaceSpec]>([
    ['ranks that meet', lowRank],
    ['a cell per layer', { ...mixed, rank: ['full', 0.5] }],
    ['inputs', { ...inputs, cell: ['gru'], pooling: ['last'] }],
    ['convolutional networks', { ...convolutional, input: { window: ['all', 9], every: [2], channels: ['all'] } }],
  ])('reaches every architecture by mutation: %s', (_, spec) => {
    const space = Space.of(spec, named);
    const random = new Random('reach');
    const seen = new Set<string>();
    let architecture = space.sample(random);
    for (let i = 0; i < 60_000 && seen.size < space.count; i++) {
      seen.add(architectureKey(architecture));
      architecture = space.mutate(architecture, random);
    }
    expect(seen.size).toBe(space.count);
  });

  it('rounds a rank share of the smaller side, at least to 1, and full where nothing is saved', () => {
    const only = { ...tinySpace, cell: ['gru' as const], hidden: [16], pooling: ['last' as const] };
    const layer = (rank: number, inputs: number) =>
      [...Space.of({ ...only, rank: [rank] }, { ...problem, inputs }).enumerate()][0]!.recurrent[0]!;
    expect(layer(0.5, 6)).toEqual({ cell: 'gru', hidden: 16, inputRank: 3, recurrentRank: 8 });
    expect(layer(0.01, 6)).toEqual({ cell: 'gru', hidden: 16, inputRank: 1, recurrentRank: 1 });
    expect(layer(0.5, 1)).toEqual({ cell: 'gru', hidden: 16, recurrentRank: 8 });
    expect(layer(0.5, 40)).toEqual({ cell: 'gru', hidden: 16, inputRank: 8, recurrentRank: 8 });
  });

  it('takes averaging over one sample for no front end, and leaves out what the series are too short for', () => {
    const frontend = {
      none: true,
      decimation: { factor: [1, 2] },
      convolution: { filters: [4], kernel: [3, 9], stride: [1] },
    };
    expect(Space.of({ ...tinySpace, frontend }, problem).genes.frontends.map(({ kind }) => kind)).toEqual([
      'none',
      'convolution',
      'convolution',
      'decimation',
    ]);
    expect(Space.of({ ...tinySpace, frontend }, { ...problem, shortest: 8 }).genes.frontends).toHaveLength(3);
    const convolutionOnly = { none: false, convolution: frontend.convolution };
    expect(() => Space.of({ ...tinySpace, frontend: convolutionOnly }, { ...problem, shortest: 2 })).toThrow(
      'no front end',
    );
  });

  it('does not mutate a stranger, nor a space of one', () => {
    const space = Space.of(tinySpace, problem);
    const [architecture] = space.enumerate();
    expect(() => space.mutate({ ...architecture!, inputs: 7 }, new Random(1))).toThrow(RangeError);
    const one = Space.of({ ...tinySpace, cell: ['gru'], hidden: [4], pooling: ['last'] }, problem);
    expect(one.count).toBe(1);
    expect(() => one.mutate(one.sample(new Random(1)), new Random(1))).toThrow(RangeError);
  });

  it('has one key for an architecture however its fields are ordered', () => {
    const [architecture] = Space.of(tinySpace, problem).enumerate();
    const turned = Object.fromEntries(Object.entries(architecture!).reverse()) as Architecture;
    expect(architectureKey(turned)).toBe(architectureKey(architecture!));
  });
});

describe('the smallest part of a space', () => {
  it.each(Object.entries({ inputs, mixed, ranks: lowRank, convolutional }))(
    'has something within any limits that leave anything: %s',
    (_, spec) => {
      const space = Space.of(spec, named);
      const board = boardNamed('nucleo_l432kc')!;
      const estimate = costEstimator({ board, mode: 'windowed', samples: named.longest });
      const names = ['flash', 'ram', 'macs', 'latency'] as const;
      const costs = [...space.enumerate()].map(estimate);
      const smallest = [...space.smallest().enumerate()].map(estimate);
      expect(smallest.length).toBeLessThan(costs.length / 3);
      const random = new Random('limits');
      for (let attempt = 0; attempt < 300; attempt++) {
        // The costs of one or another architecture, so that some limits are met by few.
        const limits = names
          .filter(() => random.uniform() < 0.6)
          .map((name) => [name, random.pick(costs)[name]] as const);
        const fits = (cost: Cost) => limits.every(([name, limit]) => cost[name] <= limit);
        expect(smallest.some(fits), JSON.stringify(limits)).toBe(costs.some(fits));
      }
    },
  );
});

describe('surveySpace', () => {
  const limits = { flash: 12, ram: Infinity };
  // A cost that is the largest hidden size.
  const estimate = ({ recurrent }: Architecture) => {
    const size = Math.max(...recurrent.map(({ hidden }) => hidden));
    return { flash: size, ram: 1, macs: size, latency: 1, energy: null };
  };
  const survey = (spec: SpaceSpec) => finish(surveySpace(Space.of(spec, problem), estimate, limits, new Random(1)));
  const exactly = (spec: SpaceSpec) => {
    const all = [...Space.of(spec, problem).enumerate()];
    return all.filter((architecture) => estimate(architecture).flash <= 12).length / all.length;
  };

  it('counts a space that is small', () => {
    expect(survey(lowRank)).toEqual({
      count: Space.of(lowRank, problem).count,
      exact: true,
      share: exactly(lowRank),
      ranges: { flash: [1, 3], ram: [1, 1], macs: [1, 3], latency: [1, 1] },
    });
  });

  it('estimates the share of a large one', () => {
    const { exact, share } = survey(wideSpace);
    expect(exact).toBe(false);
    expect(Math.abs(share - exactly(wideSpace))).toBeLessThan(0.05);
  });
});
