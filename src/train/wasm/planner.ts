import { cellProgram } from '../../compile/wasm/cell-program.ts';
import { type DescriptorName, type DescriptorOf, DESCRIPTORS } from '../../compile/wasm/descriptors.ts';
import { LANES, ROW_BLOCK, ROW_BYTES, roundUp } from '../../compile/wasm/lanes.ts';
import { parameterCount, parameterLayout } from '../../network/parameters.ts';
import {
  frontendOutputs,
  frontendWindow,
  headInputs,
  layerShapes,
  type LayerShape,
  pooledFeatures,
  stepsOf,
} from '../../network/shapes.ts';
import type { Architecture } from '../../protocol/architecture.ts';
import { Arena, oddStride } from './arena.ts';
import type { Descriptor, NetworkPlan, PackedMatrix, PanelPlace, PlannedLayer } from './plan.ts';

/** Bytes of `count` rows, rounded up to whole register blocks. */
const rowBytes = (count: number): number => roundUp(count, ROW_BLOCK) * ROW_BYTES;

/** Most bytes of a vector panel over which weight gradients are added in one go: it should stay in the cache. */
const CHUNK_BYTES = 96 * 1024;

function chunkOf(stride: number): number {
  let steps = 64;
  while (steps > 8 && steps * stride > CHUNK_BYTES) steps /= 2;
  return steps;
}

/**
 * Plans the memory of a network whose series have at most `samples` samples, from byte `start` on. Its size is `end − start`
 * and depends on the architecture and on `samples` alone: activations are kept for one panel of sixteen series at a time.
 */
export function planNetwork(architecture: Architecture, samples: number, start: number): NetworkPlan {
  return new Planner(architecture, samples, start).plan();
}

class Planner {
  readonly #architecture: Architecture;
  readonly #samples: number;
  readonly #maxSteps: number;
  readonly #arena: Arena;
  readonly #matrices: PackedMatrix[] = [];
  readonly #descriptors: Descriptor[] = [];
  readonly #vectorBytes: number;
  readonly #parameters: number;
  readonly #gradient: number;
  readonly #offsets: ReadonlyMap<string, number>;
  readonly #zeros: number;

  constructor(architecture: Architecture, samples: number, start: number) {
    this.#architecture = architecture;
    this.#samples = samples;
    this.#maxSteps = stepsOf(architecture.frontend, samples);
    this.#arena = new Arena(start);
    this.#vectorBytes = roundUp(parameterCount(architecture) * 4, 64);
    this.#parameters = this.#arena.allocate(this.#vectorBytes);
    this.#gradient = this.#arena.allocate(this.#vectorBytes);
    this.#offsets = new Map(parameterLayout(architecture).map(({ name, offset }) => [name, offset * 4]));
    this.#zeros = this.#arena.allocate(rowBytes(Math.max(...architecture.recurrent.map(({ hidden }) => hidden))));
  }

  plan(): NetworkPlan {
    const architecture = this.#architecture;
    const { inputs, frontend, outputs, pooling } = architecture;
    const arena = this.#arena;
    const firstMoment = arena.allocate(this.#vectorBytes);
    const secondMoment = arena.allocate(this.#vectorBytes);
    const series = Array.from({ length: LANES }, () => arena.allocate(this.#samples * inputs * 4));
    const laneSteps = arena.allocate(ROW_BYTES);
    const panel = this.#describe('Panel', {
      steps: 0,
      common: 0,
      laneSteps,
      mask: arena.allocate(this.#maxSteps * ROW_BYTES),
    });

    // A convolution reads its window as one long row, so its samples stand without gaps.
    const isConvolution = frontend.kind === 'convolution';
    const sampled = this.#panel(this.#samples, inputs, isConvolution ? inputs * ROW_BYTES : undefined);
    const steps = frontend.kind === 'none' ? sampled : this.#panel(this.#maxSteps, frontendOutputs(architecture));
    const convolution = isConvolution ? this.#convolution(sampled, steps) : undefined;

    const features = pooledFeatures(architecture);
    const pooled = this.#panel(1, features);
    const pooledGradient = this.#panel(1, features);
    const layers = this.#layers(steps, convolution, pooling, pooledGradient.address);
    const dense =
      architecture.dense === undefined
        ? undefined
        : this.#dense({
            ...{ rows: architecture.dense, columns: features, matrix: 'dense.weight', bias: 'dense.bias' },
            input: pooled,
            output: this.#panel(1, architecture.dense),
            outputGradient: this.#panel(1, architecture.dense),
            inputGradient: pooledGradient,
          });
    const head = this.#dense({
      ...{ rows: outputs, columns: headInputs(architecture), matrix: 'head.weight', bias: 'head.bias' },
      input: dense === undefined ? pooled : outputOf(dense),
      output: this.#panel(1, outputs),
      outputGradient: this.#panel(1, outputs),
      inputGradient: dense === undefined ? pooledGradient : gradientOfOutput(dense),
    });

