import { contextBytes } from '../compile/c/context.ts';
import { factorParts, ROWS_AT_A_TIME } from '../compile/c/factor-parts.ts';
import { unitsAtATime } from '../compile/c/kernel.ts';
import { layerWeightBits } from '../network/integer/weights.ts';
import {
  headInputs,
  layerShapes,
  type LayerShape,
  pooledFeatures,
  stageShapes,
  type StageShape,
} from '../network/shapes.ts';
import { type Architecture, CELL_NAMES } from '../protocol/architecture.ts';

/** What the C code of a network does, counted by kind: instructions and cycles are linear in these. */
export const WORK_KINDS = [
  /** Calls of `multiply`. */
  'products',
  /** Fours of rows in them. */
  'fours',
  /** Four columns of a four, and what is left: a pair of columns, one column. */
  'columnFours',
  'columnPairs',
  'lastColumns',
  /** Matrices that a routine multiplies which knows weights of four bits, too: those of every network that has some. */
  'nibbleProducts',
  /** Pairs of columns of a four, and one column, with weights of four bits. */
  'nibblePairs',
  'nibbleLastColumns',
  /** The same where vectors have eight bits. */
  'narrowFours',
  'narrowPairs',
  'narrowLastColumns',
  'narrowRowWeights',
  /** The same by vector instructions: eight columns of a four, or of a row that makes none; the last eight may be fewer. */
  'vectorProducts',
  'vectorFours',
  'vectorFourColumns',
  'vectorRows',
  'vectorRowColumns',
  /** Rows that make no four, and their weights. */
  'rows',
  'rowWeights',
  'rowNibbles',
  /** Hidden units: the equations of a cell, and storing them. */
  ...CELL_NAMES.map((cell) => `${cell}Units` as const),
  /** Some units whose sums are made at a time, and sums of W x and U h that are made apart and added. */
  'unitBlocks',
  'addedSums',
  /** Recurrent layers advanced, and values of x and h copied to where products read them, or rounded to eight bits. */
  ...CELL_NAMES.map((cell) => `${cell}Layers` as const),
  'copied',
  'narrowed',
  /** Low-rank factors (parts of them) and dense layers applied, convolutions among them, and their outputs. */
  'matrices',
  'matrixOutputs',
  /** Vectors that a convolution takes, their values, and values that it moves to the front of its window. */
  'windows',
  'collected',
  'moved',
  /** Depthwise convolutions applied, fours of channels and their weights, channels that make no four and theirs. */
  'depthwise',
  'depthwiseFours',
  'depthwiseFourWeights',
  'depthwiseChannels',
  'depthwiseWeights',
  /** Vectors that a decimation takes, values that it sums, and means that it makes. */
  'decimations',
  'summed',
  'averaged',
  /** Values added to a running mean over time, and such means made. */
  'accumulated',
  'divided',
  /** Outputs of the head. */
  'outputs',
  /** Calls of `model_step`, and of `model_predict`. */
  'samples',
  'predictions',
  /** Bytes of the context that `model_reset` clears. */
  'cleared',
] as const;

export type WorkKind = (typeof WORK_KINDS)[number];

export type Work = Readonly<Record<WorkKind, number>>;

/** Some work: what is absent is none. A search estimates hundreds of networks for every proposal. */
type Part = Partial<Work>;

const NONE = Object.fromEntries(WORK_KINDS.map((kind) => [kind, 0])) as Work;

/** The work of a network, by when it is done. */
export interface NetworkWork {
  /** Before a window. */
  readonly reset: Work;
  /** [count of `stageCounts`] for every sample, then for every vector that each stage makes, in addition. */
  readonly steps: readonly Work[];
  /** For every decision, in addition. */
  readonly predict: Work;
}

