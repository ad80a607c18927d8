import { contextBytes } from '../compile/c/context.ts';
import {
  decimationStruct,
  denseStruct,
  depthwiseStruct,
  factorStruct,
  headStruct,
  layerStruct,
  meanStruct,
  windowStruct,
} from '../compile/c/descriptors.ts';
import { factorParts } from '../compile/c/factor-parts.ts';
import { packedBytes } from '../compile/c/packing.ts';
import { type Plan, planOf } from '../compile/c/plan.ts';
import type { Struct } from '../compile/c/struct.ts';
import { TABLE_SIZE } from '../network/integer/arithmetic.ts';
import { layerWeightBits, type WeightBits } from '../network/integer/weights.ts';
import { headInputs, type LayerShape, pooledFeatures, type StageShape } from '../network/shapes.ts';
import type { Architecture } from '../protocol/architecture.ts';
import type { Core } from './board-core.ts';
import { codeSizesOf } from './code-size-lookup.ts';
import { type CodeSizes, type Routine, STEP_PARTS, type StepPart } from './code-size.ts';

/** What a model takes of a microcontroller, in bytes. */
export interface ModelMemory {
  /** Of the object file that `model.c` becomes. What it calls of libgcc is not in it: division, for a mean on ARMv6-M; multiplication on AVR. */
  readonly flash: {
    readonly code: number;
    readonly weights: number;
    /** Multipliers, biases, descriptors. */
    readonly constants: number;
    /** σ and tanh. */
    readonly tables: number;
    readonly total: number;
  };
  /** The context struct. */
  readonly ram: number;
  /** Of the deepest call. */
  readonly stack: number;
  /** Whether code and stack were measured with the core's own compiler, or follow from those of another core. */
  readonly provenance: 'measured' | 'approximated';
}

/** Flash and RAM of a network before it is trained, to the byte where the core's compiler was measured. */
export function modelMemory(architecture: Architecture, core: Core): ModelMemory {
  const plan = planOf(architecture);
  const { sizes, factor } = codeSizesOf(core);
  const code = Math.round(codeBytes(plan, sizes) * factor);
  const weights = weightBytes(plan);
  const constants = constantBytes(plan, core);
  const tables = (Number(plan.tables.sigmoid) + Number(plan.tables.tanh)) * TABLE_SIZE * 2;
  const data = weights + constants + tables;
  return {
    flash: { code, weights, constants, tables, total: code + data },
    ram: contextBytes(architecture),
    stack: Math.round(stackBytes(plan, sizes) * factor),
    provenance: factor === 1 ? 'measured' : 'approximated',
  };
}

/** Routines of a model besides `model_step`, in groups of a caller and what it calls. */
function callChains({ architecture, stages, kernels, inputFactors, recurrentFactors }: Plan): Routine[][] {
  const narrow = architecture.activationBits === 8;
  const form = layerWeightBits(architecture) === 4 ? '_nibbles' : narrow ? '_narrow' : '';
  const multiply = [`multiply${form}`, 'scale_down'] as const;
  const { pooling, dense, task } = architecture;
  const chains: Routine[][] = kernels.flatMap(({ layer }): Routine[][] => {
    const step = `step_${layer.cell}${form}` as const;
    return [
      [step, ...multiply],
      [step, narrow ? 'copy_narrow' : 'copy'],
    ];
  });
  for (const { kind } of stages) {
    if (kind === 'decimation') chains.push(['decimate', 'scale_down']);
    else chains.push(['collect', 'copy'], ['apply_dense', ...multiply]);
    if (kind === 'separable') chains.push(['apply_depthwise', 'scale_down']);
  }
  if (inputFactors + recurrentFactors > 0)
    chains.push([form === '_nibbles' ? 'project_nibbles' : 'project', ...multiply]);
  if (pooling === 'mean') chains.push(['accumulate'], ['average']);
  const predict: Routine = `model_predict${pooling === 'mean' ? '_mean' : ''}${dense === undefined ? '' : '_dense'}`;
  if (dense !== undefined) chains.push([predict, 'apply_dense', ...multiply]);
  chains.push([predict, `apply_head_${task}`, ...multiply], ['model_init', 'model_reset', 'clear']);
  return chains;
}

