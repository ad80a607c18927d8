import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '../../src/language/analysis.ts';
import { DOMAIN_CODES } from '../../src/language/codes.ts';
import { diagnose } from '../../src/language/diagnose.ts';
import { fixesOf } from '../../src/language/fixes.ts';
import { unmark } from '../spec/files.ts';
import { contextFor } from './support/context.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nas-language-'));
  const rows = ['id,who,ax,note,label,rul', ...Array.from({ length: 40 }, (_, i) => `${i >> 3},p${i >> 4},${i},x,${'ab'[(i >> 3) % 2]!},${i}`)];
  writeFileSync(join(folder, 'train.csv'), `${rows.join('\n')}\n`);
  writeFileSync(join(folder, 'one.csv'), 'id,ax,label\n1,2,a\n1,3,a\n');
  writeFileSync(join(folder, 'ragged.csv'), 'id,ax,label\n1,2,a\n1,3\n');
}); // prettier-ignore
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A right file; sections replace or add. */
const file = (sections: Record<string, string>) =>
  Object.entries({
    name: 'test',
    data: '{source: synthetic, generator: gestures}',
    task: '{type: classification}',
    target: '{board: nucleo_l432kc}',
    ...sections,
  })
    .map(([key, text]) => `${key}: ${text}\n`)
    .join('');
const csv = (data: string, task = '{type: classification, target: label}', more: Record<string, string> = {}) =>
  file({ data: `{source: csv, ${data}}`, task, ...more });

interface Case {
  readonly code: string;
  readonly severity?: 'warning';
  /** « and » mark the range. */
  readonly text: string;
  readonly message: string;
  /** Titles of the fixes; the first is applied and must mend the problem. */
  readonly fixes: readonly string[];
}

const input = (text: string, more: Record<string, string> = {}) =>
  file({ space: `{cell: gru, input: {${text}}}`, ...more });