/** @param helium of a source that was emitted for a core with Arm's vector extension */
export function workOf(architecture: Architecture, helium = false): NetworkWork {
  const { pooling, dense, outputs } = architecture;
  const stages = stageShapes(architecture);
  const features = pooledFeatures(architecture);
  const mean = pooling === 'mean';
  const nibbles = layerWeightBits(architecture) === 4;
  const form = helium && !nibbles ? 'vectors' : 'bytes';
  const last: Part[] = [
    { accumulated: mean ? features : 0 },
    ...layerShapes(architecture).flatMap((shape) => layerWork(shape, nibbles ? 'nibbles' : form)),
  ];
  const together = (parts: readonly Part[]): Work => {
    const all = sum(parts);
    return nibbles ? { ...all, nibbleProducts: all.products } : all;
  };
  return {
    reset: sum([{ cleared: contextBytes(architecture) }]),
    steps: [undefined, ...stages].map((made, index) =>
      together([
        ...(made === undefined ? [{ samples: 1 }] : makingWork(made, form)),
        ...(index < stages.length ? [takingWork(stages[index]!)] : last),
      ]),
    ),
    predict: together([
      ...(dense === undefined ? [] : matrix(dense, features, form)),
      product(outputs, headInputs(architecture), form),
      { predictions: 1, outputs, divided: mean ? features : 0 },
    ]),
  };
}

/** The work of a series, from reset to decision, whose stages make vectors in these numbers, `stageCounts`. */
export function seriesWork({ reset, steps, predict }: NetworkWork, counts: readonly number[]): Work {
  return sum([reset, ...steps.map((work, index) => scaled(work, counts[index]!)), predict]);
}

export function sum(parts: readonly Part[]): Work {
  const total = { ...NONE } as Record<WorkKind, number>;
  for (const part of parts) {
    for (const kind of Object.keys(part) as WorkKind[]) total[kind] += part[kind]!;
  }
  return total;
}

function scaled(work: Work, factor: number): Work {
  const result = { ...work } as Record<WorkKind, number>;
  for (const kind of WORK_KINDS) result[kind] *= factor;
  return result;
}

/** What a stage does with every vector that enters; where it drops some, the mean of all. */
function takingWork({ kind, inputs, kernel, stride }: StageShape): Part {
  if (kind === 'decimation') return { decimations: 1, summed: inputs };
  return { windows: 1, collected: inputs * Math.min(1, kernel / stride) };
}

/** What a stage does for every vector that it makes. */
function makingWork({ kind, inputs, outputs, kernel, stride }: StageShape, form: Form): Part[] {
  if (kind === 'decimation') return [{ averaged: inputs }];
  const moved = { moved: Math.max(0, kernel - stride) * inputs };
  if (kind === 'convolution') return [moved, ...matrix(outputs, kernel * inputs, form)];
  return [moved, depthwiseWork(inputs, kernel), ...matrix(outputs, inputs, form)];
}

function depthwiseWork(channels: number, kernel: number): Part {
  const fours = Math.floor(channels / 4);
  const singles = channels % 4;
  return {
    depthwise: 1,
    depthwiseFours: fours,
    depthwiseFourWeights: 4 * fours * kernel,
    depthwiseChannels: singles,
    depthwiseWeights: singles * kernel,
  };
}

/** Multiply-accumulates of a network. */
export interface NetworkMacs {
  /** [count of `stageCounts`] for every sample, which needs none, then for every vector that each stage makes. */
  readonly steps: readonly number[];
  /** Of the longest step: all of the above. */
  readonly step: number;
  readonly predict: number;
}

export function macsOf(architecture: Architecture): NetworkMacs {
  const { dense, outputs } = architecture;
  const layers = layerShapes(architecture).reduce((total, shape) => total + layerMacs(shape), 0);
  const steps = [0, ...stageShapes(architecture).map(stageMacs)];
  steps.push(steps.pop()! + layers);
  return {
    steps,
    step: steps.reduce((total, macs) => total + macs, 0),
    predict: (dense ?? 0) * pooledFeatures(architecture) + outputs * headInputs(architecture),
  };
}

/** Multiply-accumulates of a series whose stages make vectors in these numbers, `stageCounts`, and of its decision. */
export function seriesMacs({ steps, predict }: NetworkMacs, counts: readonly number[]): number {
  return counts.reduce((total, count, index) => total + count * steps[index]!, predict);
}

