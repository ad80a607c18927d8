import type { SpaceSpec } from '../spec/schema.ts';

/** `full`, or a share of the full rank. */
export type RankChoice = SpaceSpec['rank'][number];

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
