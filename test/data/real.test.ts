import { describe, expect, it } from 'vitest';
import type { Dataset, SeriesSet } from '../../src/data/dataset.ts';
import { longest } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/load.ts';
import { csvSpec, hasRealData, realData, tsSpec, wavSpec } from './support.ts';

const load = (spec: ReturnType<typeof csvSpec>) => loadDataset(spec, { baseDirectory: realData });

const total = (dataset: Dataset): number => dataset.train.starts.length + dataset.validation.starts.length;

/** The values that a channel takes in a set. */
function valuesOf(dataset: Dataset, set: SeriesSet, channel: string): Set<number> {
  const width = dataset.channels.length;
  const column = dataset.channels.indexOf(channel);
  const found = new Set<number>();
  set.starts.forEach((start, i) => {
    for (let row = start; row < start + set.lengths[i]!; row++) found.add(set.values[row * width + column]!);
  });
  return found;
}

// A clone without the recordings skips these tests; where the folder is there, a wrong file in it fails them.
describe.skipIf(!hasRealData)(`real recordings in ${realData}`, () => {
  it('uci_har: 7415 / 2996 windows of 128 × 9, six activities, people on one side only', async () => {
    const signals = ['body_acc', 'body_gyro', 'total_acc'].flatMap((s) =>
      ['x', 'y', 'z'].map((axis) => `${s}_${axis}`),
    );
    const dataset = await load(
      csvSpec({
        train: 'uci_har/train.csv.gz',
        test: 'uci_har/test.csv.gz',
        series: 'series_id',
        channels: [...signals, 'subject'],
        validation: { by: 'group', column: 'subject', fraction: 0.2 },
      }),
    );
    expect([total(dataset), dataset.test!.starts.length]).toEqual([7415, 2996]);
    expect(dataset.classes).toEqual([
      'LAYING',
      'SITTING',
      'STANDING',
      'WALKING',
      'WALKING_DOWNSTAIRS',
      'WALKING_UPSTAIRS',
    ]);
    for (const set of [dataset.train, dataset.validation, dataset.test!]) {
      expect(new Set(set.lengths)).toEqual(new Set([128]));
      expect(new Set(set.targets).size).toBe(6);
    }
    // README: standard deviations of body_acc .1942 / .1223 / .1067 in the whole training file.
    [0.1942, 0.1223, 0.1067].forEach((deviation, axis) => {
      expect(Math.abs(1 / dataset.normalisation.scale[axis]! / deviation - 1)).toBeLessThan(0.15);
    });
    const trained = valuesOf(dataset, dataset.train, 'subject');
    const held = valuesOf(dataset, dataset.validation, 'subject');
    expect(trained.size + held.size).toBe(21);
    expect([...held].filter((subject) => trained.has(subject))).toEqual([]);
    const tested = valuesOf(dataset, dataset.test!, 'subject');
    expect([...tested].sort((a, b) => a - b)).toEqual([2, 4, 9, 10, 12, 13, 18, 20, 24]);
    expect(dataset.validation.starts.length / 7415).toBeGreaterThan(0.12);
    expect(dataset.validation.starts.length / 7415).toBeLessThan(0.28);
  });

  it('cmapss: windows of 30 cycles, one per test engine, engines on one side only', async () => {
    const window = { length: 30, stride: 1, label: 'last', test: 'last' } as const;
    const files = { train: 'cmapss_fd001/train.csv', test: 'cmapss_fd001/test.csv', series: 'series_id' };
    const task = { type: 'regression', target: 'rul', maximum: 125 } as const;
    const dataset = await load(csvSpec({ ...files, window }, task));
    expect(total(dataset)).toBe(20_631 - 29 * 100);
    expect(dataset.channels.length).toBe(25);
    expect(dataset.test!.starts.length).toBe(100);
    expect(longest(dataset.test!)).toBe(30);
    expect(Math.min(...dataset.test!.targets)).toBe(7);
    expect(Math.max(...dataset.test!.targets)).toBe(125);
    expect(Math.max(...dataset.train.targets)).toBe(125);
    expect(Math.max(...dataset.validation.targets)).toBe(125);
    expect(Math.min(...dataset.train.targets)).toBe(0);
    const [train, held] = [dataset.train, dataset.validation].map((set) => new Set(set.starts));
    expect([...train!].filter((start) => held!.has(start))).toEqual([]);
    // Constant sensors (s1, s18, s19 …) are fed as 0.
    const constant = dataset.channels.indexOf('s18');
    expect(dataset.normalisation.offset[constant]).toBe(2388);
    expect(dataset.normalisation.scale[constant]).toBe(1);
  });

  it('JapaneseVowels: 270 / 370 utterances of 7 to 29 steps, 9 speakers', async () => {
    const folder = 'uea_ts/JapaneseVowels/JapaneseVowels';
    const dataset = await load(tsSpec({ train: `${folder}_TRAIN.ts`, test: `${folder}_TEST.ts` }));
    expect([total(dataset), dataset.test!.starts.length]).toEqual([270, 370]);
    expect(dataset.channels.length).toBe(12);
    expect(dataset.classes).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
    const lengths = [...dataset.test!.lengths];
    expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([7, 29]);
    expect(dataset.validation.starts.length).toBe(54);
    expect(dataset.train.values.subarray(0, 2)).toEqual(Float32Array.of(1.860936, -0.207383));
  });

  it('BasicMotions: 40 / 40 series of 100 × 6, 4 motions', async () => {
    const folder = 'uea_ts/BasicMotions/BasicMotions';
    const dataset = await load(tsSpec({ train: `${folder}_TRAIN.ts`, test: `${folder}_TEST.ts` }));
    expect([total(dataset), dataset.test!.starts.length]).toEqual([40, 40]);
    expect(dataset.classes).toEqual(['Badminton', 'Running', 'Standing', 'Walking']);
    expect(new Set([...dataset.train.lengths, ...dataset.test!.lengths])).toEqual(new Set([100]));
    expect([0, 1, 2, 3].map((label) => dataset.validation.targets.filter((t) => t === label).length)).toEqual([
      2, 2, 2, 2,
    ]);
  });

  it('fsdd_small: 600 / 300 spoken digits at 8 kHz', async () => {
    const dataset = await load(wavSpec({ train: 'fsdd_small/train', test: 'fsdd_small/test' }));
    expect([total(dataset), dataset.test!.starts.length]).toEqual([600, 300]);
    expect(dataset.classes).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect([dataset.samplingRate, dataset.channels]).toEqual([8000, ['audio']]);
    expect(dataset.train.values.every((sample) => sample >= -1 && sample < 1)).toBe(true);
    // 0_george_0.wav has 4812 bytes, 44 of them header.
    expect(dataset.test!.lengths[0]).toBe((4812 - 44) / 2);
  });

  it('unipen_lower: 18,000 / 6,000 letters of 32 × 3, writers on one side only', async () => {
    const dataset = await load(
      csvSpec({
        train: 'unipen_lower/train.csv.gz',
        test: 'unipen_lower/test.csv.gz',
        series: 'series_id',
        validation: { by: 'group', column: 'writer_file', fraction: 0.2 },
      }),
    );
    expect([total(dataset), dataset.test!.starts.length]).toEqual([18_000, 6_000]);
    expect(dataset.channels).toEqual(['x', 'y', 'stroke_start']);
    expect(dataset.classes).toEqual(Array.from('abcdefghijklmnopqrstuvwxyz'));
    expect(longest(dataset.train)).toBe(32);
    expect(new Set(dataset.validation.targets).size).toBe(26);
  });

  it('quadrotor_imu: 6124 / 361 seconds of flight, flights on one side only', async () => {
    const channels = ['path', 'acc_x', 'acc_y', 'acc_z', 'gyr_x', 'gyr_y', 'gyr_z'];
    const dataset = await load(
      csvSpec(
        {
          train: 'quadrotor_imu/train.csv.gz',
          test: 'quadrotor_imu/test.csv.gz',
          series: 'series_id',
          channels,
          validation: { by: 'group', column: 'path', fraction: 0.2 },
        },
        { type: 'regression', target: 'distance' },
      ),
    );
    expect([total(dataset), dataset.test!.starts.length]).toEqual([6124, 361]);
    expect(longest(dataset.train)).toBe(60);
    const trained = valuesOf(dataset, dataset.train, 'path');
    const held = valuesOf(dataset, dataset.validation, 'path');
    expect(trained.size + held.size).toBe(22);
    expect([...held].filter((path) => trained.has(path))).toEqual([]);
    // README: predicting the training mean gives an RMSE of 1.20 m on the test flights.
    const { targets } = dataset.test!;
    const mean = dataset.normalisation.targetOffset;
    const rmse = Math.sqrt(targets.reduce((sum, y) => sum + (y - mean) ** 2, 0) / targets.length);
    expect(rmse).toBeGreaterThan(1.1);
    expect(rmse).toBeLessThan(1.3);
  });
});
