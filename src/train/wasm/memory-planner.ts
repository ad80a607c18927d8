import { type DescriptorName, type DescriptorOf, DESCRIPTORS } from '../../compile/wasm/descriptors.ts';
import { ROW_BLOCK, ROW_BYTES, roundUp, SUM_BYTES } from '../../compile/wasm/lanes.ts';
import { parameterCount, parameterLayout } from '../../network/parameters.ts';
import type { Architecture } from '../../protocol/architecture.ts';
import { Arena, oddStride } from './arena.ts';
import type { Descriptor, PackedMatrix, PanelPlace } from './plan.ts';

/** Bytes of `count` rows, rounded up to whole register blocks. */
export const rowBytes = (count: number): number => roundUp(count, ROW_BLOCK) * ROW_BYTES;

/** Panels, packed matrices and descriptors of one network, laid out one after the other behind its parameters. */
export class MemoryPlanner {
  readonly arena: Arena;
  readonly matrices: PackedMatrix[] = [];
  readonly descriptors: Descriptor[] = [];
  readonly vectorBytes: number;
  readonly parameters: number;
  readonly gradient: number;
  readonly #offsets: ReadonlyMap<string, number>;

  constructor(architecture: Architecture, start: number) {
    this.arena = new Arena(start);
    this.vectorBytes = roundUp(parameterCount(architecture) * 4, 64);
    this.parameters = this.arena.allocate(this.vectorBytes);
    this.gradient = this.arena.allocate(this.vectorBytes);
    this.#offsets = new Map(parameterLayout(architecture).map(({ name, offset }) => [name, offset * 4]));
  }

  dense(options: {
    readonly rows: number;
    readonly columns: number;
    readonly matrix: string;
    readonly bias?: string;
    readonly input: PanelPlace;
    readonly output: PanelPlace | undefined;
    readonly outputGradient: PanelPlace | undefined;
    readonly inputGradient?: PanelPlace | undefined;
  }): Descriptor<'Dense'> {
    const { rows, columns, matrix, bias, input, output, outputGradient, inputGradient } = options;
    const packed = this.matrix(matrix, rows, columns, 1, ROW_BLOCK);
    return this.describe('Dense', {
      ...{ rows, columns, packed: packed.forward, transposed: packed.transposed },
      bias: bias === undefined ? 0 : this.parameter(bias),
      input: input.address,
      inputStride: input.stride,
      output: output?.address ?? 0,
      outputStride: output?.stride ?? 0,
      outputGradient: outputGradient?.address ?? 0,
      outputGradientStride: outputGradient?.stride ?? 0,
      inputGradient: inputGradient?.address ?? 0,
      inputGradientStride: inputGradient?.stride ?? 0,
      sums: this.arena.allocate(roundUp(rows, ROW_BLOCK) * (columns + 1) * SUM_BYTES),
      rowBlocks: Math.ceil(rows / ROW_BLOCK),
      weightGradient: this.gradientOf(matrix),
      biasGradient: bias === undefined ? 0 : this.gradientOf(bias),
    });
  }

  matrix(tensor: string, units: number, columns: number, gates: number, block: number): PackedMatrix {
    const matrix: PackedMatrix = {
      weights: this.parameter(tensor),
      forward: this.arena.allocate(roundUp(units, block) * columns * gates * 4),
      transposed: this.arena.allocate(units * roundUp(columns, ROW_BLOCK) * gates * 4),
      ...{ units, columns, gates, block },
    };
    this.matrices.push(matrix);
    return matrix;
  }

  panel(steps: number, rows: number, stride = oddStride(rowBytes(rows))): PanelPlace {
    return { address: this.arena.allocate(steps * stride + rowBytes(rows)), stride };
  }

  describe<Name extends DescriptorName>(name: Name, fields: DescriptorOf<Name>): Descriptor<Name> {
    const descriptor = { name, address: this.arena.allocate(DESCRIPTORS[name].length * 4), fields };
    this.descriptors.push(descriptor);
    return descriptor;
  }

  /** Address of a tensor in the parameters; of one that the network does not have, any. */
  parameter(tensor: string): number {
    return this.parameters + (this.#offsets.get(tensor) ?? 0);
  }

  gradientOf(tensor: string): number {
    return this.gradient + (this.#offsets.get(tensor) ?? 0);
  }
}

export function outputOf({ fields }: Descriptor<'Dense'>): PanelPlace {
  return { address: fields.output, stride: fields.outputStride };
}

export function gradientOfOutput({ fields }: Descriptor<'Dense'>): PanelPlace {
  return { address: fields.outputGradient, stride: fields.outputGradientStride };
}
