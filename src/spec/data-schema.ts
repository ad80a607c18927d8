import * as Type from 'typebox';
import { quantity } from './quantity.ts';
import { fraction, integer, list, object, text } from './schema-parts.ts';

const WindowSchema = object(
  {
    length: integer(2, 1_000_000, 'Samples per window.', { examples: [128] }),
    stride: integer(1, 1_000_000, 'Samples between the starts of two windows.', { examples: [64] }),
    label: Type.Enum(['last', 'majority'], {
      default: 'last',
      description: 'Target of a window: that of its last row, or the most frequent one in it (classes only).',
    }),
    test: Type.Enum(['all', 'last'], {
      default: 'all',
      description: 'Windows of the test file that count: all, or the last one of every series.',
    }),
  },
  'Cut recordings, or long series, into windows.',
);

const shared = {
  sampling_rate: Type.Optional(
    quantity('hertz', { description: 'Samples per second of the recording.', examples: ['50 Hz', '16 kHz'] }),
  ),
  normalise: Type.Enum(['standard', 'minmax', 'none'], {
    default: 'standard',
    description: 'Scaling per channel, fitted on the training part alone and built into the firmware.',
  }),
  validation: Type.Optional(
    object(
      {
        by: Type.Enum(['series', 'group', 'time'], {
          default: 'series',
          description:
            'What may not stand on both sides: a series, a group (person, machine), or a point in time. ' +
            'Absent in a CSV file that is one recording: `time`.',
        }),
        column: Type.Optional(text('The group column, for `by: group`.', ['person'])),
        fraction: fraction('Share of the training data that is held out.', 0.2),
      },
      'How training data is split for the search; the test set is not looked at before the front is confirmed. ' +
        'Absent: a fifth of the series, or the last fifth of a recording.',
    ),
  ),
};

const files = (train: string, test: string) => ({
  train: text('Training data, relative to this file.', [train]),
  test: Type.Optional(text('Test data, relative to this file; used once.', [test])),
});

export const CsvDataSchema = object(
  {
    source: Type.Literal('csv', { description: 'Long CSV, plain or gzip: one row per sample.' }),
    ...files('data/train.csv', 'data/test.csv'),
    series: Type.Optional(text('Column that names the series; absent: one recording.', ['series_id'])),
    channels: Type.Optional(
      list(text('A column.'), 'Columns to learn from; absent: all numeric others.', { examples: [['ax', 'ay', 'az']] }),
    ),
    window: Type.Optional(WindowSchema),
    ...shared,
  },
  'Samples in a CSV file.',
);

export const TsDataSchema = object(
  {
    source: Type.Literal('ts', { description: 'UEA/UCR archive text (.ts).' }),
    ...files('data/train.ts', 'data/test.ts'),
    ...shared,
  },
  'Series in the `.ts` format of the UEA archive.',
);

export const WavDataSchema = object(
  {
    source: Type.Literal('wav', { description: 'A folder per class, with wav files in it.' }),
    ...files('data/train', 'data/test'),
    window: Type.Optional(WindowSchema),
    ...shared,
  },
  'Recordings as wav files.',
);

export const SyntheticDataSchema = object(
  {
    source: Type.Literal('synthetic', { description: 'Data made by a simulation with known physics.' }),
    generator: Type.Enum(['adding-problem', 'gestures', 'bearing-fault', 'dead-reckoning'], {
      description:
        'Which simulation: `gestures` and `bearing-fault` make classes, `adding-problem` and `dead-reckoning` values.',
    }),
    series: integer(10, 1_000_000, 'Series to make.', { default: 600 }),
    length: Type.Optional(integer(4, 100_000, 'Samples per series; absent: the generator’s own.', { examples: [100] })),
    noise: Type.Number({ minimum: 0, default: 1, description: 'Sensor noise, relative to the generator’s own.' }),
    test_fraction: fraction('Share of the series kept for the test.', 0.25),
    ...shared,
  },
  'Synthetic data.',
);

/** Told apart by `source`. */
export const DataSchema = Type.Union([CsvDataSchema, TsDataSchema, WavDataSchema, SyntheticDataSchema], {
  description: 'Where the time series come from.',
});
