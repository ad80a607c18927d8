import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { longest } from '../../src/data/dataset.ts';
import type { DataPeek, DataSource } from '../../src/data/data-peek.ts';
import { loadDataset } from '../../src/data/load.ts';
import { peekData } from '../../src/data/peek.ts';
import { csvSpec, syntheticSpec, temporaryDirectory, tsSpec, wavSpec, writeFiles, type Files } from './support.ts';
import { wav } from './wavs.ts';

async function peek(files: Files, data: DataSource): Promise<DataPeek> {
  const baseDirectory = temporaryDirectory();
  await writeFiles(baseDirectory, files);
  return peekData(data, { baseDirectory });
}
const csv = (text: string | Uint8Array) => peek({ 'train.csv': text }, { source: 'csv', train: 'train.csv' });

const ROWS = Array.from({ length: 30 }, (_, i) => `${i < 10 ? 'a' : 'b'},${i % 3},${i / 7},${i < 10 ? 'up' : 'down'}`);
const SMALL = `id,count,value,label\n${ROWS.join('\n')}\n`;

describe('a look at a CSV file', () => {
  it('tells its columns, rows and series', async () => {
    expect(await csv(SMALL)).toEqual({
      source: 'csv',
      complete: true,
      columns: [
        { name: 'id', numeric: false, texts: ['a', 'b'], runs: { shortest: 10, longest: 20 } },
        { name: 'count', numeric: true, texts: ['0', '1', '2'], runs: { shortest: 1, longest: 1 } },
        { name: 'value', numeric: true, texts: expect.any(Array), runs: { shortest: 1, longest: 1 } },
        { name: 'label', numeric: false, texts: ['up', 'down'], runs: { shortest: 10, longest: 20 } },
      ],
      channels: undefined,
      classes: undefined,
      rows: 30,
      lengths: undefined,
      samplingRate: undefined,
      problems: [],
    });
  });

  it('inflates gzip', async () => {
    expect(await csv(gzipSync(SMALL))).toEqual(await csv(SMALL));
  });

  it('reads a mebibyte of a larger file and says so', async () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => `${Math.floor(i / 100)},${i / 7}`);
    for (const pack of [(text: string) => text, gzipSync]) {
      const seen = await csv(pack(`id,value\n${rows.join('\n')}\n`));
      expect(seen.complete).toBe(false);
      expect(seen.rows).toBeGreaterThan(30_000);
      expect(seen.rows).toBeLessThan(60_000);
      expect(seen.columns[0]).toMatchObject({ name: 'id', runs: { shortest: 100, longest: 100 } });
      expect(seen.columns[1]).toMatchObject({ name: 'value', numeric: true, texts: undefined });
    }
  });

  it.each<[string, string, string, string]>([
    ['is empty', '', 'data/empty-file', 'the file is empty'],
    ['has a header alone', 'a,b\n', 'data/no-rows', 'there are no rows below the header'],
    ['has a row too short', 'a,b\n1,2\n3\n', 'data/ragged-row', 'line 3: the row has 1 cell, and the header has 2'],
    ['has an open quote', 'a,b\n1,"2\n3,4\n', 'data/unclosed-quote', 'line 2: a quoted cell never ends'],
    ['has a column twice', 'a,a\n1,2\n', 'data/duplicate-column', 'line 1: column "a" stands in the header twice'],
    ['has semicolons', 'a;b\n1;2\n', 'data/no-channels', 'there is only one column'],
  ])('says when it %s', async (_what, text, code, message) => {
    expect((await csv(text)).problems).toMatchObject([{ key: 'train', code, message }]);
  });

  it('says when files are not there, and what stands beside', async () => {
    const { problems } = await peek({ 'train.csv': SMALL }, { source: 'csv', train: 'trian.csv', test: 'nothing.csv' });
    expect(problems).toMatchObject([
      { key: 'train', code: 'data/file-not-found', hint: 'Did you mean "train.csv"?' },
      { key: 'test', code: 'data/file-not-found' },
    ]);
  });

  it('says when it is a folder', async () => {
    const { problems } = await peek({ 'train/a.csv': SMALL }, { source: 'csv', train: 'train' });
    expect(problems).toMatchObject([{ key: 'train', code: 'data/not-a-file' }]);
  });

  it('leaves no file open', async () => {
    const open = () => readdirSync('/proc/self/fd').length;
    const before = open();
    for (let i = 0; i < 20; i++) await csv('a,b\n1,2\n3\n');
    expect(open()).toBeLessThan(before + 10);
  });

  it('can be aborted', async () => {
    const baseDirectory = temporaryDirectory();
    await writeFiles(baseDirectory, { 'train.csv': SMALL });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(peekData({ source: 'csv', train: 'train.csv' }, { baseDirectory, signal })).rejects.toThrow('enough');
  });
});

