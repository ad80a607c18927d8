import type { Architecture, RecurrentLayer } from '../protocol/architecture.ts';
import type { Cell } from './cell.ts';
import { cells } from './cells/registry.ts';

/** Makes one vector of `kernel` consecutive ones, every `stride`: a front end, or a convolution block. Causal, no padding. */
export interface StageShape {
  readonly kind: 'decimation' | 'convolution' | 'separable';
  /** What the names of its parameters begin with: `frontend`, `block0`, … */
  readonly name: string;
  /** Values of a vector that enters, and of one that leaves. */
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly stride: number;
}

/** Bits of x and h as the gates multiply them. */
export type ActivationBits = 8 | 16;

/** A recurrent layer with everything that follows from its place in the network. */
export interface LayerShape {
  readonly layer: RecurrentLayer;
  readonly cell: Cell;
  /** Features of one step that enter the layer. */
  readonly inputs: number;
  readonly hidden: number;
  /** Columns of W: `inputs`, or the rank of the factorised input matrix. */
  readonly inputColumns: number;
  /** Columns of U: `hidden`, or the rank of the factorised recurrent matrix. */
  readonly recurrentColumns: number;
  /** Of x and h, or their projections, as the gates multiply them; states and equations have sixteen. */
  readonly activationBits: ActivationBits;
  /** Accumulators of the cell that have W, U and b, as indices into `cell.accumulators`, in order. */
  readonly inputGates: readonly number[];
  readonly recurrentGates: readonly number[];
  readonly biasGates: readonly number[];
  /** The products of the layer's integer form. */
  readonly groups: readonly GateGroup[];
}

/** Accumulators of a cell that multiply the same part of a layer's vector [x | h]: all of it, x alone, or h alone. */
export interface GateGroup {
  readonly part: 'joint' | 'input' | 'recurrent';
  /** Indices into `cell.accumulators`, in order. */
  readonly gates: readonly number[];
  /** First column of the vector, and how many. */
  readonly from: number;
  readonly columns: number;
}

/** The part of an architecture that comes before its recurrent layers. */
type Beginning = Pick<Architecture, 'inputs' | 'frontend' | 'blocks'>;

/** What comes before the recurrent layers, in the order of the data. */
export function stageShapes({ inputs, frontend, blocks = [] }: Beginning): StageShape[] {
  const stages: StageShape[] = [];
  const add = (kind: StageShape['kind'], name: string, outputs: number, kernel: number, stride: number): void => {
    stages.push({ kind, name, inputs: stages.at(-1)?.outputs ?? inputs, outputs, kernel, stride });
  };
  if (frontend.kind === 'decimation') add('decimation', 'frontend', inputs, frontend.factor, frontend.factor);
  if (frontend.kind === 'convolution') {
    add('convolution', 'frontend', frontend.filters, frontend.kernel, frontend.stride);
  }
  blocks.forEach(({ filters, kernel, stride }, index) => add('separable', `block${index}`, filters, kernel, stride));
  return stages;
}

/** Features of one step after all stages. */
export function stageOutputs(architecture: Beginning): number {
  return stageShapes(architecture).at(-1)?.outputs ?? architecture.inputs;
}

/** Vectors that a stage makes of `count`; 0 of fewer than its kernel. */
export function outputsOfStage({ kernel, stride }: Pick<StageShape, 'kernel' | 'stride'>, count: number): number {
  return count < kernel ? 0 : Math.floor((count - kernel) / stride) + 1;
}

/** A series of `samples` samples, and the number of vectors that each stage makes of the ones before: [stage + 1]. */
export function stageCounts(architecture: Beginning, samples: number): number[] {
  const counts = [samples];
  for (const stage of stageShapes(architecture)) counts.push(outputsOfStage(stage, counts.at(-1)!));
  return counts;
}

/** Steps of the recurrent layers, or of the pooling, that a series of `samples` samples gives; 0 when it is too short. */
export function stepsOf(architecture: Beginning, samples: number): number {
  return stageCounts(architecture, samples).at(-1)!;
}

/** Samples that one step sees, and samples between two steps. */
export function stepWindow(architecture: Beginning): { kernel: number; stride: number } {
  return stageShapes(architecture).reduce(
    (window, { kernel, stride }) => ({
      kernel: window.kernel + (kernel - 1) * window.stride,
      stride: window.stride * stride,
    }),
    { kernel: 1, stride: 1 },
  );
}

/** Features that pooling gives: one for each unit of the last recurrent layer, or for each filter where there is none. */
export function pooledFeatures(architecture: Beginning & Pick<Architecture, 'recurrent'>): number {
  return architecture.recurrent.at(-1)?.hidden ?? stageOutputs(architecture);
}

/** Features that enter the output layer. */
export function headInputs(architecture: Architecture): number {
  return architecture.dense ?? pooledFeatures(architecture);
}

/** Accumulators of a cell that have a W (`input`), a U (`recurrent`) or a b (`bias`), in order. */
export function gatesOf({ accumulators }: Cell, part: 'input' | 'recurrent' | 'bias'): number[] {
  return accumulators.flatMap(({ [part]: value }, index) => (value === false || value === undefined ? [] : [index]));
}

/**
 * With eight bits, gates that have both W and U have one sum and one row scale over [W | U]. Four bits have too few levels
 * for that: there every gate has a sum for W and one for U.
 */
function gateGroups(
  { inputGates, recurrentGates, inputColumns, recurrentColumns }: Omit<LayerShape, 'groups'>,
  weightBits: Architecture['weightBits'],
): GateGroup[] {
  const joint = weightBits === 4 ? [] : inputGates.filter((gate) => recurrentGates.includes(gate));
  const apart = (gates: readonly number[]): number[] => gates.filter((gate) => !joint.includes(gate));
  const groups: GateGroup[] = [
    { part: 'joint', gates: joint, from: 0, columns: inputColumns + recurrentColumns },
    { part: 'input', gates: apart(inputGates), from: 0, columns: inputColumns },
    { part: 'recurrent', gates: apart(recurrentGates), from: inputColumns, columns: recurrentColumns },
  ];
  return groups.filter(({ gates }) => gates.length > 0);
}

export function layerShapes(architecture: Architecture): LayerShape[] {
  let inputs = stageOutputs(architecture);
  const activationBits: ActivationBits = architecture.activationBits ?? 16;
  return architecture.recurrent.map((layer) => {
    const cell = cells[layer.cell];
    const shape = {
      layer,
      cell,
      inputs,
      hidden: layer.hidden,
      inputColumns: layer.inputRank ?? inputs,
      recurrentColumns: layer.recurrentRank ?? layer.hidden,
      activationBits,
      inputGates: gatesOf(cell, 'input'),
      recurrentGates: gatesOf(cell, 'recurrent'),
      biasGates: gatesOf(cell, 'bias'),
    };
    inputs = layer.hidden;
    return { ...shape, groups: gateGroups(shape, architecture.weightBits) };
  });
}
