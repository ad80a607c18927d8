import type { Architecture, CellName, Frontend, RecurrentLayer } from '../protocol/architecture.ts';
import type { SpaceSpec } from '../spec/schema.ts';

/** What the data fix of every architecture. */
export interface Problem {
  /** Channels of one sample. */
  readonly inputs: number;
  /** Classes, or 1 for a regression. */
  readonly outputs: number;
  readonly task: Architecture['task'];
  /** Samples of the shortest series; a front end that needs more is left out. Absent: any length. */
  readonly shortest?: number;
}

/** `full`, or a share of the full rank. */
export type RankChoice = SpaceSpec['rank'][number];

export type WeightFormat = SpaceSpec['weights'][number];

/** The choices that make an architecture. Ranks are shares here and integers there. */
export interface Genome {
  readonly frontend: Frontend;
  readonly cell: CellName;
  /** [layer] */
  readonly hidden: readonly number[];
  /** Of W, in every layer. */
  readonly inputRank: RankChoice;
  /** Of U, in every layer. */
  readonly recurrentRank: RankChoice;
  readonly pooling: Architecture['pooling'];
  /** Of every recurrent layer. */
  readonly weights: WeightFormat;
}

/** A weight matrix of one gate: [rows][columns]. */
export type MatrixShape = readonly [rows: number, columns: number];

/** Rank of the factorised matrix; undefined: full. A factor as wide as the matrix saves nothing and counts as full. */
export function rankOf(choice: RankChoice, [rows, columns]: MatrixShape): number | undefined {
  if (choice === 'full') return undefined;
  const rank = Math.max(1, Math.round(choice * Math.min(rows, columns)));
  return rank < columns ? rank : undefined;
}

/** W of every layer; `features` enter the first. */
export function inputShapes(features: number, hidden: readonly number[]): MatrixShape[] {
  return hidden.map((rows, layer) => [rows, layer === 0 ? features : hidden[layer - 1]!]);
}

/** U of every layer. */
export function recurrentShapes(hidden: readonly number[]): MatrixShape[] {
  return hidden.map((units) => [units, units]);
}

export function featuresOf(frontend: Frontend, inputs: number): number {
  return frontend.kind === 'convolution' ? frontend.filters : inputs;
}

/** Fields in the order of `ArchitectureSchema`, so that equal architectures have equal JSON. */
export function decode(genome: Genome, { inputs, outputs, task }: Problem): Architecture {
  const { frontend, cell, hidden, pooling, weights } = genome;
  const inputMatrices = inputShapes(featuresOf(frontend, inputs), hidden);
  const recurrentMatrices = recurrentShapes(hidden);
  const recurrent = hidden.map((units, layer): RecurrentLayer => {
    const inputRank = rankOf(genome.inputRank, inputMatrices[layer]!);
    const recurrentRank = rankOf(genome.recurrentRank, recurrentMatrices[layer]!);
    return {
      cell,
      hidden: units,
      ...(inputRank === undefined ? {} : { inputRank }),
      ...(recurrentRank === undefined ? {} : { recurrentRank }),
    };
  });
  return { inputs, frontend, recurrent, pooling, task, outputs, ...(weights === 'int4' ? { weightBits: 4 } : {}) };
}

/** The choices that lead to these ranks; several when shares round to the same integers, none when outside the space. */
export function choicesFor(
  choices: readonly RankChoice[],
  shapes: readonly MatrixShape[],
  ranks: readonly (number | undefined)[],
): RankChoice[] {
  return choices.filter((choice) => shapes.every((shape, layer) => rankOf(choice, shape) === ranks[layer]));
}

/** One choice for every distinct outcome: the first of those that round to the same integers. */
export function distinctChoices(choices: readonly RankChoice[], shapes: readonly MatrixShape[]): RankChoice[] {
  if (choices.length === 1) return [...choices];
  const first = new Map<string, RankChoice>();
  for (const choice of choices) {
    const outcome = shapes.map((shape) => rankOf(choice, shape) ?? 'full').join();
    if (!first.has(outcome)) first.set(outcome, choice);
  }
  return [...first.values()];
}
