import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Spec } from '../../src/spec/schema.ts';
import { failure, load, seriesOf, tsSpec } from './support.ts';

const header = [
  '# a comment',
  '@problemName Small',
  '@timeStamps false',
  '@missing false',
  '@univariate false',
  '@dimensions 2',
  '@equalLength false',
  '@classLabel true up down',
  '@data',
];
const rows = ['1,2,3:10,20,30:up', '4,5:40,50:down', '1.5,2.5e0:-1,-2:up', '7:8:down'];

const text = (lines: readonly string[] = rows, head: readonly string[] = header): string =>
  `${[...head, ...lines].join('\n')}\n`;
const withTag = (tag: string, line: string): string[] => header.map((old) => (old.startsWith(tag) ? line : old));

describe('a .ts file', () => {
  it('becomes series of unequal length, its dimensions the channels', async () => {
    const dataset = await load({ 'train.ts': text() }, tsSpec({ test: 'train.ts', sampling_rate: 10 }));
    expect(dataset.channels).toEqual(['channel_1', 'channel_2']);
    expect(dataset.classes).toEqual(['down', 'up']);
    expect(dataset.samplingRate).toBe(10);
    const test = dataset.test!;
    expect([...test.lengths]).toEqual([3, 2, 2, 1]);
    expect([...test.targets]).toEqual([1, 0, 1, 0]);
    expect(seriesOf(dataset, test, 0)).toEqual([
      [1, 10],
      [2, 20],
      [3, 30],
    ]);
    expect(seriesOf(dataset, test, 2)).toEqual([
      [1.5, -1],
      [2.5, -2],
    ]);
  });

  it('is read alike with CRLF, gzipped, with tags in any letter case and comments in Latin-1', async () => {
    const plain = await load({ 'train.ts': text() }, tsSpec());
    const upper = text(
      rows,
      header.map((line) => line.replace(/^@\w+/, (tag) => tag.toUpperCase())),
    );
    for (const content of [
      text().replaceAll('\n', '\r\n'),
      gzipSync(text()),
      upper,
      Buffer.from(text().replace('a comment', 'café'), 'latin1'),
      text(rows.flatMap((row) => [row, '', '# between'])),
    ]) {
      expect(await load({ 'train.ts': content }, tsSpec())).toEqual(plain);
    }
  });

  it('may hold values to predict', async () => {
    const head = ['@univariate true', '@targetLabel true', '@data'];
    const lines = ['1,2:0.5', '2,3:1.5', '3,4:2.5', '4,5:1e1'];
    const dataset = await load({ 'train.ts': text(lines, head) }, tsSpec({ test: 'train.ts' }, 'regression'));
    expect([...dataset.test!.targets]).toEqual([0.5, 1.5, 2.5, 10]);
    expect(dataset.channels).toEqual(['channel_1']);
  });
});

interface Case {
  readonly name: string;
  readonly content: string;
  readonly code: string;
  readonly place: string;
  readonly message: RegExp;
  readonly type?: Spec['task']['type'];
}

