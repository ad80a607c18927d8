import { describe, expect, it } from 'vitest';
import type { ColumnPeek, DataPeek } from '../../src/data/data-peek.ts';
import { allBoards } from '../../src/hardware/boards.ts';
import { completionsAt } from '../../src/language/complete.ts';
import type { Completion } from '../../src/language/completion.ts';
import type { LanguageContext } from '../../src/language/context.ts';
import { CELL_NAMES } from '../../src/protocol/architecture.ts';
import { cursor } from './support/context.ts';

const complete = (marked: string, context: LanguageContext = {}): Completion[] => {
  const { text, offset } = cursor(marked);
  return completionsAt(text, offset, context);
};
const labels = (marked: string, context?: LanguageContext) => complete(marked, context).map(({ label }) => label);

/** The text after a completion is accepted, with `|` where the cursor goes. */
function accept(marked: string, label: string, context?: LanguageContext): string {
  const { text } = cursor(marked);
  const chosen = complete(marked, context).find((one) => one.label === label);
  if (chosen === undefined) throw new Error(`${label} is not offered`);
  const [start, end] = chosen.replace;
  const insert = chosen.snippet
    ? chosen.insert.replace(/\$\{1:([^}]*)\}|\$\d/, (_, value?: string) => `${value ?? ''}|`)
    : `${chosen.insert}|`;
  return text.slice(0, start) + insert + text.slice(end);
}

const SPACE = [
  'cell',
  'hidden',
  'layers',
  'mixed_cells',
  'rank',
  'weights',
  'pooling',
  'dense',
  'cnn',
  'input',
  'frontend',
];

describe('keys', () => {
  it('of the file: required ones first', () => {
    const offered = complete('|');
    expect(offered.slice(0, 4).map(({ label, detail }) => `${label} ${detail}`)).toEqual([
      'name required',
      'data required',
      'task required',
      'target required',
    ]);
    expect(offered.map(({ label }) => label)).toContain('references');
    expect(offered.every(({ documentation }) => (documentation ?? '') !== '')).toBe(true);
  });

  it.each<[string, string, string[]]>([
    ['a beginning of a word', 'space:\n  hid|\n', SPACE],
    ['a beginning of a word before other keys', 'space:\n  hid|\n  cell: gru\n', SPACE.filter((key) => key !== 'cell')],
    ['an empty line', 'space:\n  |\ntarget:\n  board: x\n', SPACE],
    [
      'an empty line between keys',
      'space:\n  cell: gru\n  |\n  rank: full\n',
      ['hidden', 'layers', 'mixed_cells', 'weights', 'pooling', 'dense', 'cnn', 'input', 'frontend'],
    ],
    ['the end of the file', 'space:\n  cell: gru\n  |', SPACE.slice(1)],
    ['a deeper level', 'space:\n  frontend:\n    |\n', ['none', 'convolution', 'decimation']],
    ['the deepest level', 'space:\n  frontend:\n    convolution:\n      |', ['filters', 'kernel', 'stride']],
    ['a level above, by indentation', 'space:\n  frontend:\n    none: true\n  |', SPACE.slice(0, -1)],
    ['braces', 'target: { | }', ['board', 'mode']],
    ['braces after a comma', 'target: {mode: streaming, |}', ['board']],
    ['braces that are not closed', 'target: {mode: streaming, bo|\nseed: 1\n', ['board']],
    ['braces over several lines', 'target: {\n  mode: streaming,\n  |\n}\n', ['board']],
    ['a key that is being changed', 'budget:\n  tria|: 3\n', ['trials', 'time', 'stall']],
    [
      'a list of mappings',
      'references:\n  - |',
      ['name', 'accuracy', 'rmse', 'flash', 'ram', 'latency', 'energy', 'macs'],
    ],
    [
      'an item that has begun',
      'references:\n  - name: A\n    ram: 1 KiB\n    |',
      ['accuracy', 'rmse', 'flash', 'latency', 'energy', 'macs'],
    ],
    [
      'an item in braces',
      'references: [{ name: A, ac| }]',
      ['accuracy', 'rmse', 'flash', 'ram', 'latency', 'energy', 'macs'],
    ],
    ['a file that ends lines with CRLF', 'space:\r\n  cell: gru\r\n  |\r\nseed: 1\r\n', SPACE.slice(1)],
    ['a file with errors elsewhere', 'name: [unclosed\nspace:\n  |\ntarget: }{\n', SPACE],
    ['a file with an open quote elsewhere', 'target:\n  board: "nuc\nspace:\n  |\n', SPACE],
  ])('on %s', (_what, text, expected) => {
    expect([...labels(text)].sort()).toEqual([...expected].sort());
  });

  it('of data follow its source', () => {
    expect(labels('data:\n  |')).toEqual(['source']);
    expect(labels('data:\n  source: synthetic\n  |')).toEqual([
      'generator', 'series', 'length', 'noise', 'test_fraction', 'sampling_rate', 'normalise', 'validation',
    ]); // prettier-ignore
    expect(labels('data:\n  |\n  source: ts')[0]).toBe('train');
    expect(labels('data: {source: ts, |}')).not.toContain('window');
  });

  it.each([
    ['space:\n  hid|', 'hidden', 'space:\n  hidden: [|]'],
    ['tar|', 'target', 'target:\n  board: |'],
    ['target:\n  mo|', 'mode', 'target:\n  mode: |'],
    ['refe|', 'references', 'references:\n  - name: |'],
    ['data: { source: csv, wi| }', 'window', 'data: { source: csv, window: { length: | } }'],
    ['budget:\n  ti|: 3', 'trials', 'budget:\n  trials|: 3'],
  ])('are written: %j', (before, label, after) => {
    expect(accept(before, label)).toBe(after);
  });
});

