import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadDataset } from '../../src/data/load.ts';
import type { CsvData, Spec } from '../../src/spec/schema.ts';
import { csv, csvSpec, failure, smallCsv, smallTable, temporaryDirectory } from './support.ts';

interface Case {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly data?: Partial<CsvData>;
  readonly task?: Partial<Spec['task']>;
  readonly code: string;
  readonly where: string;
  readonly message: RegExp;
  readonly hint?: RegExp;
}

/** The small table with the text of one line replaced; line 1 is the header. */
function withLine(line: number, text: string): string {
  return smallCsv()
    .split('\n')
    .map((old, i) => (i === line - 1 ? text : old))
    .join('\n');
}

const zipped = gzipSync(smallCsv(100));
const damaged = Uint8Array.from(zipped, (byte, i) => (i > 40 && i < 60 ? byte ^ 0x55 : byte));
const window = { length: 10, stride: 1, label: 'last', test: 'all' } as const;
const regression = { type: 'regression', target: 'y' } as const;

const cases: Case[] = [
  { name: '0 bytes', content: '', code: 'data/empty-file', where: 'train.csv', message: /empty/ },
  { name: 'a byte order mark only', content: '\uFEFF', code: 'data/no-rows', where: 'train.csv', message: /no rows/ },
  { name: 'gzip of nothing', content: gzipSync(''), code: 'data/empty-file', where: 'train.csv', message: /empty/ },
  { name: 'a header only', content: 'id,x,y,label\n', code: 'data/no-rows', where: 'train.csv', message: /no rows/ },
  {
    name: 'a missing target column',
    content: smallCsv(),
    task: { target: 'lable' },
    code: 'data/missing-column',
    where: 'train.csv:1',
    message: /no column "lable" \(task\.target\)/,
    hint: /"label"/,
  },
  {
    name: 'a missing series column',
    content: smallCsv(),
    data: { series: 'sequence' },
    code: 'data/missing-column',
    where: 'train.csv:1',
    message: /"sequence" \(data\.series\)/,
    hint: /"id", "x", "y", "label"/,
  },
  {
    name: 'a missing channel',
    content: smallCsv(),
    data: { channels: ['x', 'z'] },
    code: 'data/missing-column',
    where: 'train.csv:1',
    message: /"z" \(data\.channels\)/,
  },
  {
    name: 'a missing group column',
    content: smallCsv(),
    data: { validation: { by: 'group', column: 'person', fraction: 0.2 } },
    code: 'data/missing-column',
    where: 'train.csv:1',
    message: /"person" \(data\.validation\.column\)/,
  },
  {
    name: 'semicolons instead of commas',
    content: smallCsv().replaceAll(',', ';'),
    code: 'data/missing-column',
    where: 'train.csv:1',
    message: /no column/,
    hint: /semicolons/,
  },
  {
    name: 'a duplicate column',
    content: withLine(1, 'id,x,x,label'),
    code: 'data/duplicate-column',
    where: 'train.csv:1:6',
    message: /"x"/,
  },
  {
    name: 'the target among the channels',
    content: smallCsv(),
    data: { channels: ['x', 'y'] },
    task: regression,
    code: 'data/target-is-channel',
    where: 'train.csv:1',
    message: /"y" is both/,
  },
  {
    name: 'no numeric column',
    content: csv({ header: ['id', 'x', 'label'], rows: [['a', 'b', 'c']] }),
    code: 'data/no-channels',
    where: 'train.csv:1',
    message: /numeric/,
  },
  {
    name: 'a row with a cell too few',
    content: withLine(4, 's0,0.1,5'),
    code: 'data/ragged-row',
    where: 'train.csv:4:8',
    message: /3 cells.* 4/,
    hint: /"label"/,
  },
  {
    name: 'a row with a cell too many',
    content: withLine(4, 's0,0.1,5,no,7'),
    code: 'data/ragged-row',
    where: 'train.csv:4:13',
    message: /5 cells.* 4/,
  },
  {
    name: 'a cell that is not a number',
    content: withLine(4, 's0,0.1,1k,no'),
    code: 'data/not-a-number',
    where: 'train.csv:4:8',
    message: /"1k" in column "y"/,
  },
  {
    name: 'a decimal comma in quotes',
    content: withLine(4, 's0,"0,1",1,no'),
    code: 'data/not-a-number',
    where: 'train.csv:4:5',
    message: /"0,1" in column "x"/,
    hint: /points/,
  },
  {
    name: 'a target that is not a number',
    content: smallCsv(),
    data: { channels: ['x', 'y'] },
    task: { type: 'regression' },
    code: 'data/not-a-number',
    where: 'train.csv:2:8',
    message: /"no" in column "label"/,
  },
  {
    name: 'an empty cell',
    content: withLine(4, 's0,,1,no'),
    code: 'data/empty-cell',
    where: 'train.csv:4:4',
    message: /"x" is empty/,
  },
  {
    name: 'an empty cell in the first row',
    content: withLine(2, 's0,,1,no'),
    code: 'data/empty-cell',
    where: 'train.csv:2:4',
    message: /"x" is empty/,
  },
  {
    name: 'an empty label',
    content: withLine(4, 's0,1,1,'),
    code: 'data/empty-cell',
    where: 'train.csv:4:8',
    message: /"label"/,
  },
  {
    name: 'an empty series',
    content: withLine(2, ',1,1,a'),
    code: 'data/empty-cell',
    where: 'train.csv:2:1',
    message: /"id"/,
  },
  {
    name: 'NaN',
    content: withLine(5, 's1,1.0,NaN,yes'),
    code: 'data/not-finite',
    where: 'train.csv:5:8',
    message: /"NaN" in column "y"/,
  },
  {
    name: 'Infinity',
    content: withLine(5, 's1,-inf,1,yes'),
    code: 'data/not-finite',
    where: 'train.csv:5:4',
    message: /"-inf" in column "x"/,
  },
  {
    name: 'a number beyond float32',
    content: withLine(5, 's1,1e39,1,yes'),
    code: 'data/not-finite',
    where: 'train.csv:5:4',
    message: /too large/,
  },
  {
    name: 'a quote inside a cell',
    content: withLine(4, 's0,0.1,5" disk,no'),
    code: 'data/stray-quote',
    where: 'train.csv:4:9',
    message: /quote/,
  },
  {
    name: 'text after a closing quote',
    content: withLine(4, 's0,"0.1"x,5,no'),
    code: 'data/stray-quote',
    where: 'train.csv:4:8',
    message: /quote/,
  },
  {
    name: 'a quote that never closes',
    content: withLine(4, 's0,0.1,"5,no'),
    code: 'data/unclosed-quote',
    where: 'train.csv:4:8',
    message: /never ends/,
  },
  {
    name: 'a quote that never closes in a long file',
    content: `id,x,label\na,1,"x\n${'b,2,y\n'.repeat(300_000)}`,
    code: 'data/unclosed-quote',
    where: 'train.csv:2:5',
    message: /never ends/,
  },
  {
    name: 'a row without end',
    content: `id,x,label\n${'a'.repeat(3 << 20)}`,
    code: 'data/record-too-long',
    where: 'train.csv:2:1',
    message: /longer than/,
  },
  {
    name: 'a bad cell after a quoted line end',
    content: 'id,x,label\n"a\nb",1,u\n"a\nb",2,u\n"a\nb",ü,u\n',
    code: 'data/not-a-number',
    where: 'train.csv:7:4',
    message: /"ü" in column "x"/,
  },
  {
    name: 'a label that is not UTF-8',
    content: Buffer.from(withLine(3, 's0,0.1,5,caf\xe9'), 'latin1'),
    code: 'data/encoding',
    where: 'train.csv:3:10',
    message: /UTF-8/,
  },
  {
    name: 'UTF-16',
    content: Buffer.from(`\uFEFF${smallCsv()}`, 'utf16le'),
    code: 'data/encoding',
    where: 'train.csv',
    message: /UTF-16/,
  },
  {
    name: 'a truncated gzip',
    content: zipped.subarray(0, -20),
    code: 'data/truncated-gzip',
    where: 'train.csv',
    message: /too early/,
  },
  { name: 'a damaged gzip', content: damaged, code: 'data/corrupt-gzip', where: 'train.csv', message: /damaged/ },
  {
    name: 'a gzip with a wrong checksum',
    content: Uint8Array.from(zipped, (byte, i) => (i === zipped.length - 6 ? byte ^ 1 : byte)),
    code: 'data/corrupt-gzip',
    where: 'train.csv',
    message: /damaged/,
  },
  {
    name: 'a series that comes back',
    content: withLine(8, 's0,9,9,no'),
    code: 'data/series-not-contiguous',
    where: 'train.csv:8:1',
    message: /"s0" comes back.*"id"/,
  },
  {
    name: 'a class that changes within a series',
    content: withLine(3, 's0,0.1,1,yes'),
    code: 'data/target-not-constant',
    where: 'train.csv:3:10',
    message: /"yes"/,
    hint: /data\.window/,
  },
  {
    name: 'a group that changes within a series',
    content: withLine(3, 's0,0.1,1,no'),
    data: { channels: ['x'], validation: { by: 'group', column: 'y', fraction: 0.2 } },
    code: 'data/group-not-constant',
    where: 'train.csv:3:8',
    message: /group changes/,
  },
  {
    name: 'a class with a single series',
    content: `${smallCsv()}last,1,2,rare\n`,
    code: 'data/class-too-small',
    where: 'train.csv:32',
    message: /"rare" has a single series/,
  },
  {
    name: 'a single class',
    content: smallCsv(4, ['yes']),
    code: 'data/one-class',
    where: 'train.csv',
    message: /only one class, "yes"/,
  },
  {
    name: 'values taken for classes',
    content: csv({ header: ['id', 'x', 'label'], rows: Array.from({ length: 1200 }, (_, i) => [i, i, i / 7]) }),
    code: 'data/too-many-classes',
    where: 'train.csv:1002:11',
    message: /1000/,
    hint: /regression/,
  },
  {
    name: 'a single series without windows',
    content: csv({
      header: ['x', 'y'],
      rows: [
        [1, 2],
        [2, 3],
      ],
    }),
    data: { series: undefined as never },
    task: regression,
    code: 'data/single-unit',
    where: 'train.csv',
    message: /only one series/,
    hint: /data\.window/,
  },
  {
    name: 'a single group',
    content: csv({
      header: ['id', 'g', 'x', 'y'],
      rows: [
        [1, 1, 1, 2],
        [2, 1, 2, 3],
      ],
    }),
    data: { validation: { by: 'group', column: 'g', fraction: 0.2 } },
    task: regression,
    code: 'data/single-unit',
    where: 'train.csv',
    message: /only one group/,
  },
  {
    name: 'groups that each have a class of their own',
    content: csv({ header: ['id', 'g', 'x', 'label'], rows: [1, 2, 3, 4].map((i) => [i, i % 2, i, i % 2]) }),
    data: { validation: { by: 'group', column: 'g', fraction: 0.2 } },
    code: 'data/empty-part',
    where: 'train.csv',
    message: /no group can be held out/,
  },
  {
    name: 'a window longer than the recording',
    content: csv({
      header: ['x', 'y'],
      rows: [
        [1, 2],
        [2, 3],
      ],
    }),
    data: { series: undefined as never, window },
    task: regression,
    code: 'data/window-too-long',
    where: 'train.csv',
    message: /takes 10 rows, and the recording has 2/,
  },
  {
    name: 'a window longer than every series',
    content: smallCsv(),
    data: { window },
    code: 'data/window-too-long',
    where: 'train.csv',
    message: /takes 10 rows, and the longest series has 3/,
  },
  {
    name: 'a test series without a last window',
    content: smallCsv(),
    data: { test: 'test.csv', window: { ...window, length: 3, test: 'last' } },
    code: 'data/window-too-long',
    where: 'test.csv:5',
    message: /takes 3 rows, and this series has 1/,
  },
  {
    name: 'time without windows',
    content: smallCsv(),
    data: { validation: { by: 'time', fraction: 0.2 } },
    code: 'data/time-needs-window',
    where: 'train.csv',
    message: /windows/,
  },
  {
    name: 'no window after the cut in time',
    content: smallCsv(),
    data: { window: { ...window, length: 2 }, validation: { by: 'time', fraction: 0.2 } },
    code: 'data/empty-part',
    where: 'train.csv',
    message: /validation part/,
  },
  {
    name: 'a class that only the validation part would have',
    content: csv({ header: ['x', 'label'], rows: Array.from({ length: 100 }, (_, i) => [i, i < 85 ? 'a' : 'b']) }),
    data: { series: undefined as never, window },
    code: 'data/class-not-trained',
    where: 'train.csv',
    message: /"b" is not in the training part/,
  },
  {
    name: 'a class without a window',
    content: csv({
      header: ['x', 'label'],
      rows: Array.from({ length: 100 }, (_, i) => [i, i < 5 ? 'a' : i % 2 ? 'b' : 'c']),
    }),
    data: { series: undefined as never, window },
    code: 'data/class-without-window',
    where: 'train.csv',
    message: /"a" is the target of no window/,
  },
  {
    name: 'a majority of values',
    content: smallCsv(),
    data: { window: { ...window, length: 2, label: 'majority' } },
    task: regression,
    code: 'data/majority-of-values',
    where: '',
    message: /majority/,
  },
  {
    name: 'no target',
    content: smallCsv(),
    task: { target: undefined as never },
    code: 'data/no-target',
    where: '',
    message: /target column/,
  },
  {
    name: 'validation by group without its column',
    content: smallCsv(),
    data: { validation: { by: 'group', fraction: 0.2 } },
    code: 'data/no-groups',
    where: '',
    message: /group column/,
  },
  {
    name: 'a label that only the test file has',
    content: smallCsv(),
    data: { test: 'unknown.csv' },
    code: 'data/unknown-label',
    where: 'unknown.csv:3:7',
    message: /"yess" is not in the training data/,
    hint: /"yes"/,
  },
  {
    name: 'a channel that the test file lacks',
    content: smallCsv(),
    data: { test: 'narrow.csv' },
    code: 'data/missing-column',
    where: 'narrow.csv:1',
    message: /"y" \(a channel of the training file\)/,
  },
  {
    name: 'a test file without rows',
    content: smallCsv(),
    data: { test: 'header.csv' },
    code: 'data/no-rows',
    where: 'header.csv',
    message: /no rows/,
  },
  {
    name: 'a missing file',
    content: smallCsv(),
    data: { train: 'trian.csv' },
    code: 'data/file-not-found',
    where: 'trian.csv',
    message: /does not exist/,
    hint: /"train\.csv"/,
  },
  {
    name: 'a missing test file, before the training file is read',
    content: 'nonsense',
    data: { test: 'folder/test.csv' },
    code: 'data/file-not-found',
    where: 'folder/test.csv',
    message: /does not exist/,
  },
  {
    name: 'a path through a file',
    content: smallCsv(),
    data: { train: 'train.csv/x.csv' },
    code: 'data/file-not-found',
    where: 'train.csv/x.csv',
    message: /does not exist/,
  },
  {
    name: 'a path with a NUL',
    content: smallCsv(),
    data: { train: 'a\0b' },
    code: 'data/unreadable',
    where: 'a\0b',
    message: /cannot be read/,
  },
];

