import { type Instruction, lowerCell } from '../network/integer/program.ts';
import { frontendWindow, layerShapes, type LayerShape } from '../network/shapes.ts';
import type { Architecture } from '../protocol/architecture.ts';

/**
 * What the C code of a network does, counted by kind. Instructions and cycles are linear in these (a
 * unit's gate work costs as much as 50–140 multiply-accumulates, so the MAC count alone would mislead).
 */
export interface Work {
  /** Multiply-accumulates of the gates. */
  readonly gateMacs: number;
  /** Activations that the gates load: all gates of a unit share a load. */
  readonly gateLoads: number;
  /** Sums of gates requantised. */
  readonly gateRows: number;
  /** Biases added. */
  readonly biases: number;
  /** Table look-ups. */
  readonly lookUps: number;
  /** Multiplications with rounding in cell equations. */
  readonly multiplications: number;
  /** Other operations in cell equations. */
  readonly operations: number;
  /** Hidden units updated. */
  readonly units: number;
  /** Recurrent layers advanced. */
  readonly layers: number;
  /** Multiply-accumulates of matrices with one gate: factors, convolution, head. */
  readonly denseMacs: number;
  /** Sums of such matrices requantised. */
  readonly denseRows: number;
  /** Such matrices applied. */
  readonly denseMatrices: number;
  /** Values that a front end collects. */
  readonly collected: number;
  /** Values averaged by a decimation. */
  readonly averaged: number;
  /** Values added to a running mean. */
  readonly accumulated: number;
  /** Running means divided. */
  readonly divided: number;
  readonly samples: number;
  readonly predictions: number;
}

export const WORK_KINDS = [
  'gateMacs',
  'gateLoads',
  'gateRows',
  'biases',
  'lookUps',
  'multiplications',
  'operations',
  'units',
  'layers',
  'denseMacs',
  'denseRows',
  'denseMatrices',
  'collected',
  'averaged',
  'accumulated',
  'divided',
  'samples',
  'predictions',
] as const satisfies (keyof Work)[];

/** The work of a network, by when it is done. */
export interface NetworkWork {
  /** For every sample, whether or not a recurrent step follows. */
  readonly sample: Work;
  /** For every recurrent step, in addition. */
  readonly step: Work;
  /** For every decision, in addition. */
  readonly predict: Work;
}

const NOTHING = Object.fromEntries(WORK_KINDS.map((kind) => [kind, 0])) as Record<keyof Work, number> as Work;

export function workOf(architecture: Architecture): NetworkWork {
  const { inputs, frontend, pooling, outputs } = architecture;
  const shapes = layerShapes(architecture);
  const features = shapes.at(-1)!.hidden;
  const { kernel } = frontendWindow(frontend);
  const mean = pooling === 'mean';
  return {
    sample: { ...NOTHING, samples: 1, collected: frontend.kind === 'none' ? 0 : inputs },
    step: sum([
      ...(frontend.kind === 'convolution' ? [dense(frontend.filters, kernel * inputs)] : []),
      ...(frontend.kind === 'decimation' ? [{ ...NOTHING, averaged: inputs }] : []),
      ...shapes.flatMap(layerWork),
      { ...NOTHING, accumulated: mean ? features : 0 },
    ]),
    predict: sum([dense(outputs, features), { ...NOTHING, predictions: 1, divided: mean ? features : 0 }]),
  };
}

export function sum(parts: readonly Work[]): Work {
  return combine((kind) => parts.reduce((total, part) => total + part[kind], 0));
}

export function scaled(work: Work, factor: number): Work {
  return combine((kind) => work[kind] * factor);
}

/** Multiply-accumulates of all kinds. */
export function macsOf({ gateMacs, denseMacs }: Work): number {
  return gateMacs + denseMacs;
}

function combine(of: (kind: keyof Work) => number): Work {
  return Object.fromEntries(WORK_KINDS.map((kind) => [kind, of(kind)])) as Record<keyof Work, number>;
}

function layerWork(shape: LayerShape): Work[] {
  const { hidden, inputColumns, recurrentColumns, inputGates, recurrentGates, biasGates, layer } = shape;
  return [
    ...(layer.inputRank === undefined ? [] : [dense(layer.inputRank, shape.inputs)]),
    ...(layer.recurrentRank === undefined ? [] : [dense(layer.recurrentRank, hidden)]),
    gates(hidden, inputColumns, inputGates.length),
    gates(hidden, recurrentColumns, recurrentGates.length),
    { ...equations(shape), units: hidden, layers: 1, biases: hidden * biasGates.length },
  ];
}

function gates(units: number, columns: number, count: number): Work {
  return {
    ...NOTHING,
    gateMacs: units * columns * count,
    gateLoads: units * columns,
    gateRows: units * count,
  };
}

function dense(rows: number, columns: number): Work {
  return { ...NOTHING, denseMacs: rows * columns, denseRows: rows, denseMatrices: 1 };
}

/** The elementwise work of a layer. Formats of calibrated states differ by a shift at most, so any will do. */
function equations({ cell, hidden }: LayerShape): Work {
  const { instructions } = lowerCell(
    cell,
    cell.states.map(({ within }) => (within === undefined ? 12 : 15)),
  );
  const count = (...kinds: Instruction['kind'][]): number =>
    hidden * instructions.filter(({ kind }) => kinds.includes(kind)).length;
  return {
    ...NOTHING,
    lookUps: count('sigmoid', 'tanh'),
    multiplications: count('multiply'),
    operations: count('add', 'complement', 'shiftLeft', 'shiftRight', 'saturate', 'relu', 'state', 'constant'),
  };
}