const CASES: readonly Case[] = [
  {
    code: 'search/no-cnn',
    text: file({ space: '{cell: gru, cnn: «{blocks: 3, kernel: 24, stride: 2}»}' }),
    message: 'the series are too short for every chain of convolution blocks',
    fixes: [],
  },
  {
    code: 'search/unknown-channel',
    text: input('channels: [all, [acc_x, «acc_w»]]'),
    message: '`acc_w` is no channel of the data',
    fixes: ['Change to `acc_x`', 'Remove `acc_w`'],
  },
  {
    code: 'search/unknown-rate',
    text: csv('train: train.csv, series: id', undefined, { space: '{cell: gru, input: {window: [2, «100 ms»]}}' }),
    message: 'a time is no number of samples: the sampling rate of the data is not known',
    fixes: ['Remove `100 ms`'],
  },
  {
    code: 'search/unknown-rate',
    text: csv('train: train.csv, series: id', undefined, { space: '{cell: gru, input: {rate: «25 Hz»}}' }),
    message: 'the sampling rate of the data is not known',
    fixes: [],
  },
  {
    code: 'search/rate-does-not-divide',
    text: input('rate: [50 Hz, «20 Hz»]'),
    message: '20 Hz is no whole fraction of the 50 Hz of the data',
    fixes: ['Change to `16.667 Hz`', 'Remove `20 Hz`'],
  },
  {
    code: 'search/window-too-long',
    text: input('window: [«9 s»]'),
    message: 'a window of 450 samples is longer than the shortest series, which has 45',
    fixes: ['Change to `all`'],
  },
  {
    code: 'board/unknown',
    text: file({ target: '{board: «nucleo_l432»}' }),
    message: 'there is no board `nucleo_l432`',
    fixes: [
      'Change to `nucleo_l432kc`',
      'Change to `nucleo_l412kb` (cortex-m4 · 80 MHz · 128 KiB flash · 40 KiB RAM)',
      'Change to `nucleo_l452re` (cortex-m4 · 80 MHz · 512 KiB flash · 160 KiB RAM)',
      'Change to `nucleo_f412zg` (cortex-m4 · 100 MHz · 1 MiB flash · 256 KiB RAM)',
      'Change to `nucleo_f413zh` (cortex-m4 · 100 MHz · 1.5 MiB flash · 320 KiB RAM)',
    ],
  },
  {
    // Although the file is wrong elsewhere.
    code: 'board/unknown',
    text: file({ target: '{board: «qemu:an386»}', budget: '{trials: 0}' }),
    message: 'there is no board `qemu:an386`',
    fixes: [],
  },
  {
    code: 'firmware/no-platform',
    severity: 'warning',
    text: file({ target: '{board: qemu:mps2-an386}', output: '{framework: «platformio»}' }),
    message: 'PlatformIO has no board `qemu:mps2-an386`: it only exists in the emulator',
    fixes: ['Change to `bare`'],
  },
  {
    code: 'firmware/no-emulator',
    severity: 'warning',
    text: file({ target: '{board: uno}', output: '{framework: «bare»}' }),
    message: '`framework: bare` is for the emulator, which has no machine like `uno` (avr8)',
    fixes: ['Change to `platformio`'],
  },
  {
    code: 'search/limit-exceeds-board',
    severity: 'warning',
    text: file({ target: '{board: uno}', constraints: '{flash: «64 KiB»}' }),
    message: '`flash` allows 64 KiB, and `uno` leaves 27.6 KiB of flash beside Arduino, which holds',
    fixes: ['Change to `27.5 KiB`', 'Remove `flash`'],
  },
  {
    code: 'search/energy-unknown',
    text: file({ strategy: '\n  objectives:\n    - error\n    - flash\n    - «energy»' }),
    message: 'the power of `nucleo_l432kc` is unknown, so `energy` cannot be an objective',
    fixes: ['Remove `energy`'],
  },
  {
    code: 'search/energy-unknown',
    text: file({ constraints: '\n  flash: 64 KiB\n  energy: «1 mJ»' }),
    message: 'the power of `nucleo_l432kc` is unknown, so no network can be shown to keep a limit of energy',
    fixes: ['Remove `energy`'],
  },
  {
    code: 'search/nothing-fits',
    text: file({ constraints: '{flash: «1 KiB»}' }),
    message:
      'no network of the space fits: the smallest, rnn 4 → 6 classes, needs 1.56 KiB of flash, and `flash` allows 1 KiB',
    fixes: ['Change to `1.6 KiB`', 'Remove `flash`'],
  },
  {
    code: 'search/nothing-fits',
    text: file({ constraints: '{macs: «100»}', space: '{cell: gru, hidden: [8, 16]}' }),
    message:
      'no network of the space fits: the smallest, gru 8 → 6 classes, needs 21,960 MAC, and `macs` allows 100 MAC',
    fixes: ['Change to `21960`', 'Remove `macs`'],
  },
  {
    code: 'search/nothing-fits',
    text: file({ target: '{board: «attiny4313»}', space: '{cell: lstm}' }),
    message: expect.stringMatching(
      /^no network of the space fits: the smallest, lstm 4 → 6 classes, needs .* of flash, and attiny4313 leaves [\d.]+ KiB beside Arduino$/,
    ) as string,
    fixes: [],
  },
  {
    code: 'search/no-frontend',
    text: file({ space: '{frontend: «{none: false, convolution: {kernel: 60}}»}' }),
    message: 'the space has no front end that these series are long enough for',
    fixes: [],
  },
  {
    code: 'search/choice-never-fits',
    severity: 'warning',
    text: file({ space: '\n  cell: lstm\n  hidden:\n    - 8\n    - «256»', constraints: '{flash: 64 KiB}' }),
    message: expect.stringMatching(
      /^no network with `hidden: 256` fits: the smallest, lstm 256 → 6 classes, needs \d+ KiB of flash, and `flash` allows 64 KiB$/,
    ) as string,
    fixes: ['Remove `256`'],
  },
  {
    code: 'search/latency-exceeds-period',
    severity: 'warning',
    text: file({ target: '{board: nucleo_l432kc, mode: streaming}', constraints: '{latency: «50 ms»}' }),
    message: 'a step may take 50 ms, and at 50 Hz the next sample comes after 20 ms',
    fixes: ['Change to `20 ms`'],
  },
  {
    code: 'search/budget-too-small',
    severity: 'warning',
    text: file({ space: '{cell: [gru, lstm, mgu]}', budget: '{trials: «2»}' }),
    message: '2 trials cannot try each of the 3 cells even once',
    fixes: ['Change to `12`'],
  },
  {
    code: 'data/file-not-found',
    text: csv('train: «trian.csv», series: id'),
    message: '`trian.csv` does not exist',
    fixes: [],
  },
  {
    code: 'data/file-not-found',
    text: csv('train: train.csv, test: «test.csv», series: id'),
    message: '`test.csv` does not exist',
    fixes: [],
  },
  {
    code: 'data/ragged-row',
    text: csv('train: «ragged.csv», series: id'),
    message: '`ragged.csv`: line 3: the row has 2 cells, and the header has 3',
    fixes: [],
  },
  {
    code: 'data/missing-column',
    text: csv('train: train.csv, series: id', '{type: classification, target: «lable»}'),
    message: 'there is no column `lable` in the training data',
    fixes: ['Change to `label`', 'Change to `ax`', 'Change to `note`'],
  },
  {
    code: 'data/missing-column',
    text: csv('train: train.csv, series: id, channels: [ax, «ay»]'),
    message: 'there is no column `ay` in the training data',
    fixes: ['Change to `ax`'],
  },
  {
    // While the data are not yet right.
    code: 'data/missing-column',
    text: csv('train: train.csv, series: «ids», validation: {by: grup}'),
    message: 'there is no column `ids` in the training data',
    fixes: ['Change to `id`'],
  },
  {
    code: 'data/not-a-number',
    text: csv('train: train.csv, series: id, channels: [ax, «note»]'),
    message: '`note` holds text, and numbers are needed here',
    fixes: ['Remove `note`'],
  },
  {
    code: 'data/not-a-number',
    text: csv('train: train.csv, series: id, channels: ax', '{type: regression, target: «note»}'),
    message: '`note` holds text, and numbers are needed here',
    fixes: [],
  },
  {
    code: 'data/one-class',
    text: csv('train: one.csv, series: id', '{type: classification, target: «label»}'),
    message: '`label` is `a` in every row: there is only one class',
    fixes: [],
  },
  {
    code: 'data/window-too-long',
    text: csv('train: train.csv, series: id, window: {length: «9», stride: 1}'),
    message: 'a window takes 9 samples, and the longest series has 8',
    fixes: ['Change to `8`'],
  },
  {
    code: 'data/window-too-long',
    text: csv('train: train.csv, window: {length: «41», stride: 1}'),
    message: 'a window takes 41 samples, and the recording has 40',
    fixes: ['Change to `40`'],
  },
];

