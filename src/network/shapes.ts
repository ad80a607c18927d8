import type { Architecture, Frontend, RecurrentLayer } from '../protocol/architecture.ts';
import type { Cell } from './cell.ts';
import { cells } from './cells/registry.ts';

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

/** Features per step after the front end. */
export function frontendOutputs({ inputs, frontend }: Pick<Architecture, 'inputs' | 'frontend'>): number {
  return frontend.kind === 'convolution' ? frontend.filters : inputs;
}

/** Samples that one recurrent step needs, and samples between two steps. */
export function frontendWindow(frontend: Frontend): { kernel: number; stride: number } {
  switch (frontend.kind) {
    case 'none':
      return { kernel: 1, stride: 1 };
    case 'convolution':
      return { kernel: frontend.kernel, stride: frontend.stride };
    case 'decimation':
      return { kernel: frontend.factor, stride: frontend.factor };
  }
}

/** Recurrent steps that a series of `samples` samples gives; 0 when it is shorter than the front end's kernel. */
export function stepsOf(frontend: Frontend, samples: number): number {
  const { kernel, stride } = frontendWindow(frontend);
  return samples < kernel ? 0 : Math.floor((samples - kernel) / stride) + 1;
}

/** Features that pooling gives: one for each unit of the last recurrent layer. */
export function pooledFeatures({ recurrent }: Pick<Architecture, 'recurrent'>): number {
  return recurrent.at(-1)!.hidden;
}

/** Features that enter the output layer. */
export function headInputs(architecture: Pick<Architecture, 'recurrent' | 'dense'>): number {
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
  let inputs = frontendOutputs(architecture);
  return architecture.recurrent.map((layer) => {
    const cell = cells[layer.cell];
    const shape = {
      layer,
      cell,
      inputs,
      hidden: layer.hidden,
      inputColumns: layer.inputRank ?? inputs,
      recurrentColumns: layer.recurrentRank ?? layer.hidden,
      inputGates: gatesOf(cell, 'input'),
      recurrentGates: gatesOf(cell, 'recurrent'),
      biasGates: gatesOf(cell, 'bias'),
    };
    inputs = layer.hidden;
    return { ...shape, groups: gateGroups(shape, architecture.weightBits) };
  });
}
