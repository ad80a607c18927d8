import * as Type from 'typebox';
import { CELL_NAMES } from '../protocol/architecture.ts';
import { quantity } from './quantity.ts';
import { list, object, sizes, stretch, text } from './schema-parts.ts';

const InputSchema = object(
  {
    window: list(
      stretch('The end of a series: `all` of it, a time, or a number of samples of the data.'),
      'How much of a series a network sees, counted back from its end: fewer steps per decision, and a shorter memory.',
      { default: ['all'], examples: [['all', '1.28 s']] },
    ),
    rate: Type.Optional(
      list(
        quantity('hertz', { description: 'A whole fraction of the sampling rate of the data.', examples: ['25 Hz'] }),
        'Sampling rates to choose from; absent: that of the data. Samples between are left out, not averaged, as by a sensor that is set to this rate.',
        { examples: [['50 Hz', '25 Hz']] },
      ),
    ),
    every: Type.Optional(
      list(
        Type.Integer({ minimum: 1, maximum: 1024 }),
        'The same as `rate` where the sampling rate of the data is not known: one sample in so many.',
        { examples: [[1, 2]] },
      ),
    ),
    channels: list(
      Type.Union([
        Type.Literal('all'),
        Type.Array(text('A channel.'), { minItems: 1, uniqueItems: true, examples: [['ax', 'ay', 'az']] }),
      ]),
      'Sets of channels to choose from: `all`, or a list of names. A sensor that no network needs can be left out.',
      { default: ['all'], examples: [['all', ['ax', 'ay', 'az']]] },
    ),
  },
  'What of the recorded samples a network sees.',
);

const CnnSchema = object(
  {
    blocks: list(Type.Integer({ minimum: 1, maximum: 4 }), 'Numbers of blocks to choose from.', { default: [2, 3] }),
    filters: sizes('Output channels of a block.', [8, 16, 24]),
    kernel: sizes('Steps that one output of a block sees.', [3, 5]),
    stride: sizes('Steps between two outputs of a block.', [1, 2]),
  },
  'Convolutional networks as baselines on the same front: depthwise-separable blocks and the mean over time, no recurrent layer. Absent: none.',
);

export const SpaceSchema = object(
  {
    cell: list(Type.Enum([...CELL_NAMES]), 'Recurrent cells to choose from.', { default: [...CELL_NAMES] }),
    hidden: sizes('Hidden sizes to choose from.', [4, 8, 12, 16, 24, 32]),
    layers: list(Type.Integer({ minimum: 1, maximum: 3 }), 'Numbers of recurrent layers to choose from.', {
      default: [1],
    }),
    mixed_cells: Type.Boolean({
      default: false,
      description:
        'Each layer has a cell and ranks of its own, e.g. a GRU on top of a plain layer. `false`: the same in all layers.',
    }),
    rank: list(
      Type.Union([Type.Literal('full'), Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })]),
      'Ranks of the weight matrices to choose from: `full`, or a share of the full rank such as 0.5.',
      { default: ['full'], examples: [['full', 0.5]] },
    ),
    weights: list(
      Type.Enum(['int8', 'int4', 'int8x8']),
      'Formats of the weights of the recurrent layers to choose from; front end and head have int8. `int8x8`: int8, and x and h have eight bits, too, where they are multiplied, which AVR does faster and no other core.',
      { default: ['int8'], examples: [['int8', 'int4']] },
    ),
    pooling: list(
      Type.Enum(['last', 'mean']),
      'How the steps become one decision: the last state, or the mean of all.',
      { default: ['last'] },
    ),
    dense: list(
      Type.Union([Type.Literal('none'), Type.Integer({ minimum: 1, maximum: 1024 })]),
      'Units of a hidden layer with ReLU between pooling and output to choose from; `none`: no such layer.',
      { default: ['none'], examples: [['none', 16]] },
    ),
    cnn: Type.Optional(CnnSchema),
    input: InputSchema,
    frontend: object(
      {
        none: Type.Boolean({ default: true, description: 'Samples may go to the recurrent layer as they are.' }),
        convolution: Type.Optional(
          object(
            {
              filters: sizes('Output channels.', [8, 16]),
              kernel: sizes('Samples that one output sees.', [3, 5]),
              stride: sizes('Samples between two outputs.', [1, 2]),
            },
            'A one-dimensional convolution.',
          ),
        ),
        decimation: Type.Optional(
          object({ factor: sizes('Samples averaged into one.', [2, 4]) }, 'Averaging over adjacent samples.'),
        ),
      },
      'What may stand before the first recurrent layer.',
    ),
  },
  'The architectures that the search may propose. Every list is a list of choices; one choice needs no brackets.',
);