const apply = (text: string, { span: [start, end], text: by }: { span: readonly [number, number]; text: string }) =>
  text.slice(0, start) + by + text.slice(end);

describe('domain problems', () => {
  it.each(CASES.map((one) => [`${one.code}: ${one.message}`, one] as const))('%s', async (_name, one) => {
    const { text, start, end } = unmark(one.text);
    const context = await contextFor(text, folder);
    const analysis = analyse(text);
    const problems = diagnose(analysis, context);
    const problem = problems.find(({ code, range }) => code === one.code && range.start.offset === start)!;
    expect(problem).toMatchObject({ severity: one.severity ?? 'error', message: one.message });
    expect(problem.range.end.offset).toBe(end);

    const fixes = fixesOf(analysis, problem, context);
    if (one.fixes.length > 0) {
      const titles = fixes.map(({ title }) => title);
      for (const [i, title] of one.fixes.entries()) expect(titles[i]).toContain(title);
      const mended = apply(text, fixes[0]!.edit);
      const after = diagnose(analyse(mended), await contextFor(mended, folder));
      expect(
        after.filter(({ code, path }) => code === one.code && path === problem.path),
        mended,
      ).toEqual([]);
      expect(after.filter(({ code }) => code.startsWith('yaml/'))).toEqual([]);
    }
  });

  it('have a case for every code', () => {
    const covered = new Set(CASES.map(({ code }) => code).filter((code) => code !== 'data/ragged-row'));
    expect(covered).toEqual(new Set(Object.keys(DOMAIN_CODES)));
  });

  it('tell when only all limits together exclude everything', async () => {
    // A small network is slow with these, a fast one large.
    const text = file({
      space: '{cell: gru, hidden: 8, frontend: {convolution: {filters: 8, kernel: 3, stride: 4}}}',
      constraints: '{flash: 2.8 KiB, macs: 12000}',
    });
    const [problem, ...others] = diagnose(analyse(text), await contextFor(text));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'search/nothing-fits', path: 'constraints' });
    expect(problem?.message).toMatch(/within all limits at once: the closest, .* has .* where `(flash|macs)` allows/);
  });

  it.each(['train: train.csv, series: id', 'train: train.csv, window: {length: 8, stride: 4}'])(
    'are absent from a right file: %s',
    async (data) => {
      const text = csv(data);
      const context = await contextFor(text, folder);
      expect(context.estimate?.count).toBe(30);
      expect(diagnose(analyse(text), context)).toEqual([]);
    },
  );

  it('stand where an alias brings the value', async () => {
    const text = file({ output: '{name: &b nucleo_x}', target: '{board: *b}' });
    const unknown = file({ target: '{board: *b}' }).replace('name: test', 'name: &b nucleo_x');
    expect(diagnose(analyse(unknown), await contextFor(unknown)).map(({ code }) => code)).toEqual(['board/unknown']);
    expect(text).toContain('&b');
  });
});

