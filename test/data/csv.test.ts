import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { parseDecimal } from '../../src/data/decimal.ts';
import { loadDataset, type LoadOptions } from '../../src/data/load.ts';
import { csv, csvSpec, load, seriesOf, smallCsv, smallTable, temporaryDirectory, writeFiles } from './support.ts';

describe('a long CSV', () => {
  it('becomes series of its numeric columns', async () => {
    const dataset = await load({ 'train.csv': smallCsv() }, csvSpec({ sampling_rate: 50 }));
    expect(dataset.channels).toEqual(['x', 'y']);
    expect(dataset.classes).toEqual(['no', 'yes']);
    expect(dataset.samplingRate).toBe(50);
    expect(dataset.test).toBeUndefined();
    expect(dataset.train.starts.length + dataset.validation.starts.length).toBe(10);
    expect([...dataset.train.targets].sort()).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    expect([...dataset.validation.targets].sort()).toEqual([0, 1]);
    const first = seriesOf(dataset, dataset.train, 0);
    const series = Math.round(first[0]![0]!);
    expect(first).toEqual([0, 1, 2].map((t) => [Math.fround(series + t / 10), t - series]));
    expect(dataset.train.targets[0]).toBe(series % 2);
  });

  it.each<[string, string | Buffer]>([
    ['with CRLF', smallCsv().replaceAll('\n', '\r\n')],
    ['with CR', smallCsv().replaceAll('\n', '\r')],
    ['with a byte order mark', `\uFEFF${smallCsv()}`],
    ['without a last line end', smallCsv().trimEnd()],
    ['with blank lines', smallCsv().replaceAll('\n', '\n\n')],
    ['with blanks around cells', smallCsv().replaceAll(',', ' ,\t')],
    ['with every cell quoted', smallCsv().replaceAll(/[^,\n]+/g, '"$&"')],
    ['gzipped, whatever its name', gzipSync(smallCsv())],
    ['gzipped in two members', Buffer.concat([gzipSync(smallCsv().slice(0, 50)), gzipSync(smallCsv().slice(50))])],
    ['with exponents', smallCsv().replaceAll(/(\d)\.(\d)/g, '$1$2e-1')],
  ])('%s means the same', async (_, content) => {
    expect(await load({ 'train.csv': content }, csvSpec())).toEqual(await load({ 'train.csv': smallCsv() }, csvSpec()));
  });

  it('may have quoted cells with commas, quotes and line ends in them', async () => {
    const table = smallTable();
    const rows = table.rows.map(([id, x, y, label]) => [`"${id!}, a ""b""\nc"`, x!, y!, `"${label!}\n"`]);
    const dataset = await load({ 'train.csv': csv({ ...table, rows }) }, csvSpec());
    expect(dataset.classes).toEqual(['no', 'yes']);
    expect(dataset).toEqual(await load({ 'train.csv': smallCsv() }, csvSpec()));
  });

  it('is read alike however it falls into blocks', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => [`"série ""${i >> 2}"""`, i * 0.001, -i, i & 4 ? 'é' : 'è']);
    const content = csv({ header: ['id', 'x', 'y', 'label'], rows });
    const dataset = await load({ 'train.csv': content }, csvSpec());
    expect(dataset.train.starts.length + dataset.validation.starts.length).toBe(15_000);
    for (let row = 0; row < rows.length; row += 997) {
      expect(dataset.train.values[2 * row]).toBe(Math.fround(row * 0.001));
      expect(dataset.train.values[2 * row + 1]).toBe(0 - row);
    }
  });

  it('leaves out text columns, unnamed columns and the group', async () => {
    const { rows } = smallTable();
    const content = csv({
      header: ['', 'id', 'x', 'person', 'note', 'label'],
      rows: rows.map(([id, x, , label], i) => [i, id!, x!, Number(String(id).slice(1)) % 4, 'text', label!]),
    });
    const validation = { by: 'group', column: 'person', fraction: 0.2 } as const;
    expect((await load({ 'train.csv': content }, csvSpec({ validation }))).channels).toEqual(['x']);
  });

  it('takes channels in the order listed, and the test file in any order of columns', async () => {
    const { rows } = smallTable();
    const test = csv({
      header: ['y', 'label', 'x', 'id'],
      rows: rows.map(([id, x, y, label]) => [y!, label!, x!, id!]),
    });
    const spec = csvSpec({ channels: ['y', 'x'], test: 'test.csv' });
    const dataset = await load({ 'train.csv': smallCsv(), 'test.csv': test }, spec);
    expect(dataset.channels).toEqual(['y', 'x']);
    expect([...dataset.test!.values]).toEqual([...dataset.train.values]);
    expect([...dataset.test!.targets]).toEqual([0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
  });

  it('orders classes by value when all are numbers', async () => {
    const numeric = await load({ 'train.csv': smallCsv(2, ['10', '9', '-1']) }, csvSpec());
    expect(numeric.classes).toEqual(['-1', '9', '10']);
    const text = await load({ 'train.csv': smallCsv(2, ['10', '9', 'x']) }, csvSpec());
    expect(text.classes).toEqual(['10', '9', 'x']);
  });

  it('gives a regression the last value of a series, clipped in all parts', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => [`s${i % 10}-${Math.floor(i / 3)}`, i, i]);
    const content = csv({
      header: ['id', 'x', 'rul'],
      rows: rows.map(([, x, y]) => [`s${Math.floor((x! as number) / 3)}`, x!, y!]),
    });
    const spec = csvSpec({ test: 'train.csv' }, { type: 'regression', target: 'rul', maximum: 20 });
    const dataset = await load({ 'train.csv': content }, spec);
    expect([...dataset.test!.targets]).toEqual([2, 5, 8, 11, 14, 17, 20, 20, 20, 20]);
    const known = [...dataset.train.targets, ...dataset.validation.targets].sort((a, b) => a - b);
    expect(known).toEqual([2, 5, 8, 11, 14, 17, 20, 20, 20, 20]);
    expect(dataset.classes).toEqual([]);
  });
});

