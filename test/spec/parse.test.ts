import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { freezeSpec } from '../../src/spec/freeze.ts';
import { parseSpec } from '../../src/spec/parse.ts';
import { type Spec, SpecSchema } from '../../src/spec/schema.ts';
import { file } from './files.ts';

/** The spec of a text that must be right. */
function specOf(text: string): Spec {
  const { spec, problems } = parseSpec(text);
  expect(problems).toEqual([]);
  if (!spec) throw new Error('no spec');
  expect(Check(SpecSchema, spec)).toBe(true);
  return spec;
}

describe('defaults', () => {
  it('complete a file that says only what it must', () => {
    expect(specOf(file())).toEqual({
      name: 'test',
      seed: 1,
      data: {
        source: 'synthetic',
        generator: 'gestures',
        series: 600,
        noise: 1,
        test_fraction: 0.25,
        normalise: 'standard',
      },
      task: { type: 'classification' },
      space: {
        cell: ['lstm', 'gru', 'mgu', 'rnn', 'fastgrnn'],
        hidden: [4, 8, 12, 16, 24, 32],
        layers: [1],
        rank: ['full'],
        weights: ['int8'],
        mixed_cells: false,
        pooling: ['last'],
        dense: ['none'],
        input: { window: ['all'], channels: ['all'] },
        frontend: { none: true },
      },
      target: { board: 'some_board', mode: 'windowed' },
      constraints: {},
      strategy: {
        type: 'auto',
        reduction: 3,
        fidelity: 'epochs',
        objectives: ['error', 'flash', 'latency'],
      },
      budget: { trials: 40 },
      training: {
        epochs: 30,
        patience: 8,
        batch: 32,
        learning_rate: 0.005,
        clip: 1,
        augmentation: 'none',
        quantisation_aware: 'auto',
        reproducible: true,
        backend: 'wasm',
      },
      confirmation: { seeds: 3, finalists: 8, refit: true, cross_validation: true },
      output: { framework: 'zephyr' },
    });
  });

  it('leave the end of a series in samples or seconds', () => {
    const input = '{window: [all, 128, 1280 ms], rate: [25 Hz, 0.05 kHz], channels: [all, [ax, ay]]}';
    expect(specOf(file({ space: `{input: ${input}}` })).space.input).toEqual({
      window: ['all', 128, '1.28 s'],
      rate: [25, 50],
      channels: ['all', ['ax', 'ay']],
    });
    expect(specOf(file({ space: '{input: {window: 1 min, channels: all}}' })).space.input.window).toEqual(['60 s']);
  });

  it('are not shared between specs', () => {
    specOf(file()).space.hidden.push(99);
    expect(specOf(file()).space.hidden).not.toContain(99);
  });

  it('leave trials open when the time is given', () => {
    expect(specOf(file({ budget: '{time: 10 min}' })).budget).toEqual({ time: 600 });
  });

  it.each([
    ['{trials: 12}', '{type: evolution}', 6, 4],
    ['{trials: 5}', '{type: evolution}', 2, 2],
    ['{trials: 1}', '{type: evolution}', 2, 2],
    ['{trials: 100}', '{type: evolution, population: 3}', 3, 3],
    ['{time: 1 h}', '{type: evolution}', 16, 4],
  ])('fit the evolution to a budget of %s', (budget, strategy, population, tournament) => {
    expect(specOf(file({ budget, strategy })).strategy).toMatchObject({ population, tournament });
  });

  it.each([
    ['train: a, window: {length: 8, stride: 4}', undefined],
    ['train: a, window: {length: 8, stride: 4}, validation:', { by: 'time', fraction: 0.2 }],
    ['train: a, window: {length: 8, stride: 4}, validation: {fraction: 0.3}', { by: 'time', fraction: 0.3 }],
    ['train: a, series: s', undefined],
    ['train: a, series: s, validation:', { by: 'series', fraction: 0.2 }],
  ])('split without a leak: %s', (data, validation) => {
    const text = file({ data: `{source: csv, ${data}}`, task: '{type: classification, target: y}' });
    expect(specOf(text).data.validation).toEqual(validation);
  });

  it('fill sections whose lines are all commented out', () => {
    const text = file({ space: '\n  # hidden: [4]', training: '', output: '~' });
    expect(specOf(text)).toEqual(specOf(file()));
  });

  it('fill a front end that is named without details', () => {
    const { frontend } = specOf(file({ space: '\n  frontend:\n    convolution:\n    decimation: {}' })).space;
    expect(frontend).toEqual({
      none: true,
      convolution: { filters: [8, 16], kernel: [3, 5], stride: [1, 2] },
      decimation: { factor: [2, 4] },
    });
  });
});

