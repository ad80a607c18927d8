import type { Architecture } from '../../protocol/architecture.ts';
import { layerShapes, type LayerShape, stageShapes, type StageShape } from '../../network/shapes.ts';
import { formOf } from './descriptors.ts';

/** What the source of a network is made of. The cost model counts the same parts. */
export interface Plan {
  readonly architecture: Architecture;
  readonly stages: readonly StageShape[];
  /** Of the recurrent layers. */
  readonly shapes: readonly LayerShape[];
  /** One layer for each distinct cell, in the order of first use. */
  readonly kernels: readonly LayerShape[];
  /** Low-rank factors of inputs and of states. */
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
    inputFactors: shapes.filter(({ layer }) => layer.inputRank !== undefined).length,
    recurrentFactors: shapes.filter(({ layer }) => layer.recurrentRank !== undefined).length,
    tables: { sigmoid: uses('sigmoid'), tanh: uses('tanh') },
  };
}