describe('windows', () => {
  const recording = csv({
    header: ['x', 'label'],
    rows: Array.from({ length: 100 }, (_, i) => [i, Math.floor(i / 5) % 3 === 1 ? 'b' : 'a']),
  });
  const window = { length: 10, stride: 5, label: 'last', test: 'all' } as const;

  it('are views into the same rows, split by time when there is one recording', async () => {
    const spec = csvSpec({ series: undefined as never, window });
    const dataset = await load({ 'train.csv': recording }, spec);
    expect([...dataset.train.starts]).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70]);
    expect([...dataset.validation.starts]).toEqual([80, 85, 90]);
    expect(new Set([...dataset.train.lengths, ...dataset.validation.lengths])).toEqual(new Set([10]));
    expect(dataset.train.values).toBe(dataset.validation.values);
    expect([...dataset.train.targets].slice(0, 5)).toEqual([1, 0, 0, 1, 0]);
  });

  it('may take the majority, the lower class when even', async () => {
    const rows = Array.from('bbabaabbbb').map((label, i) => [i, label]);
    const content = csv({ header: ['x', 'label'], rows });
    const majority = { length: 4, stride: 2, label: 'majority', test: 'all' } as const;
    const spec = csvSpec({ series: undefined as never, test: 'train.csv', window: majority });
    const dataset = await load(
      { 'train.csv': content },
      { ...spec, data: { ...spec.data, validation: { by: 'time', fraction: 0.4 } } },
    );
    expect([...dataset.test!.targets]).toEqual([1, 0, 0, 1]);
  });

  it('of a test file may be the last of every series', async () => {
    const rows = [12, 10, 31].flatMap((length, id) => Array.from({ length }, (_, i) => [id, i, 100 * id + i]));
    const content = csv({ header: ['id', 'x', 'rul'], rows });
    const spec = csvSpec(
      { test: 'train.csv', window: { ...window, test: 'last' } },
      { type: 'regression', target: 'rul' },
    );
    const dataset = await load({ 'train.csv': content }, spec);
    expect([...dataset.test!.starts]).toEqual([2, 12, 43]);
    expect([...dataset.test!.targets]).toEqual([11, 109, 230]);
    expect(dataset.train.starts.length + dataset.validation.starts.length).toBe(1 + 1 + 5);
  });

  it('are told of when a series is too short for one', async () => {
    const lengths = (train: number[]) =>
      csv({
        header: ['id', 'x', 'label'],
        rows: train.flatMap((length, id) => Array.from({ length }, (_, i) => [id, i, id % 2 === 0 ? 'a' : 'b'])),
      });
    const files = { 'train.csv': lengths([10, 12, 9, 15, 3, 20, 11]), 'test.csv': lengths([30, 9, 10]) };
    const dataset = await load(files, csvSpec({ test: 'test.csv', window }));
    expect(dataset.leftOut).toBe(2 + 1);
    expect((await load(files, csvSpec({ test: 'test.csv' }))).leftOut).toBe(0);
  });

  it('do not cross from one group into another of a recording', async () => {
    const rows = Array.from({ length: 120 }, (_, i) => [`p${Math.floor(i / 20)}`, i, i % 20 < 10 ? 'a' : 'b']);
    const validation = { by: 'group', column: 'person', fraction: 0.3 } as const;
    const spec = csvSpec({ series: undefined as never, window: { ...window, stride: 1 }, validation });
    const dataset = await load({ 'train.csv': csv({ header: ['person', 'x', 'label'], rows }) }, spec);
    for (const set of [dataset.train, dataset.validation]) {
      for (const start of set.starts) expect(Math.floor(start / 20)).toBe(Math.floor((start + 9) / 20));
    }
    expect(dataset.train.starts.length).toBe(4 * 11);
    expect(dataset.validation.starts.length).toBe(2 * 11);
  });
});