describe('values', () => {
  it('takes a bare value for a list of one', () => {
    const { space } = specOf(file({ space: '{cell: gru, hidden: 8, rank: 0.5, pooling: mean, layers: 2}' }));
    expect(space).toMatchObject({ cell: ['gru'], hidden: [8], rank: [0.5], pooling: ['mean'], layers: [2] });
  });

  it('turns quantities into base units', () => {
    const text = file({ constraints: '{flash: 64 KiB, ram: 20480, latency: 3.3 µs, energy: "1 mJ"}' });
    expect(specOf(text).constraints).toEqual({ flash: 65536, ram: 20480, latency: 3.3e-6, energy: 1e-3 });
  });

  it('has no negative zero, which JSON would lose', () => {
    expect(Object.is(specOf(file({ seed: '-0' })).seed, 0)).toBe(true);
  });

  it('accepts names in any script', () => {
    expect(specOf(file({ name: 'Lagerüberwachung 2 – 轴承' })).name).toBe('Lagerüberwachung 2 – 轴承');
  });
});

/** Milliseconds of processor time, which does not depend on what else the machine does. */
function timed<T>(run: () => T): { result: T; milliseconds: number } {
  const start = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(start);
  return { result, milliseconds: (user + system) / 1000 };
}

describe('YAML', () => {
  const plain = specOf(file({ space: '{hidden: [4, 8]}' }));

  it.each([
    ['a byte order mark', `\uFEFF${file({ space: '{hidden: [4, 8]}' })}`],
    ['CRLF', file({ space: '\n  hidden:\n    - 4\n    - 8' }).replaceAll('\n', '\r\n')],
    ['a document marker', `---\n${file({ space: '{hidden: [4, 8]}' })}...\n`],
    ['a closing bracket on its own line', file({ space: '\n  hidden: [\n    4, 8\n  ]' })],
    ['quoted keys', file({ '"space"': "{'hidden': [4, 8]}" })],
    ['a merge key', file({ space: '\n  <<: {hidden: [4, 8]}' })],
    ['JSON', JSON.stringify({ ...plain, data: { source: 'synthetic', generator: 'gestures' } })],
  ])('may have %s', (_what, text) => {
    expect(specOf(text)).toEqual(plain);
  });

  it('follows anchors and merges; what is written out wins', () => {
    const convolution = '&c {filters: &sizes [4, 8], kernel: [3], stride: [1]}';
    const { frontend } = specOf(
      file({ space: `{frontend: {convolution: ${convolution}, decimation: {factor: *sizes}}, hidden: *sizes}` }),
    ).space;
    expect(frontend.decimation?.factor).toEqual([4, 8]);
    const merged = specOf(
      file({ strategy: '&s {type: random}', output: '{<<: [{name: a}, {name: b, framework: bare}], name: c}' }),
    );
    expect(merged.output).toEqual({ framework: 'bare', name: 'c' });
  });

  it('ends on aliases that contain themselves', () => {
    expect(parseSpec(file({ space: '&s {frontend: *s, hidden: *s, <<: *s}' })).spec).toBeUndefined();
    expect(parseSpec(file({ space: '{hidden: &h [*h, *h]}' })).spec).toBeUndefined();
  });

  it('does not blow up on a billion laughs', () => {
    const levels = Array.from(
      { length: 30 },
      (_, i) => `l${i + 1}: &l${i + 1} {<<: [${Array(9).fill(`*l${i}`).join()}]}\n`,
    );
    const lists = Array.from({ length: 30 }, (_, i) => `k${i + 1}: &k${i + 1} [${Array(9).fill(`*k${i}`).join()}]\n`);
    const text = `l0: &l0 {hidden: 4}\n${levels.join('')}k0: &k0 [4]\n${lists.join('')}${file({ space: '{<<: *l30, layers: *k30}' })}`;
    const { result, milliseconds } = timed(() => parseSpec(text));
    expect(result.spec).toBeUndefined();
    expect(milliseconds).toBeLessThan(1000);
  });

  it.each([
    ['brackets', '['.repeat(60_000)],
    ['braces', '{a: '.repeat(16_000)],
    ['dashes', '- '.repeat(32_000)],
    ['question marks', '? '.repeat(32_000)],
    ['colons', 'a: '.repeat(21_000)],
    ['anchors', '&a '.repeat(21_000)],
    ['closing brackets', ']'.repeat(65_000)],
    ['documents', '---\n'.repeat(16_000)],
    ['keys', Array.from({ length: 8000 }, (_, i) => `k${i}: `).join('\n')],
    ['aliases', `a: &a 1\n${Array.from({ length: 4000 }, (_, i) => `k${i}: *a`).join('\n')}`],
    ['wrong items', file({ space: `{hidden: [${'0,'.repeat(30_000)}]}` })],
  ])('survives very many %s, quickly', (_what, text) => {
    const {
      result: { spec, problems },
      milliseconds,
    } = timed(() => parseSpec(text));
    expect(milliseconds).toBeLessThan(3000);
    expect(spec).toBeUndefined();
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(200);
  });
});