describe('a look at other data', () => {
  it('reads the header and the series of a .ts file', async () => {
    const text = '# c\n@problemName x\n@classLabel true yes no\n@data\n1,2,3:4,5,6:yes\n1,2:3,4:no\n';
    const seen = await peek({ 'a.ts': text }, { source: 'ts', train: 'a.ts' });
    expect(seen).toMatchObject({
      complete: true,
      channels: ['channel_1', 'channel_2'],
      classes: ['yes', 'no'],
      lengths: { shortest: 2, longest: 3 },
    });
  });

  it('says when a .ts file is none', async () => {
    const seen = await peek({ 'a.ts': '@problemName x\n' }, { source: 'ts', train: 'a.ts' });
    expect(seen.problems).toMatchObject([{ code: 'data/ts-header', message: 'there is no @data line' }]);
  });

  it('reads the folders of wav files and the format of one', async () => {
    const files = { 'train/no/1.wav': wav([1, 2, 3]), 'train/yes/1.wav': wav([1, 2]) };
    const seen = await peek(files, { source: 'wav', train: 'train' });
    expect(seen).toMatchObject({
      complete: false,
      channels: ['audio'],
      classes: ['no', 'yes'],
      samplingRate: 8000,
      problems: [],
    });
  });

  it('says when there are no classes', async () => {
    const { problems } = await peek({ 'train/1.wav': wav([1]) }, { source: 'wav', train: 'train' });
    expect(problems).toMatchObject([{ code: 'data/no-classes' }]);
  });
});

describe('a look agrees with loading', () => {
  const generators = ['adding-problem', 'gestures', 'bearing-fault', 'dead-reckoning'] as const;

  it.each(generators)('of the generator %s', async (generator) => {
    const spec = syntheticSpec(generator, { series: 2000, length: 40 });
    const data = await loadDataset(spec, { baseDirectory: '.', shared: false });
    const seen = await peekData({ source: 'synthetic', generator, length: 40 }, { baseDirectory: '.' });
    expect(seen.channels).toEqual(data.channels);
    expect(seen.classes ?? []).toEqual(data.classes);
    expect(seen.samplingRate).toBe(data.samplingRate);
    expect(seen.lengths?.longest).toBe(Math.max(longest(data.train), longest(data.validation)));
    expect(seen.lengths?.shortest).toBe(Math.min(...data.train.lengths, ...data.validation.lengths));
  });

  it('on problems: what a look finds, loading refuses with the same code', async () => {
    const cases: [Files, Parameters<typeof loadDataset>[0]][] = [
      [{}, csvSpec()],
      [{ 'train.csv': '' }, csvSpec()],
      [{ 'train.csv': 'id,x,label\n1,2,a\n1,2\n' }, csvSpec()],
      [{ 'train.ts': '@problemName x\n' }, tsSpec()],
      [{ 'train/x.wav': 'nothing' }, wavSpec()],
      [{ 'train/a/x.wav': 'nothing', 'train/b/x.wav': 'nothing' }, wavSpec()],
    ];
    for (const [files, spec] of cases) {
      const baseDirectory = temporaryDirectory();
      await writeFiles(baseDirectory, files);
      const { data } = spec;
      if (data.source === 'synthetic') continue;
      const [problem] = (await peekData(data, { baseDirectory })).problems;
      const refusal = await loadDataset(spec, { baseDirectory }).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(problem).toBeDefined();
      expect(refusal).toMatchObject({ code: problem?.code });
    }
  });
});
