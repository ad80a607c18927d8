import { unitsAtATime } from '../compile/c/kernel.ts';
import { ROWS_AT_A_TIME } from '../compile/c/routines.ts';
import { layerWeightBits } from '../network/integer/weights.ts';
import { frontendWindow, headInputs, layerShapes, type LayerShape, pooledFeatures } from '../network/shapes.ts';
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
  /** Pairs of columns of a four, and one column, with weights of four bits. */
  'nibblePairs',
  'nibbleLastColumns',
  /** Rows that make no four, and their weights. */
  'rows',
  'rowWeights',
  'rowNibbles',
  /** Hidden units: the equations of a cell, and storing them. */
  ...CELL_NAMES.map((cell) => `${cell}Units` as const),
  /** Some units whose sums are made at a time, and sums of W x and U h that are made apart and added. */
  'unitBlocks',
  'addedSums',
  /** Recurrent layers advanced, and values of x and h copied to where products read them. */
  'layers',
  'copied',
  /** Low-rank factors and dense layers applied, convolutions among them, and their outputs. */
  'matrices',
  'matrixOutputs',
  /** Values that a convolution collects, and moves to the front of its window. */
  'collected',
  'moved',
  /** Values that a decimation sums, and means that it makes. */
  'summed',
  'averaged',
  /** Values added to a running mean over time, and such means made. */
  'accumulated',
  'divided',
  /** Outputs of the head. */
  'outputs',
  /** Calls of `model_step` by kind of front end, and of `model_predict`. */
  'samples',
  'convolvedSamples',
  'decimatedSamples',
  'predictions',
] as const;

export type WorkKind = (typeof WORK_KINDS)[number];

export type Work = Readonly<Record<WorkKind, number>>;

/** The work of a network, by when it is done. */
export interface NetworkWork {
  /** For every sample, whether or not a recurrent step follows. */
  readonly sample: Work;
  /** For every recurrent step, in addition. */
  readonly step: Work;
  /** For every decision, in addition. */
  readonly predict: Work;
}

export function workOf(architecture: Architecture): NetworkWork {
  const { inputs, frontend, pooling, dense, outputs } = architecture;
  const shapes = layerShapes(architecture);
  const features = pooledFeatures(architecture);
  const { kernel, stride } = frontendWindow(frontend);
  const convolution = frontend.kind === 'convolution';
  const decimation = frontend.kind === 'decimation';
  const mean = pooling === 'mean';
  const nibbles = layerWeightBits(architecture) === 4;
  return {
    sample: work({
      samples: Number(frontend.kind === 'none'),
      convolvedSamples: Number(convolution),
      decimatedSamples: Number(decimation),
      collected: convolution ? inputs : 0,
      summed: decimation ? inputs : 0,
    }),
    step: sum([
      ...(convolution
        ? [matrix(frontend.filters, kernel * inputs, false), work({ moved: Math.max(0, kernel - stride) * inputs })]
        : []),
      work({ averaged: decimation ? inputs : 0, accumulated: mean ? features : 0 }),
      ...shapes.flatMap((shape) => layerWork(shape, nibbles)),
    ]),
    predict: sum([
      ...(dense === undefined ? [] : [matrix(dense, features, false)]),
      product(outputs, headInputs(architecture), false),
      work({ predictions: 1, outputs, divided: mean ? features : 0 }),
    ]),
  };
}

export function sum(parts: readonly Work[]): Work {
  return combine((kind) => parts.reduce((total, part) => total + part[kind], 0));
}

export function scaled(work: Work, factor: number): Work {
  return combine((kind) => work[kind] * factor);
}

/** Multiply-accumulates of a recurrent step, and of a prediction. */
export function macsOf(architecture: Architecture): { readonly step: number; readonly predict: number } {
  const { inputs, frontend, dense, outputs } = architecture;
  const shapes = layerShapes(architecture);
  const convolution = frontend.kind === 'convolution' ? frontend.filters * frontend.kernel * inputs : 0;
  return {
    step: shapes.reduce((total, shape) => total + layerMacs(shape), convolution),
    predict: (dense ?? 0) * pooledFeatures(architecture) + outputs * headInputs(architecture),
  };
}

function layerMacs({ layer, inputs, hidden, ...shape }: LayerShape): number {
  const { inputGates, recurrentGates, inputColumns, recurrentColumns } = shape;
  const factors = (layer.inputRank ?? 0) * inputs + (layer.recurrentRank ?? 0) * hidden;
  return factors + hidden * (inputGates.length * inputColumns + recurrentGates.length * recurrentColumns);
}

function work(counts: Partial<Work>): Work {
  return combine((kind) => counts[kind] ?? 0);
}

function combine(of: (kind: WorkKind) => number): Work {
  return Object.fromEntries(WORK_KINDS.map((kind) => [kind, of(kind)])) as Record<WorkKind, number>;
}

function layerWork(shape: LayerShape, nibbles: boolean): Work[] {
  const { layer, hidden, inputs, inputColumns, inputGates, recurrentGates, groups } = shape;
  const atATime = unitsAtATime(shape);
  const blocks: Work[] = [];
  for (let unit = 0; unit < hidden; unit += atATime) {
    const units = Math.min(atATime, hidden - unit);
    blocks.push(...groups.map(({ gates, columns }) => product(units * gates.length, columns, nibbles)));
  }
  const sums = groups.reduce((sum, { gates }) => sum + gates.length, 0);
  return [
    ...(layer.inputRank === undefined ? [] : [matrix(layer.inputRank, inputs, nibbles)]),
    ...(layer.recurrentRank === undefined ? [] : [matrix(layer.recurrentRank, hidden, nibbles)]),
    ...blocks,
    work({
      layers: 1,
      copied: inputColumns + (layer.recurrentRank === undefined ? hidden : 0),
      unitBlocks: Math.ceil(hidden / atATime),
      addedSums: hidden * (sums - new Set([...inputGates, ...recurrentGates]).size),
      [`${layer.cell}Units`]: hidden,
    }),
  ];
}

/** A matrix on its own, by a routine that saturates its outputs. */
function matrix(rows: number, columns: number, nibbles: boolean): Work {
  const parts: Work[] = [work({ matrices: 1, matrixOutputs: rows })];
  for (let row = 0; row < rows; row += ROWS_AT_A_TIME) {
    parts.push(product(Math.min(ROWS_AT_A_TIME, rows - row), columns, nibbles));
  }
  return sum(parts);
}

/** A call of `multiply`. */
function product(rows: number, columns: number, nibbles: boolean): Work {
  const fours = Math.floor(rows / 4);
  const singles = rows % 4;
  const last = fours * (columns % 2);
  return work({
    products: 1,
    fours,
    rows: singles,
    ...(nibbles
      ? { nibblePairs: fours * Math.floor(columns / 2), nibbleLastColumns: last, rowNibbles: singles * columns }
      : {
          columnFours: fours * Math.floor(columns / 4),
          columnPairs: fours * Math.floor((columns % 4) / 2),
          lastColumns: last,
          rowWeights: singles * columns,
        }),
  });
}
