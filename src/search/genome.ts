import type { Architecture, CellName, ConvolutionBlock, Frontend } from '../protocol/architecture.ts';
import { samplesSeen } from '../protocol/sampling.ts';
import type { SpaceSpec } from '../spec/schema.ts';
import type { RankChoice } from './ranks.ts';

/** What the data fix of every architecture. */
export interface Problem {
  /** Channels of one sample. */
  readonly inputs: number;
  /** Their names; absent: nobody chooses among them. */
  readonly channels?: readonly string[];
  /** Classes, or 1 for a regression. */
  readonly outputs: number;
  readonly task: Architecture['task'];
  /** Samples of the shortest series; what needs more is left out. Absent: any length. */
  readonly shortest?: number;
  /** Samples of the longest series. */
  readonly longest?: number;
  /** Hz; absent: unknown. */
  readonly samplingRate?: number | undefined;
}

export type WeightFormat = SpaceSpec['weights'][number];

type Bits = Pick<Architecture, 'weightBits' | 'activationBits'>;

/** What a format is in an architecture. */
export const BITS: Readonly<Record<WeightFormat, Bits>> = {
  int8: {},
  int4: { weightBits: 4 },
  int8x8: { activationBits: 8 },
};

/** The format of an architecture; undefined: no space has it. */
export function formatOf({ weightBits, activationBits }: Bits): WeightFormat | undefined {
  if (weightBits === undefined) return activationBits === undefined ? 'int8' : 'int8x8';
  return activationBits === undefined ? 'int4' : undefined;
}

/** What of the recorded samples a network is given. */
export interface Input {
  /** Samples of the data, counted from the end of a series; undefined: all. */
  readonly window: number | undefined;
  /** One sample in so many. */
  readonly every: number;
  /** In the order of the data; undefined: all. */
  readonly channels: readonly string[] | undefined;
}

/** The size of what a network is given: channels, and samples of the shortest series. */
export interface Seen {
  readonly channels: number;
  readonly samples: number;
}

export interface LayerGenes {
  readonly cell: CellName;
  readonly hidden: number;
  /** Of W. Ranks are shares here and integers in an architecture. */
  readonly inputRank: RankChoice;
  /** Of U. */
  readonly recurrentRank: RankChoice;
}

/** A front end, recurrent layers and pooling. */
export interface RecurrentBody {
  readonly kind: 'recurrent';
  /** One of the genes' own objects. */
  readonly frontend: Frontend;
  readonly layers: readonly LayerGenes[];
  readonly pooling: Architecture['pooling'];
  /** Of every recurrent layer. */
  readonly weights: WeightFormat;
}

/** Separable blocks and the mean over time. */
export interface ConvolutionalBody {
  readonly kind: 'convolutional';
  readonly blocks: readonly ConvolutionBlock[];
}

export type Body = RecurrentBody | ConvolutionalBody;

/** The choices that make an architecture. */
export interface Genome {
  readonly input: Input;
  readonly body: Body;
  /** Units of the hidden layer behind it; undefined: there is none. */
  readonly dense: number | undefined;
}

/** The same for inputs that give a network the same. */
export function samplingOf({ window, every, channels }: Input): Architecture['sampling'] {
  if (window === undefined && every === 1 && channels === undefined) return undefined;
  return {
    ...(every === 1 ? {} : { every }),
    ...(window === undefined ? {} : { window: Math.ceil(window / every) }),
    ...(channels === undefined ? {} : { channels: [...channels] }),
  };
}

export function seenThrough(input: Input, { inputs, shortest }: Problem): Seen {
  const sampling = samplingOf(input);
  return { channels: input.channels?.length ?? inputs, samples: samplesSeen({ sampling }, shortest ?? Infinity) };
}