describe('decimal numbers', () => {
  it('are rounded as Number rounds them', () => {
    const random = new Random('decimals');
    for (let i = 0; i < 20_000; i++) {
      const value = random.normal() * 10 ** random.between(-30, 30);
      const text = random.pick([String(value), value.toFixed(random.index(20)), value.toExponential(random.index(17))]);
      const bytes = Buffer.from(`,${text},`);
      expect(parseDecimal(bytes, 1, bytes.length - 1), text).toBe(Number(text));
    }
  });

  it.each(['1', '-1', '+1', '.5', '5.', '-0', '1e5', '1E-5', ' 7\t', '123456789012345678901234567890', '0.1e+2'])(
    'may be written %j',
    (text) => {
      expect(parseDecimal(Buffer.from(text), 0, Buffer.byteLength(text))).toBe(Number(text));
    },
  );

  it.each([
    '',
    ' ',
    '-',
    '.',
    '+.',
    'e5',
    '1e',
    '1e+',
    '1 2',
    '0x10',
    '1_000',
    'NaN',
    'Infinity',
    '1,5',
    '--1',
    '1.2.3',
    '١',
  ])('are not written %j', (text) => {
    expect(parseDecimal(Buffer.from(text), 0, Buffer.byteLength(text))).toBeNaN();
  });
});

describe('cells with numbers', () => {
  const random = new Random('cells');
  const written = () => {
    const value = random.normal() * 10 ** random.between(-6, 6);
    return random.pick([String(value), value.toFixed(random.index(10)), value.toPrecision(1 + random.index(17))]);
  };
  const others = [
    '-0',
    '.5',
    '-.5',
    '5.',
    '-5.',
    '+1',
    '00000000001.5',
    '999999999',
    '-2147483648',
    '1e-3',
    ' 2 ',
    '"7"',
  ];

  it.each(['\n', '\r\n', '\r'])(
    'become the float32 next to them, over the borders of blocks (line ends %j)',
    async (end) => {
      // More columns than a record begins with, more bytes than a block has.
      const texts = Array.from({ length: 600 }, () => Array.from({ length: 90 }, written));
      texts.forEach((row, index) => (row[index % 90] = others[index % others.length]!));
      const names = texts[0]!.map((_, column) => `x${column}`);
      const lines = texts.map((row, index) => [...row, index >> 2, 'ab'[(index >> 2) % 2]].join(','));
      const file = [[...names, 'series', 'label'].join(','), ...lines].join(end);
      expect(file.length).toBeGreaterThan(2 * 262_144);
      const { train } = await load({ 'train.csv': file }, csvSpec({ series: 'series' }));
      const numbers = texts.flat().map((text) => Math.fround(Number(text.replaceAll('"', ''))));
      expect(train.values.every((value, index) => Object.is(value, numbers[index]))).toBe(true);
      expect(train.values.length).toBe(numbers.length);
    },
  );
});