describe('fixes of the language', () => {
  it.each<[string, string, string, string]>([
    ['a missing section', 'name: a\ndata: {source: synthetic, generator: gestures}\ntask: {type: classification}\n', 'spec/missing-key', 'Insert `target: { board: nucleo_l432kc }`'],
    ['a missing file end', 'name: a\ndata: {source: synthetic, generator: gestures}\ntarget: {board: uno}', 'spec/missing-key', 'Insert `task: { type: classification }`'],
    ['a missing key in braces', file({ task: '{}' }), 'spec/missing-key', 'Insert `type: classification`'],
    ['a missing key in a block', file({ data: '\n  source: csv\n  series: s', task: '{type: regression, target: y}' }), 'spec/missing-key', 'Insert `train: data/train.csv`'],
    ['a missing source', file({ data: '\n  train: a' }), 'spec/missing-key', 'Insert `source: '],
    ['a section without a value', file({ task: '' }), 'spec/no-value', 'Insert `{ type: classification }`'],
    ['a key without a value', file({ target: '\n  board:' }), 'spec/no-value', 'Insert `nucleo_l432kc`'],
    ['a missing target', csv('train: a, series: s', '\n  type: classification'), 'spec/csv-needs-target', 'Insert `target: label`'],
    ['a missing window', csv('train: a'), 'spec/recording-needs-window', 'Insert `window: { length: 128, stride: 64 }`'],
    ['a missing group', csv('train: a, series: s, validation: {by: group}'), 'spec/group-needs-column', 'Insert `column: person`'],
    ['an unknown key', file({ space: '\n  hiden: [4]\n  cell: gru' }), 'spec/unknown-key', 'Rename to `hidden`'],
    ['an unknown key that is like none', file({ space: '\n  cell: gru\n  xyzzy: [4,\n    5]' }), 'spec/unknown-key', 'Remove `xyzzy`'],
    ['an unknown key in braces', file({ space: '{cell: gru, xyzzy: 4}' }), 'spec/unknown-key', 'Remove `xyzzy`'],
    ['the only key in braces', file({ space: '{ xyzzy: 4 }' }), 'spec/unknown-key', 'Remove `xyzzy`'],
    ['a key without effect', file({ strategy: '\n  type: random\n  population: 8' }), 'spec/unused-key', 'Remove `population`'],
    ['a repeated item', file({ space: '{hidden: [4, 8, 4]}' }), 'spec/duplicate-item', 'Remove `4`'],
    ['a tab', `${file({})}space:\n\tcell: gru\n`, 'yaml/tab', 'Replace the tab with spaces'],
    ['a missing name of a reference', file({ references: '\n  - ram: 1 KiB' }), 'spec/missing-key', 'Insert `name: TinyTNAS`'],
  ])('mend %s', (_what, text, code, title) => {
    const analysis = analyse(text);
    const problem = diagnose(analysis).find((one) => one.code === code)!;
    const fix = fixesOf(analysis, problem).find((one) => one.title.startsWith(title));
    expect(fix, fixesOf(analysis, problem).map((one) => one.title).join('; ')).toBeDefined();
    const mended = apply(text, fix!.edit);
    const after = diagnose(analyse(mended));
    expect(after.filter((one) => one.code === code && one.path === problem.path), mended).toEqual([]);
    expect(after.filter((one) => one.code.startsWith('yaml/')), mended).toEqual([]);
  }); // prettier-ignore
});