const cases: Case[] = [
  {
    name: 'time stamps',
    content: text(rows, withTag('@timeStamps', '@timeStamps true')),
    code: 'data/ts-header',
    place: 'train.ts:3',
    message: /time stamps/,
  },
  {
    name: 'missing values announced',
    content: text(rows, withTag('@missing', '@missing true')),
    code: 'data/ts-header',
    place: 'train.ts:4',
    message: /missing values/,
  },
  {
    name: 'a flag that is none',
    content: text(rows, withTag('@missing', '@missing maybe')),
    code: 'data/ts-header',
    place: 'train.ts:4',
    message: /maybe/,
  },
  {
    name: 'a count that is none',
    content: text(rows, withTag('@dim', '@dimensions two')),
    code: 'data/ts-header',
    place: 'train.ts:6',
    message: /two/,
  },
  {
    name: 'an absurd count',
    content: text(rows, withTag('@dim', '@dimensions 99999999999')),
    code: 'data/ts-dimensions',
    place: 'train.ts:10',
    message: /2 dimensions, not 99999999999/,
  },
  {
    name: 'no classes listed',
    content: text(rows, withTag('@classLabel', '@classLabel true')),
    code: 'data/ts-header',
    place: 'train.ts:8',
    message: /names no class/,
  },
  {
    name: 'no labels at all',
    content: text(rows, withTag('@classLabel', '@classLabel false')),
    code: 'data/ts-header',
    place: 'train.ts:9',
    message: /no class labels/,
  },
  {
    name: 'classes for a regression',
    content: text(),
    type: 'regression',
    code: 'data/ts-header',
    place: 'train.ts:9',
    message: /no values to predict/,
  },
  {
    name: 'values before @data',
    content: text(rows, header.slice(0, -1)),
    code: 'data/ts-header',
    place: 'train.ts:9:1',
    message: /before @data/,
  },
  {
    name: 'no @data',
    content: text([], header.slice(0, -1)),
    code: 'data/ts-header',
    place: 'train.ts',
    message: /no @data/,
  },
  { name: 'no series', content: text([]), code: 'data/no-rows', place: 'train.ts', message: /no series/ },
  { name: '0 bytes', content: '', code: 'data/empty-file', place: 'train.ts', message: /empty/ },
  {
    name: 'a missing value',
    content: text(['1,?,3:1,2,3:up']),
    code: 'data/missing-value',
    place: 'train.ts:10:3',
    message: /dimension 1, step 2/,
  },
  {
    name: 'an empty value',
    content: text(['1,2,3:1,,3:up']),
    code: 'data/empty-cell',
    place: 'train.ts:10:9',
    message: /dimension 2, step 2/,
  },
  {
    name: 'text for a value',
    content: text(['1,2,3:1,2,x:up']),
    code: 'data/not-a-number',
    place: 'train.ts:10:11',
    message: /"x"/,
  },
  {
    name: 'NaN',
    content: text(['1,NaN,3:1,2,3:up']),
    code: 'data/not-a-number',
    place: 'train.ts:10:3',
    message: /"NaN" is not a finite/,
  },
  {
    name: 'time stamps in a series',
    content: text(['(0,1),(1,2):(0,1),(1,2):up']),
    code: 'data/not-a-number',
    place: 'train.ts:10:1',
    message: /"\(0"/,
  },
  {
    name: 'dimensions of unequal length',
    content: text(['1,2,3:1,2:up']),
    code: 'data/ts-length',
    place: 'train.ts:10:7',
    message: /dimension 2 has 2 values/,
  },
  {
    name: 'a dimension too many',
    content: text([...rows, '1,2:1,2:1,2:up']),
    code: 'data/ts-dimensions',
    place: 'train.ts:14',
    message: /3 dimensions, not 2/,
  },
  {
    name: 'a line without colon',
    content: text(['1,2,3']),
    code: 'data/ts-dimensions',
    place: 'train.ts:10',
    message: /colon/,
  },
  {
    name: 'a length other than announced',
    content: text(rows, [...withTag('@equalLength', '@equalLength true'), '@data'].toSpliced(8, 1, '@seriesLength 3')),
    code: 'data/ts-length',
    place: 'train.ts:12',
    message: /2 values, not 3/,
  },
  {
    name: 'a label that is not listed',
    content: text([...rows, '1:2:left']),
    code: 'data/ts-label',
    place: 'train.ts:14:5',
    message: /"left"/,
  },
  { name: 'no label', content: text(['1:2:']), code: 'data/empty-cell', place: 'train.ts:10:5', message: /no target/ },
  {
    name: 'a class with a single series',
    content: text(rows.slice(0, 3)),
    code: 'data/class-too-small',
    place: 'train.ts:11',
    message: /"down"/,
  },
  {
    name: 'a target that is no number',
    content: text(['1,2:a'], ['@targetLabel true', '@data']),
    type: 'regression',
    code: 'data/not-a-number',
    place: 'train.ts:3:5',
    message: /"a"/,
  },
];

describe('one clear error', () => {
  it.each(cases)('for $name', async ({ content, code, place, message, type }) => {
    const error = await failure({ 'train.ts': content }, tsSpec({}, type));
    expect({ code: error.code, place: error.place }).toEqual({ code, place });
    expect(error.message).toMatch(message);
  });

  it('for a test file with other dimensions', async () => {
    const test = text(['1:up'], withTag('@dim', '@dimensions 1'));
    const error = await failure({ 'train.ts': text(), 'test.ts': test }, tsSpec({ test: 'test.ts' }));
    expect(error).toMatchObject({ code: 'data/channel-mismatch', place: 'test.ts:10' });
  });

  it('for a label that only the test file has', async () => {
    const test = text(['1:2:left'], withTag('@classLabel', '@classLabel true up down left'));
    const error = await failure({ 'train.ts': text(), 'test.ts': test }, tsSpec({ test: 'test.ts' }));
    expect(error).toMatchObject({ code: 'data/unknown-label', place: 'test.ts:10:5' });
  });

  it('for validation by group or time', async () => {
    const by = (kind: 'group' | 'time') => tsSpec({ validation: { by: kind, fraction: 0.2 } });
    expect((await failure({ 'train.ts': text() }, by('group'))).code).toBe('data/no-groups');
    expect((await failure({ 'train.ts': text() }, by('time'))).code).toBe('data/time-needs-window');
  });
});
