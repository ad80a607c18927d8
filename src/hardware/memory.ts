import { contextBytes } from '../compile/c/context.ts';
import {
  convolutionStruct,
  decimationStruct,
  factorStruct,
  formOf,
  headStruct,
  layerStruct,
  rowValues,
  unitWeights,
} from '../compile/c/descriptors.ts';
import { type Plan, planOf } from '../compile/c/plan.ts';
import { TABLE_SIZE } from '../network/integer/arithmetic.ts';
import type { LayerShape } from '../network/shapes.ts';
import type { Architecture } from '../protocol/architecture.ts';
import type { Core } from './board-core.ts';
import { codeSizesOf } from './code-size-lookup.ts';
import type { CodeSizes, Routine } from './code-size.ts';

/** What a model takes of a microcontroller, in bytes. */
export interface ModelMemory {
  /** Of the object file that `model.c` becomes. libgcc's division, which a mean calls on an ARMv6-M core, is not in it. */
  readonly flash: {
    readonly code: number;
    readonly weights: number;
    /** Multipliers, biases, descriptors. */
    readonly constants: number;
    /** σ and tanh. */
    readonly tables: number;
    readonly total: number;
  };
  /** The context struct; on AVR, where constants are copied to RAM, these too. */
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
  const constants = constantBytes(plan, core === 'avr8' ? 2 : 4);
  const tables = (Number(plan.tables.sigmoid) + Number(plan.tables.tanh)) * TABLE_SIZE * 2;
  const data = weights + constants + tables;
  return {
    flash: { code, weights, constants, tables, total: code + data },
    ram: contextBytes(architecture) + (core === 'avr8' ? data : 0),
    stack: Math.round(stackBytes(plan, sizes) * factor),
    provenance: factor === 1 ? 'measured' : 'approximated',
  };
}

/** Routines of a model besides `model_step`, in groups of a caller and what it calls. */
function callChains({ architecture, kernels, inputFactors, recurrentFactors }: Plan): Routine[][] {
  const { frontend, pooling, task } = architecture;
  const chains: Routine[][] = kernels.map(({ layer }) => [`step_${layer.cell}`, 'copy']);
  if (frontend.kind === 'convolution') chains.push(['convolve', 'copy']);
  if (frontend.kind === 'decimation') chains.push([`decimate_${pooling}`]);
  if (inputFactors > 0) chains.push(['project']);
  if (recurrentFactors > 0) chains.push(['project_state', 'project']);
  if (pooling === 'mean') chains.push(['accumulate']);
  chains.push(['model_predict', `apply_head_${pooling}_${task}`], ['model_init', 'model_reset', 'clear']);
  return chains;
}

function codeBytes(plan: Plan, { routines, glue }: CodeSizes): number {
  const { architecture, shapes, inputFactors, recurrentFactors } = plan;
  const step =
    glue.base +
    (architecture.frontend.kind === 'none' ? 0 : glue.frontend) +
    (architecture.pooling === 'mean' ? glue.mean : 0) +
    glue.layer * shapes.length +
    glue.inputFactor * inputFactors +
    glue.recurrentFactor * recurrentFactors;
  const used = new Set(callChains(plan).flat());
  return [...used].reduce((sum, routine) => sum + routines[routine][0], step);
}

function stackBytes(plan: Plan, { routines, glue }: CodeSizes): number {
  const depths = callChains(plan).map((chain) => chain.reduce((sum, routine) => sum + routines[routine][1], 0));
  return glue.stack + Math.max(...depths);
}

/** int8 weights. */
function weightBytes({ architecture, shapes }: Plan): number {
  const { frontend, inputs, outputs } = architecture;
  const convolution = frontend.kind === 'convolution' ? frontend.filters * frontend.kernel * inputs : 0;
  const head = outputs * shapes.at(-1)!.hidden;
  return shapes.reduce((sum, shape) => sum + layerWeights(shape), convolution + head);
}

function layerWeights(shape: LayerShape): number {
  const { layer, inputs, hidden } = shape;
  const factors = (layer.inputRank ?? 0) * inputs + (layer.recurrentRank ?? 0) * hidden;
  return factors + hidden * unitWeights(shape);
}

/** int16 multipliers and biases, the head's int32 biases, and a descriptor per layer, factor, front end and head. */
function constantBytes({ architecture, shapes }: Plan, pointer: number): number {
  const { frontend, outputs } = architecture;
  let bytes = outputs * (2 + 4) + headStruct.bytes(pointer);
  if (frontend.kind === 'convolution') bytes += frontend.filters * (2 + 2) + convolutionStruct.bytes(pointer);
  if (frontend.kind === 'decimation') bytes += decimationStruct.bytes(pointer);
  for (const shape of shapes) {
    const { inputRank, recurrentRank } = shape.layer;
    bytes += shape.hidden * rowValues(shape) * 2 + layerStruct(formOf(shape)).bytes(pointer);
    for (const rank of [inputRank, recurrentRank]) {
      if (rank !== undefined) bytes += rank * 2 + factorStruct.bytes(pointer);
    }
  }
  return bytes;
}
