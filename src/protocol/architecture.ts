import * as Type from 'typebox';
import type { Static } from 'typebox';

/** Names of the recurrent cells; their equations are in `network/cells`. */
export const CELL_NAMES = ['lstm', 'gru', 'mgu', 'rnn', 'fastgrnn'] as const;

export type CellName = (typeof CELL_NAMES)[number];

const positive = (description: string) => Type.Integer({ minimum: 1, description });

const closed = { additionalProperties: false } as const;

const FrontendSchema = Type.Union([
  Type.Object({ kind: Type.Literal('none') }, closed),
  Type.Object(
    {
      kind: Type.Literal('convolution'),
      filters: positive('Output channels.'),
      kernel: positive('Samples that one output sees.'),
      stride: positive('Samples between two outputs.'),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('decimation'), factor: positive('Samples averaged into one.') }, closed),
]);

/** What happens to the samples before the first recurrent layer. */
export type Frontend = Static<typeof FrontendSchema>;

const SamplingSchema = Type.Object(
  {
    every: Type.Optional(Type.Integer({ minimum: 2, description: 'Every so many-th sample enters; absent: each.' })),
    window: Type.Optional(positive('Samples that enter, the last ones of a series; absent: all.')),
    channels: Type.Optional(
      Type.Array(Type.String(), { minItems: 1, description: 'Their names, in the order of the data; absent: all.' }),
    ),
  },
  closed,
);

const ConvolutionBlockSchema = Type.Object(
  {
    filters: positive('Output channels.'),
    kernel: positive('Steps that one output sees.'),
    stride: positive('Steps between two outputs.'),
  },
  closed,
);

/**
 * A depthwise-separable convolution (Howard et al. 2017, MobileNets): a kernel for each channel, then all channels to
 * `filters` with ReLU.
 */
export type ConvolutionBlock = Static<typeof ConvolutionBlockSchema>;

const RecurrentLayerSchema = Type.Object(
  {
    cell: Type.Enum([...CELL_NAMES]),
    hidden: positive('Hidden size: units of the layer.'),
    inputRank: Type.Optional(positive('Rank of the factorised input matrix; absent: full.')),
    recurrentRank: Type.Optional(positive('Rank of the factorised recurrent matrix; absent: full.')),
  },
  closed,
);

export type RecurrentLayer = Static<typeof RecurrentLayerSchema>;

export const ArchitectureSchema = Type.Object(
  {
    inputs: positive('Channels of one sample.'),
    sampling: Type.Optional(SamplingSchema),
    frontend: FrontendSchema,
    blocks: Type.Optional(
      Type.Array(ConvolutionBlockSchema, {
        minItems: 1,
        maxItems: 4,
        description: 'After the front end; absent: none.',
      }),
    ),
    recurrent: Type.Array(RecurrentLayerSchema, { maxItems: 3, description: 'Empty only where there are blocks.' }),
    pooling: Type.Enum(['last', 'mean']),
    dense: Type.Optional(positive('ReLU units of a hidden layer between pooling and output layer; absent: none.')),
    task: Type.Enum(['classification', 'regression']),
    outputs: positive('Classes, or 1 for a regression.'),
    weightBits: Type.Optional(
      Type.Literal(4, { description: 'Bits of the weights of the recurrent layers; absent: 8.' }),
    ),
    activationBits: Type.Optional(
      Type.Literal(8, {
        description: 'Bits of x and h as the gates of the recurrent layers multiply them; absent: 16.',
      }),
    ),
  },
  closed,
);

/** A candidate network: the genome that the search proposes, and the plain JSON that journals and exports carry. */
export type Architecture = Static<typeof ArchitectureSchema>;