    return {
      ...{ architecture, samples: this.#samples, start: arena.start },
      ...{ parameters: this.#parameters, gradient: this.#gradient, firstMoment, secondMoment },
      ...{ vectorBytes: this.#vectorBytes, parameterCount: parameterCount(architecture) },
      normalisation: arena.allocate(inputs * 2 * 4),
      sources: arena.allocate(LANES * 4),
      targets: arena.allocate(ROW_BYTES),
      weights: arena.allocate(ROW_BYTES),
      ...{ series, laneSteps, panel, sampled, steps, convolution, layers, pooled, pooledGradient, dense, head },
      ...{ matrices: this.#matrices, descriptors: this.#descriptors },
      // Register blocks may read a few rows beyond the end of a panel.
      end: arena.allocate(ROW_BLOCK * ROW_BLOCK * ROW_BYTES) + ROW_BLOCK * ROW_BLOCK * ROW_BYTES,
    };
  }

  #convolution(sampled: PanelPlace, steps: PanelPlace): Descriptor<'Dense'> {
    const { inputs, frontend } = this.#architecture;
    const { kernel, stride } = frontendWindow(frontend);
    const filters = frontendOutputs(this.#architecture);
    return this.#dense({
      ...{ rows: filters, columns: kernel * inputs, matrix: 'frontend.weight', bias: 'frontend.bias' },
      input: { address: sampled.address, stride: stride * sampled.stride },
      output: steps,
      outputGradient: this.#panel(this.#maxSteps, filters),
    });
  }

  #layers(
    steps: PanelPlace,
    convolution: Descriptor<'Dense'> | undefined,
    pooling: Architecture['pooling'],
    pooledGradient: number,
  ): PlannedLayer[] {
    const shapes = layerShapes(this.#architecture);
    let input = steps;
    let inputGradient = convolution && gradientOfOutput(convolution);
    return shapes.map((shape, index) => {
      const isLast = index === shapes.length - 1;
      const fromPool = { address: pooling === 'mean' ? pooledGradient : this.#zeros, stride: 0 };
      const outputGradient = isLast ? fromPool : this.#panel(this.#maxSteps, shape.hidden);
      const finalGradient = isLast && pooling === 'last' ? pooledGradient : 0;
      const layer = this.#layer(shape, index, { input, inputGradient, outputGradient, finalGradient });
      const { states, stateStride } = layer.recurrent.fields;
      input = { address: states + stateStride, stride: stateStride };
      inputGradient = outputGradient;
      return layer;
    });
  }

  #layer(
    shape: LayerShape,
    index: number,
    around: {
      readonly input: PanelPlace;
      readonly inputGradient: PanelPlace | undefined;
      readonly outputGradient: PanelPlace;
      readonly finalGradient: number;
    },
  ): PlannedLayer {
    const { hidden, inputColumns, recurrentColumns, layer } = shape;
    const program = cellProgram(shape.cell);
    const steps = this.#maxSteps;
    const name = (tensor: string): string => `layer${index}.${tensor}`;
    const rank = { input: layer.inputRank, recurrent: layer.recurrentRank };

    const states = this.#panel((steps + 1) * shape.cell.states.length, hidden);
    const tape = this.#panel(steps, roundUp(hidden, program.block) * program.slots);
    const factored = rank.recurrent === undefined ? undefined : this.#panel(steps, recurrentColumns);
    const factoredGradient = rank.recurrent === undefined ? undefined : this.#panel(steps, recurrentColumns);
    const input = rank.input === undefined ? around.input : this.#panel(steps, inputColumns);
    const inputGradient = rank.input === undefined ? around.inputGradient : this.#panel(steps, inputColumns);

    const inputFactor =
      rank.input === undefined
        ? undefined
        : this.#dense({
            ...{ rows: inputColumns, columns: shape.inputs, matrix: name('inputFactor') },
            ...{
              input: around.input,
              output: input,
              outputGradient: inputGradient,
              inputGradient: around.inputGradient,
            },
          });
    const recurrentFactor =
      rank.recurrent === undefined
        ? undefined
        : this.#dense({
            ...{ rows: recurrentColumns, columns: hidden, matrix: name('recurrentFactor') },
            ...{ input: states, output: factored, outputGradient: factoredGradient },
          });

    const { block } = program;
    const w = this.#matrix(name('input'), hidden, inputColumns, program.inputGates.length, block);
    const u = this.#matrix(name('recurrent'), hidden, recurrentColumns, program.recurrentGates.length, block);
    const stateRowBytes = rowBytes(hidden);
    const scratch = (): number => this.#arena.allocate(stateRowBytes * shape.cell.states.length);
    const recurrent = this.#describe('RecurrentLayer', {
      ...{ hidden, inputColumns, recurrentColumns },
      input: input.address,
      inputStride: input.stride,
      states: states.address,
      stateStride: states.stride,
      stateBytes: states.stride * (steps + 1),
      tape: tape.address,
      tapeStride: tape.stride,
      inputPacked: w.forward,
      inputTransposed: w.transposed,
      recurrentPacked: u.forward,
      recurrentTransposed: u.transposed,
      bias: this.#parameter(name('bias')),
      scalar: this.#parameter(name('scalar')),
      factorPacked: recurrentFactor?.fields.packed ?? 0,
      factorTransposed: recurrentFactor?.fields.transposed ?? 0,
      factored: factored?.address ?? 0,
      factoredStride: factored?.stride ?? 0,
      factoredGradient: factoredGradient?.address ?? 0,
      factoredGradientStride: factoredGradient?.stride ?? 0,
      outputGradient: around.outputGradient.address,
      outputGradientStride: around.outputGradient.stride,
      finalGradient: around.finalGradient,
      inputGradient: inputGradient?.address ?? 0,
      inputGradientStride: inputGradient?.stride ?? 0,
      stateGradients: scratch(),
      held: scratch(),
      stateRowBytes,
      zeros: this.#zeros,
      scalarSums: this.#arena.allocate(shape.cell.scalars.length * ROW_BYTES),
      inputWeightGradient: this.#gradientOf(name('input')),
      recurrentWeightGradient: this.#gradientOf(name('recurrent')),
      biasGradient: this.#gradientOf(name('bias')),
      scalarGradient: this.#gradientOf(name('scalar')),
      chunk: chunkOf(input.stride + states.stride),
    });
    return { cell: layer.cell, hidden, recurrent, inputFactor, recurrentFactor };
  }

  #dense(options: {
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
    const packed = this.#matrix(matrix, rows, columns, 1, ROW_BLOCK);
    return this.#describe('Dense', {
      ...{ rows, columns, packed: packed.forward, transposed: packed.transposed },
      bias: bias === undefined ? 0 : this.#parameter(bias),
      input: input.address,
      inputStride: input.stride,
      output: output?.address ?? 0,
      outputStride: output?.stride ?? 0,
      outputGradient: outputGradient?.address ?? 0,
      outputGradientStride: outputGradient?.stride ?? 0,
      inputGradient: inputGradient?.address ?? 0,
      inputGradientStride: inputGradient?.stride ?? 0,
      weightGradient: this.#gradientOf(matrix),
      biasGradient: bias === undefined ? 0 : this.#gradientOf(bias),
      chunk: chunkOf(Math.max(input.stride, columns * ROW_BYTES)),
    });
  }

  #matrix(tensor: string, units: number, columns: number, gates: number, block: number): PackedMatrix {
    const matrix: PackedMatrix = {
      weights: this.#parameter(tensor),
      forward: this.#arena.allocate(roundUp(units, block) * columns * gates * 4),
      transposed: this.#arena.allocate(units * roundUp(columns, ROW_BLOCK) * gates * 4),
      ...{ units, columns, gates, block },
    };
    this.#matrices.push(matrix);
    return matrix;
  }

  #panel(steps: number, rows: number, stride = oddStride(rowBytes(rows))): PanelPlace {
    return { address: this.#arena.allocate(steps * stride + rowBytes(rows)), stride };
  }

  #describe<Name extends DescriptorName>(name: Name, fields: DescriptorOf<Name>): Descriptor<Name> {
    const descriptor = { name, address: this.#arena.allocate(DESCRIPTORS[name].length * 4), fields };
    this.#descriptors.push(descriptor);
    return descriptor;
  }

  /** Address of a tensor in the parameters; of one that the network does not have, any. */
  #parameter(tensor: string): number {
    return this.#parameters + (this.#offsets.get(tensor) ?? 0);
  }

  #gradientOf(tensor: string): number {
    return this.#gradient + (this.#offsets.get(tensor) ?? 0);
  }
}

function outputOf({ fields }: Descriptor<'Dense'>): PanelPlace {
  return { address: fields.output, stride: fields.outputStride };
}

function gradientOfOutput({ fields }: Descriptor<'Dense'>): PanelPlace {
  return { address: fields.outputGradient, stride: fields.outputGradientStride };
}