const others = {
  'test.csv': 'id,x,y,label\na,1,1,no\na,1,1,no\na,1,1,no\nb,2,2,yes\n',
  'unknown.csv': 'id,x,y,label\na,1,1,no\nb,2,2,yess\n',
  'narrow.csv': 'id,x,label\na,1,no\n',
  'header.csv': 'id,x,y,label\n',
};

describe('one clear error', () => {
  it.each(cases)('for $name', async ({ content, data, task, code, where, message, hint }) => {
    const error = await failure({ ...others, 'train.csv': content }, csvSpec(data, task));
    expect({ code: error.code, where: error.place ?? '' }).toEqual({ code, where });
    expect(error.message).toMatch(message);
    if (hint !== undefined) expect(error.hint).toMatch(hint);
  });

  it('for a folder instead of a file', async () => {
    const baseDirectory = temporaryDirectory();
    mkdirSync(join(baseDirectory, 'train.csv'));
    await expect(loadDataset(csvSpec(), { baseDirectory })).rejects.toMatchObject({
      code: 'data/not-a-file',
      where: join(baseDirectory, 'train.csv'),
    });
  });

  it('for rows that were fine before an error far into the file', async () => {
    const { header, rows } = smallTable(20_000);
    const error = await failure({ 'train.csv': `${csv({ header, rows })}zz,1,x,no\n` }, csvSpec());
    expect(error.place).toBe(`train.csv:${rows.length + 2}:6`);
  });
});