describe('values', () => {
  it.each<[string, string[]]>([
    ['task:\n  type: |', ['classification', 'regression']],
    ['task:\n  type:|', ['classification', 'regression']],
    ['task: {type: cl|}', ['classification', 'regression']],
    ['space:\n  cell: [gru, |]', CELL_NAMES.filter((name) => name !== 'gru')],
    ['space:\n  cell: [gru, |\n  hidden: [4]\n', CELL_NAMES.filter((name) => name !== 'gru')],
    ['space: { cell: [|', [...CELL_NAMES]],
    ['space:\n  cell:\n    - gru\n    - |', CELL_NAMES.filter((name) => name !== 'gru')],
    ['space:\n  cell:\n    |', [...CELL_NAMES]],
    ['space:\n  frontend:\n    none: |', ['true', 'false']],
    ['space:\n  rank: [0.5, |]', ['full']],
    ['data:\n  source: |', ['csv', 'ts', 'wav', 'synthetic']],
    ['data:\n  source: csv\n  validation: { by: | }', ['series', 'group', 'time']],
    ['strategy:\n  objectives: [error, |]', ['flash', 'ram', 'latency', 'energy', 'macs']],
    ['training:\n  epochs: |', ['30']],
    ['constraints:\n  flash: |', ['64 KiB']],
    ['space:\n  input:\n    window: [|', ['all', '1.28 s']],
    ['space:\n  input: { channels: [all, |] }', ['[ax, ay, az]']],
  ])('%j', (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it('tell what a word means, and which is the default', () => {
    const [gru] = complete('space:\n  cell: [|]').filter(({ label }) => label === 'gru');
    expect(gru?.documentation).toContain('Gated recurrent unit');
    const [streaming, windowed] = complete('target:\n  mode: |');
    expect([streaming?.detail, windowed?.detail]).toEqual([undefined, 'default']);
    expect(complete('data:\n  source: |')[0]?.documentation).toBe('Long CSV, plain or gzip: one row per sample.');
  });

  it.each([
    ['constraints:\n  flash: 64|', ['64 KiB', '64 B', '64 MiB', '64 kB', '64 MB']],
    ['constraints:\n  flash: 64 |', ['64 KiB', '64 B', '64 MiB', '64 kB', '64 MB']],
    ['constraints: {latency: 2.5 m|}', ['2.5 ms', '2.5 s', '2.5 µs', '2.5 min', '2.5 ns', '2.5 h']],
    ['references: [{accuracy: 93.4 |}]', ['93.4 %']],
  ])('have units: %j', (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it('replace the whole word', () => {
    expect(accept('constraints:\n  flash: 6|4 Ki # most\n', '6 KiB')).toBe('constraints:\n  flash: 6 KiB| # most\n');
    expect(accept('target:\n  board: nuc|leo\n', 'nucleo_l432kc')).toBe('target:\n  board: nucleo_l432kc|\n');
    expect(accept('task:\n  type:|\n', 'regression')).toBe('task:\n  type: regression|\n');
    expect(accept('space:\n  cell: |', 'gru')).toBe('space:\n  cell: [gru]|');
    expect(accept('space:\n  cell:\n    g|', 'gru')).toBe('space:\n  cell:\n    - gru|');
  });

  it('offer what the board has as a limit', () => {
    expect(labels('target: {board: uno}\nconstraints:\n  ram: |')).toEqual(['20 KiB', '2 KiB']);
  });
});

describe('boards', () => {
  it('are all offered, with core and memory', () => {
    const offered = complete('target:\n  board: |\nseed: 1\n');
    expect(offered.map(({ label }) => label)).toEqual(allBoards().map(({ id }) => id));
    const board = offered.find(({ label }) => label === 'nucleo_l432kc');
    expect(board?.detail).toBe('cortex-m4 · 80 MHz · 256 KiB flash · 64 KiB RAM');
    expect(board?.documentation).toContain('ST Nucleo L432KC');
  });

  it('keep the colon of an emulator', () => {
    expect(accept('target:\n  board: qemu:|', 'qemu:mps2-an386')).toBe('target:\n  board: qemu:mps2-an386|');
    expect(accept('target:\n  board: qemu:mps|', 'qemu:mps2-an386')).toBe('target:\n  board: qemu:mps2-an386|');
  });
});

describe('columns', () => {
  const column = (name: string, numeric: boolean, texts?: string[]): ColumnPeek => {
    return { name, numeric, texts, runs: { shortest: 1, longest: 9 } };
  };
  const data: DataPeek = {
    source: 'csv',
    complete: false,
    columns: [column('id', true, ['1', '2']), column('ax', true), column('a, b', true), column('who', false, ['x']), column('label', false, ['a', 'b'])],
    channels: undefined,
    classes: undefined,
    rows: 1200,
    lengths: undefined,
    samplingRate: undefined,
    problems: [],
  }; // prettier-ignore
  const csv = (line: string) => `data:\n  source: csv\n  train: a.csv\n  series: id\n${line}`;

  it('are offered where a column is named, without those that have a part', () => {
    expect(labels(csv('task:\n  type: classification\n  target: |'), { data })).toEqual(['ax', 'a, b', 'who', 'label']);
    expect(labels(csv('  channels: [ax, |]\n'), { data })).toEqual(['a, b']);
    expect(labels(csv('  validation: { by: group, column: | }'), { data })).toEqual(['ax', 'a, b', 'who', 'label']);
    expect(labels('data:\n  source: csv\n  series: |', { data })).toHaveLength(5);
  });

  it('are offered as channels of the input, and the names of other data', () => {
    const input = (line: string) => `${csv('')}space:\n  input:\n    ${line}`;
    expect(labels(input('channels: [all, [ax, |]]'), { data })).toEqual(['a, b', 'who', 'label'].slice(0, 1));
    expect(complete(input('channels: [|]'), { data }).map(({ insert }) => insert)).toEqual(['all', '[ax]', '["a, b"]']);
    const gestures: DataPeek = {
      ...data,
      source: 'synthetic',
      channels: ['acc_x', 'acc_y'],
      columns: [],
      samplingRate: 50,
    };
    expect(labels(input('channels: [[|]]'), { data: gestures })).toEqual(['acc_x', 'acc_y']);
    expect(labels(input('rate: [50 Hz, |]'), { data: gestures })).toEqual(['25 Hz', '12.5 Hz']);
  });

  it('are described, and quoted where YAML needs it', () => {
    const [, ab, , label] = complete(csv('task:\n  target: |'), { data });
    expect(ab?.insert).toBe('"a, b"');
    expect(label?.detail).toBe('text · 2 different in the first 1,200 rows');
  });
});

describe('nothing is offered', () => {
  it.each([
    'space:\n  # hid|\n  cell: gru\n',
    'name: a # |',
    'space:\n  cell: gru\n      |\n',
    'spice:\n  |\n',
    'space:\n  hidden: [4, |]',
    '- |',
  ])('%j', (text) => {
    expect(labels(text)).toEqual([]);
  });
});