/** Multiply-accumulates of one vector that a stage makes. */
export function stageMacs({ kind, inputs, outputs, kernel }: StageShape): number {
  switch (kind) {
    case 'decimation':
      return 0;
    case 'convolution':
      return outputs * kernel * inputs;
    case 'separable':
      return inputs * kernel + outputs * inputs;
  }
}

function layerMacs({ layer, inputs, hidden, ...shape }: LayerShape): number {
  const { inputGates, recurrentGates, inputColumns, recurrentColumns } = shape;
  const factors = (layer.inputRank ?? 0) * inputs + (layer.recurrentRank ?? 0) * hidden;
  return factors + hidden * (inputGates.length * inputColumns + recurrentGates.length * recurrentColumns);
}

/** Bytes times int16, in plain C or by vector instructions, half bytes times int16, or bytes times eight bits. */
type Form = 'bytes' | 'vectors' | 'nibbles' | 'narrow';

function layerWork(shape: LayerShape, form: Form): Part[] {
  const { layer, hidden, inputs, inputColumns, recurrentColumns, inputGates, recurrentGates, groups } = shape;
  const atATime = unitsAtATime(shape);
  const narrow = shape.activationBits === 8;
  const blocks: Part[] = [];
  for (let unit = 0; unit < hidden; unit += atATime) {
    const units = Math.min(atATime, hidden - unit);
    blocks.push(
      ...groups.map(({ gates, columns }) =>
        product(units * gates.length, columns, narrow && form === 'bytes' ? 'narrow' : form),
      ),
    );
  }
  const sums = groups.reduce((sum, { gates }) => sum + gates.length, 0);
  return [
    ...factorParts(layer.inputRank).flatMap(({ rows }) => matrix(rows, inputs, form)),
    ...factorParts(layer.recurrentRank).flatMap(({ rows }) => matrix(rows, hidden, form)),
    ...blocks,
    {
      [`${layer.cell}Layers`]: 1,
      ...(narrow
        ? { narrowed: inputColumns + recurrentColumns }
        : { copied: copied(layer.inputRank, inputs) + copied(layer.recurrentRank, hidden) }),
      unitBlocks: Math.ceil(hidden / atATime),
      addedSums: hidden * (sums - new Set([...inputGates, ...recurrentGates]).size),
      [`${layer.cell}Units`]: hidden,
    },
  ];
}

/** Values of x or h that are copied: a factor puts its own where products read them. */
function copied(rank: number | undefined, values: number): number {
  return rank === undefined ? values : 0;
}

/** A matrix on its own, by a routine that saturates its outputs. */
function matrix(rows: number, columns: number, form: Form): Part[] {
  const parts: Part[] = [{ matrices: 1, matrixOutputs: rows }];
  for (let row = 0; row < rows; row += ROWS_AT_A_TIME) {
    parts.push(product(Math.min(ROWS_AT_A_TIME, rows - row), columns, form));
  }
  return parts;
}

/** A call of `multiply`. */
function product(rows: number, columns: number, form: Form): Part {
  const fours = Math.floor(rows / 4);
  const singles = rows % 4;
  const pairs = fours * Math.floor(columns / 2);
  const [four, pair, last] = [
    fours * Math.floor(columns / 4),
    fours * (Math.floor(columns / 2) % 2),
    fours * (columns % 2),
  ];
  if (form === 'vectors') {
    const turns = Math.ceil(columns / 8);
    return {
      vectorProducts: 1,
      vectorFours: fours,
      vectorFourColumns: fours * turns,
      vectorRows: singles,
      vectorRowColumns: singles * turns,
    };
  }
  const weights = singles * columns;
  const forms = {
    bytes: { columnFours: four, columnPairs: pair, lastColumns: last, rowWeights: weights },
    nibbles: { nibblePairs: pairs, nibbleLastColumns: last, rowNibbles: weights },
    narrow: { narrowFours: four, narrowPairs: pair, narrowLastColumns: last, narrowRowWeights: weights },
  };
  return { products: 1, fours, rows: singles, ...forms[form] };
}