function codeBytes(plan: Plan, { routines, glue }: CodeSizes): number {
  const used = new Set(callChains(plan).flat());
  return [...used].reduce((sum, routine) => sum + routines[routine][0], stepBytes(plan, glue));
}

/** Code of `model_step`. */
function stepBytes(plan: Plan, glue: CodeSizes['glue']): number {
  const parts = stepParts(plan);
  const calls = STEP_PARTS.reduce((sum, part) => sum + parts[part], 0);
  if (calls === 1 && parts.layer === 1) return glue.only;
  return STEP_PARTS.reduce((sum, part) => sum + glue[part] * parts[part], glue.base);
}

/** How often `model_step` calls what. */
export function stepParts({
  architecture,
  stages,
  shapes,
  inputFactors,
  recurrentFactors,
}: Plan): Record<StepPart, number> {
  const of = (kind: StageShape['kind']): number => stages.filter((stage) => stage.kind === kind).length;
  return {
    convolution: of('convolution'),
    decimation: of('decimation'),
    separable: of('separable'),
    mean: Number(architecture.pooling === 'mean'),
    layer: shapes.length,
    inputFactor: inputFactors,
    recurrentFactor: recurrentFactors,
  };
}

function stackBytes(plan: Plan, { routines, glue }: CodeSizes): number {
  const depths = callChains(plan).map((chain) => chain.reduce((sum, routine) => sum + routines[routine][1], 0));
  return glue.stack + Math.max(...depths);
}

/** Weights as they are packed. */
function weightBytes({ architecture, stages, shapes }: Plan): number {
  const { dense, outputs } = architecture;
  const hidden = dense === undefined ? 0 : packedBytes(dense, pooledFeatures(architecture), 8);
  const head = packedBytes(outputs, headInputs(architecture), 8);
  const before = stages.reduce((sum, stage) => sum + stageWeights(stage), 0);
  const bits = layerWeightBits(architecture);
  return shapes.reduce((sum, shape) => sum + layerWeights(shape, bits), before + hidden + head);
}

function stageWeights({ kind, inputs, outputs, kernel }: StageShape): number {
  switch (kind) {
    case 'decimation':
      return 0;
    case 'convolution':
      return packedBytes(outputs, kernel * inputs, 8);
    case 'separable':
      return inputs * kernel + packedBytes(outputs, inputs, 8);
  }
}

function layerWeights(shape: LayerShape, bits: WeightBits): number {
  const { layer, inputs, hidden } = shape;
  return shape.groups.reduce(
    (sum, { gates, columns }) => sum + packedBytes(hidden * gates.length, columns, bits),
    packedBytes(layer.inputRank ?? 0, inputs, bits) + packedBytes(layer.recurrentRank ?? 0, hidden, bits),
  );
}

/** int16 multipliers and biases, the head's int32 biases, and the descriptors. */
function constantBytes({ architecture, stages, shapes }: Plan, core: Core): number {
  const { dense, outputs, pooling } = architecture;
  const size = (struct: Struct): number => (core === 'avr8' ? struct.bytes(2, false) : struct.bytes(4));
  const denseBytes = (units: number): number => units * (2 + 2) + size(denseStruct);
  let bytes = outputs * (2 + 4) + size(headStruct);
  if (pooling === 'mean') bytes += size(meanStruct);
  if (dense !== undefined) bytes += denseBytes(dense);
  for (const { kind, inputs, outputs: filters } of stages) {
    bytes += kind === 'decimation' ? size(decimationStruct) : size(windowStruct) + denseBytes(filters);
    if (kind === 'separable') bytes += inputs * 2 + size(depthwiseStruct);
  }
  for (const shape of shapes) {
    const { inputRank, recurrentRank } = shape.layer;
    const perUnit = shape.groups.reduce((sum, { gates }) => sum + gates.length, shape.biasGates.length);
    bytes += shape.hidden * perUnit * 2 + size(layerStruct(shape));
    for (const rank of [inputRank, recurrentRank]) {
      bytes += (rank ?? 0) * 2 + factorParts(rank).length * size(factorStruct);
    }
  }
  return bytes;
}