describe('loading', () => {
  async function prepared(): Promise<LoadOptions> {
    const baseDirectory = temporaryDirectory();
    const content = csv(smallTable(20_000));
    await writeFiles(baseDirectory, {
      'train.csv': content,
      'test.csv': content.slice(0, content.length >> 1).replace(/\n[^\n]*$/, '\n'),
      'train.gz': gzipSync(content),
    });
    return { baseDirectory };
  }

  it('reports bytes of both files up to their sum', async () => {
    const seen: { bytes: number; totalBytes: number }[] = [];
    const options = await prepared();
    await loadDataset(csvSpec({ test: 'test.csv' }), { ...options, onProgress: (progress) => seen.push(progress) });
    expect(seen.length).toBeGreaterThan(8);
    expect(seen.at(-1)!.bytes).toBe(seen.at(-1)!.totalBytes);
    expect(seen.every(({ bytes }, i) => i === 0 || bytes >= seen[i - 1]!.bytes)).toBe(true);
  });

  it.each(['train.csv', 'train.gz'])('stops when aborted (%s)', async (train) => {
    const controller = new AbortController();
    const options = { ...(await prepared()), signal: controller.signal, onProgress: () => controller.abort('enough') };
    await expect(loadDataset(csvSpec({ train }), options)).rejects.toBe('enough');
    await expect(loadDataset(csvSpec({ train }), options)).rejects.toBe('enough');
  });

  it('lays arrays in shared memory unless told otherwise, and the data set can be cloned', async () => {
    const shared = await load({ 'train.csv': smallCsv() }, csvSpec({ test: 'train.csv' }));
    const own = await load({ 'train.csv': smallCsv() }, csvSpec({ test: 'train.csv' }), { shared: false });
    for (const set of [shared.train, shared.validation, shared.test!]) {
      for (const array of [set.values, set.starts, set.lengths, set.targets]) {
        expect(array.buffer).toBeInstanceOf(SharedArrayBuffer);
      }
    }
    expect(shared.normalisation.scale.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(own.train.values.buffer).toBeInstanceOf(ArrayBuffer);
    expect(own).toEqual(shared);
    expect(structuredClone(own)).toEqual(own);
    const { port1, port2 } = new MessageChannel();
    const received = new Promise((resolve) => port2.once('message', resolve));
    port1.postMessage(shared);
    expect(await received).toEqual(shared);
    port1.close();
  });

  it('takes memory for the values it keeps, not for the file', async () => {
    const line = `s,${'0.123456789,'.repeat(9)}no\n`;
    const header = `id,${Array.from({ length: 9 }, (_, i) => `x${i}`).join(',')},label\n`;
    const half = line.repeat(500_000);
    const content = Buffer.concat([
      Buffer.from(header),
      Buffer.from(half),
      Buffer.from(half.replaceAll('s,', 't,').replaceAll('no', 'yes')),
    ]);
    const baseDirectory = temporaryDirectory();
    await writeFiles(baseDirectory, { 'train.csv': content });
    const window = { length: 4, stride: 10_000, label: 'last', test: 'all' } as const;
    const spec = csvSpec({ channels: ['x3'], window, validation: { by: 'time', fraction: 0.2 } });
    const before = process.memoryUsage.rss();
    let most = 0;
    const onProgress = () => void (most = Math.max(most, process.memoryUsage.rss() - before));
    const dataset = await loadDataset(spec, { baseDirectory, onProgress });
    expect(dataset.train.values.length).toBe(1_000_000);
    expect(content.length).toBeGreaterThan(110e6);
    expect(most).toBeLessThan(40e6); // 8 MB of values and targets, and what V8 has not collected yet
  });
});
