import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/errors.ts';
import { Random } from '../../src/base/random.ts';
import type { Dataset, SeriesSet } from '../../src/data/dataset.ts';
import { csv, csvSpec, load, smallCsv } from './support.ts';

/** Rows with the channels row number, series and group, so that a row tells where it came from. */
function randomTable(random: Random): string {
  const groups = 2 + random.index(8);
  const classes = 2 + random.index(3);
  const rows: (string | number)[][] = [];
  for (let series = 0; series < 8 + random.index(30); series++) {
    const group = random.index(groups);
    const label = random.index(classes);
    const length = 1 + random.index(40);
    for (let t = 0; t < length; t++) {
      const changing = t > length / 2 ? (label + 1) % classes : label;
      rows.push([`s${series}`, `g${group}`, rows.length, series, group, label, changing]);
    }
  }
  return csv({ header: ['id', 'person', 'row', 'series', 'group', 'label', 'changing'], rows });
}

function column(dataset: Dataset, set: SeriesSet, channel: number): Set<number> {
  const width = dataset.channels.length;
  const found = new Set<number>();
  set.starts.forEach((start, i) => {
    for (let row = start; row < start + set.lengths[i]!; row++) found.add(set.values[row * width + channel]!);
  });
  return found;
}

const shared = (a: Set<number>, b: Set<number>): number[] => [...a].filter((value) => b.has(value));

describe('the validation part', () => {
  it('shares no row, series or group with the training part, whatever the spec', async () => {
    const random = new Random('leaks');
    const outcomes = { loaded: 0, refused: 0, splits: 0 };
    for (let trial = 0; trial < 150; trial++) {
      const by = random.pick(['series', 'group', 'time'] as const);
      const windowed = by === 'time' || random.uniform() < 0.5;
      const window = {
        length: 2 + random.index(8),
        stride: 1 + random.index(6),
        label: random.pick(['last', 'majority'] as const),
        test: 'all',
      } as const;
      const validation = { by, fraction: random.between(0.05, 0.6), ...(by === 'group' ? { column: 'person' } : {}) };
      const series = by === 'time' && random.uniform() < 0.3 ? {} : { series: 'id' };
      const spec = csvSpec(
        { channels: ['row', 'series', 'group'], validation, ...(windowed ? { window } : {}) },
        { target: windowed ? random.pick(['label', 'changing']) : 'label' },
        trial,
      );
      if (!('series' in series)) delete (spec.data as { series?: string }).series;
      const result = await load({ 'train.csv': randomTable(random) }, spec).catch((error: unknown) => error);
      if (result instanceof UserError) {
        outcomes.refused++;
        continue;
      }
      outcomes.loaded++;
      const dataset = result as Dataset;
      if (by === 'time') expect(dataset.otherSplits).toEqual([]);
      const before = new Set<number>();
      for (const { train, validation: held } of [dataset, ...dataset.otherSplits]) {
        outcomes.splits++;
        expect(train.starts.length).toBeGreaterThan(0);
        expect(held.starts.length).toBeGreaterThan(0);
        const rows = column(dataset, held, 0);
        expect(shared(column(dataset, train, 0), rows), `rows, ${by}`).toEqual([]);
        if (by === 'series') expect(shared(column(dataset, train, 1), column(dataset, held, 1))).toEqual([]);
        if (by === 'group') expect(shared(column(dataset, train, 2), column(dataset, held, 2))).toEqual([]);
        expect(new Set(train.targets).size).toBe(dataset.classes.length);
        if (by === 'series' && !windowed && held === dataset.validation) {
          expect(new Set(held.targets).size).toBe(dataset.classes.length);
        }
        expect(shared(before, rows), 'held out twice').toEqual([]);
        rows.forEach((row) => before.add(row));
        if (by !== 'time') {
          expect(train.starts.length + held.starts.length).toBe(
            dataset.train.starts.length + dataset.validation.starts.length,
          );
        }
      }
    }
    expect(outcomes.splits).toBeGreaterThan(2 * outcomes.loaded);
    expect(outcomes.loaded).toBeGreaterThan(75);
    expect(outcomes.refused).toBeGreaterThan(0);
  });

  it('takes the share of every class that was asked for', async () => {
    const spec = csvSpec({ validation: { by: 'series', fraction: 0.3 } });
    const { train, validation } = await load({ 'train.csv': smallCsv(20, ['a', 'b', 'c']) }, spec);
    const count = (set: SeriesSet) => [0, 1, 2].map((label) => set.targets.filter((target) => target === label).length);
    expect(count(train)).toEqual([14, 14, 14]);
    expect(count(validation)).toEqual([6, 6, 6]);
  });

  it('has other splits, which hold out the rest in turn', async () => {
    const spec = csvSpec({ validation: { by: 'series', fraction: 0.25 } });
    const { validation, otherSplits } = await load({ 'train.csv': smallCsv(20, ['a', 'b']) }, spec);
    const sizes = [validation, ...otherSplits.map((other) => other.validation)].map(({ targets }) => targets.length);
    expect(sizes).toEqual([10, 10, 10, 10]);
  });

  it('is a function of the seed', async () => {
    const starts = async (seed: number) => {
      const dataset = await load({ 'train.csv': smallCsv(30) }, csvSpec({}, {}, seed));
      return [...dataset.validation.starts].join(' ');
    };
    expect(await starts(1)).toBe(await starts(1));
    expect(await starts(1)).not.toBe(await starts(2));
  });

  it('by time is the last share of every recording, and windows across the cut are dropped', async () => {
    const rows = [50, 30].flatMap((length, id) => Array.from({ length }, (_, i) => [id, i, i % 2]));
    const content = csv({ header: ['id', 'x', 'label'], rows });
    const window = { length: 4, stride: 1, label: 'last', test: 'all' } as const;
    const spec = csvSpec({ window, validation: { by: 'time', fraction: 0.2 } });
    const { train, validation } = await load({ 'train.csv': content }, spec);
    expect(train.starts.length).toBe(37 + 21);
    expect([...validation.starts]).toEqual([40, 41, 42, 43, 44, 45, 46, 74, 75, 76]);
  });
});