describe('several problems', () => {
  it('are all reported, in the order of the text', () => {
    const { problems } = parseSpec(
      file({ space: '{hidden: 0, cell: lstn}', constraints: '{flash: 64 kb}', strategy: '{objectives: [ram, flash]}' }),
    );
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'spec/below-minimum space.hidden',
      'spec/not-an-option space.cell',
      'spec/unknown-unit constraints.flash',
      'spec/objectives-need-error strategy.objectives',
    ]);
  });

  it('do not include rules about sections that are wrong in themselves', () => {
    const { problems } = parseSpec(file({ task: '{type: regresion, maximum: 3}' }));
    expect(problems.map(({ code }) => code)).toEqual(['spec/not-an-option']);
  });

  it('keep errors when warnings abound', () => {
    const text = file({ budget: '{time: 5, trials: 0}', constraints: '{latency: 5, energy: 1}' });
    expect(parseSpec(text).problems.map(({ severity }) => severity)).toEqual([
      'warning',
      'error',
      'warning',
      'warning',
    ]);
  });
});

describe('freezeSpec', () => {
  const spec = specOf(file({ constraints: '{ram: 20 KiB, flash: 64 KiB}' }));

  it('is the same text however the file is laid out', () => {
    const other = specOf(`constraints:\n  flash: 65536\n  ram: 20480 # bytes\nseed: 1\n${file()}`);
    expect(freezeSpec(other)).toBe(freezeSpec(spec));
  });

  it('differs when anything differs', () => {
    const texts = [{}, { seed: '2' }, { space: '{hidden: [8, 4]}' }, { training: '{clip: 2}' }].map((more) =>
      freezeSpec(specOf(file(more))),
    );
    expect(new Set(texts).size).toBe(4);
  });

  it('sorts keys at every depth and ends with a newline', () => {
    const text = freezeSpec(spec);
    expect(text).toMatch(
      /^\{\n {2}"budget": \{\n {4}"trials": 40\n {2}\},\n {2}"confirmation": \{\n {4}"cross_validation": true,\n {4}"finalists": 8,/,
    );
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('can be read back as a file', () => {
    expect(parseSpec(freezeSpec(spec)).spec).toEqual(spec);
    const timed = specOf(file({ constraints: '{latency: 3.3 µs}', budget: '{time: 1 h}', strategy: '{type: random}' }));
    expect(parseSpec(freezeSpec(timed)).spec).toEqual(timed);
  });
});
