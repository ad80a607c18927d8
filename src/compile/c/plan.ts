import type { Architecture } from '../../protocol/architecture.ts';
import { layerShapes, type LayerShape, stageShapes, type StageShape } from '../../network/shapes.ts';
import { formOf } from './descriptors.ts';
import { factorParts } from './factor-parts.ts';

/** What the source of a network is made of. The cost model counts the same parts. */
export interface Plan {
  readonly architecture: Architecture;
  readonly stages: readonly StageShape[];
  /** Of the recurrent layers. */
  readonly shapes: readonly LayerShape[];
  /** One layer for each distinct cell, in the order of first use. */
  readonly kernels: readonly LayerShape[];
  /** Parts of low-rank factors of inputs and of states, each of which is a call. */
  readonly inputFactors: number;
  readonly recurrentFactors: number;
  readonly tables: { readonly sigmoid: boolean; readonly tanh: boolean };
}

export function planOf(architecture: Architecture): Plan {
  const shapes = layerShapes(architecture);
  const kernels = shapes.filter((shape, index) => shapes.findIndex(({ cell }) => cell === shape.cell) === index);
  const uses = (kind: string): boolean =>
    kernels.some((shape) => formOf(shape).program.instructions.some((instruction) => instruction.kind === kind));
  return {
    architecture,
    stages: stageShapes(architecture),
    shapes,
    kernels,
    inputFactors: count(shapes.map(({ layer }) => layer.inputRank)),
    recurrentFactors: count(shapes.map(({ layer }) => layer.recurrentRank)),
    tables: { sigmoid: uses('sigmoid'), tanh: uses('tanh') },
  };
}

function count(ranks: readonly (number | undefined)[]): number {
  return ranks.reduce<number>((sum, rank) => sum + factorParts(rank).length, 0);
}
