import { cellProgram } from '../../compile/wasm/cell-program.ts';
import { LANES, ROW_BLOCK, ROW_BYTES, roundUp, SUM_BYTES } from '../../compile/wasm/lanes.ts';
import { parameterCount } from '../../network/parameters.ts';
import { headInputs, layerShapes, type LayerShape, pooledFeatures, stepsOf } from '../../network/shapes.ts';
import type { Architecture } from '../../protocol/architecture.ts';
import { gradientOfOutput, MemoryPlanner, outputOf, rowBytes } from './memory-planner.ts';
import type { NetworkPlan, PanelPlace, PlannedLayer, PlannedStage } from './plan.ts';
import { planStages } from './stage-planner.ts';

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
  readonly #memory: MemoryPlanner;
  readonly #zeros: number;

  constructor(architecture: Architecture, samples: number, start: number) {
    this.#architecture = architecture;
    this.#samples = samples;
    this.#maxSteps = stepsOf(architecture, samples);
    this.#memory = new MemoryPlanner(architecture, start);
    this.#zeros = this.#memory.arena.allocate(
      rowBytes(Math.max(0, ...architecture.recurrent.map(({ hidden }) => hidden))),
    );
  }

  plan(): NetworkPlan {
    const architecture = this.#architecture;
    const { inputs, outputs, pooling } = architecture;
    const { arena, vectorBytes } = this.#memory;
    const firstMoment = arena.allocate(vectorBytes);
    const secondMoment = arena.allocate(vectorBytes);
    const series = Array.from({ length: LANES }, () => arena.allocate(this.#samples * inputs * 4));
    const laneSteps = arena.allocate(ROW_BYTES);
    const panel = this.#memory.describe('Panel', {
      steps: 0,
      common: 0,
      laneSteps,
      mask: arena.allocate(this.#maxSteps * ROW_BYTES),
    });

    const { sampled, stages } = planStages(this.#memory, architecture, this.#samples);
    const features = pooledFeatures(architecture);
    const pooled = this.#memory.panel(1, features);
    const pooledGradient = this.#memory.panel(1, features);
    const layers = this.#layers(stages.at(-1), sampled, pooling, pooledGradient.address);
    const dense =
      architecture.dense === undefined
        ? undefined
        : this.#memory.dense({
            ...{ rows: architecture.dense, columns: features, matrix: 'dense.weight', bias: 'dense.bias' },
            input: pooled,
            output: this.#memory.panel(1, architecture.dense),
            outputGradient: this.#memory.panel(1, architecture.dense),
            inputGradient: pooledGradient,
          });
    const head = this.#memory.dense({
      ...{ rows: outputs, columns: headInputs(architecture), matrix: 'head.weight', bias: 'head.bias' },
      input: dense === undefined ? pooled : outputOf(dense),
      output: this.#memory.panel(1, outputs),
      outputGradient: this.#memory.panel(1, outputs),
      inputGradient: dense === undefined ? pooledGradient : gradientOfOutput(dense),
    });

    return {
      ...{ architecture, samples: this.#samples, start: arena.start },
      ...{ parameters: this.#memory.parameters, gradient: this.#memory.gradient, firstMoment, secondMoment },
      ...{ vectorBytes, parameterCount: parameterCount(architecture) },
      normalisation: arena.allocate(2 * inputs * ROW_BYTES),
      ownNormalisation: arena.allocate(2 * inputs * ROW_BYTES),
      sources: arena.allocate(LANES * 4),
      targets: arena.allocate(ROW_BYTES),
      weights: arena.allocate(ROW_BYTES),
      ...{ series, laneSteps, panel, sampled, stages, layers, pooled, pooledGradient, dense, head },
      ...{ matrices: this.#memory.matrices, descriptors: this.#memory.descriptors },
      // Register blocks may read a few rows beyond the end of a panel.
      end: arena.allocate(ROW_BLOCK * ROW_BLOCK * ROW_BYTES) + ROW_BLOCK * ROW_BLOCK * ROW_BYTES,
    };
  }

  #layers(
    stage: PlannedStage | undefined,
    sampled: PanelPlace,
    pooling: Architecture['pooling'],
    pooledGradient: number,
  ): PlannedLayer[] {
    const shapes = layerShapes(this.#architecture);
    let input = stage?.output ?? sampled;
    let inputGradient = stage?.gradient;
    return shapes.map((shape, index) => {
      const isLast = index === shapes.length - 1;
      const fromPool = { address: pooling === 'mean' ? pooledGradient : this.#zeros, stride: 0 };
      const outputGradient = isLast ? fromPool : this.#memory.panel(this.#maxSteps, shape.hidden);
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

    const states = this.#memory.panel((steps + 1) * shape.cell.states.length, hidden);
    const tape = this.#memory.panel(steps, roundUp(hidden, program.block) * program.slots);
    const factored = rank.recurrent === undefined ? undefined : this.#memory.panel(steps, recurrentColumns);
    const factoredGradient = rank.recurrent === undefined ? undefined : this.#memory.panel(steps, recurrentColumns);
    const input = rank.input === undefined ? around.input : this.#memory.panel(steps, inputColumns);
    const inputGradient = rank.input === undefined ? around.inputGradient : this.#memory.panel(steps, inputColumns);

    const inputFactor =
      rank.input === undefined
        ? undefined
        : this.#memory.dense({
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
        : this.#memory.dense({
            ...{ rows: recurrentColumns, columns: hidden, matrix: name('recurrentFactor') },
            ...{ input: states, output: factored, outputGradient: factoredGradient },
          });

    const { block } = program;
    const w = this.#memory.matrix(name('input'), hidden, inputColumns, program.inputGates.length, block);
    const u = this.#memory.matrix(name('recurrent'), hidden, recurrentColumns, program.recurrentGates.length, block);
    const stateRowBytes = rowBytes(hidden);
    const unitBlocks = Math.ceil(hidden / block);
    const sumsPerUnit =
      inputColumns * program.inputGates.length +
      recurrentColumns * program.recurrentGates.length +
      program.biasGates.length;
    const scratch = (): number => this.#memory.arena.allocate(stateRowBytes * shape.cell.states.length);
    const recurrent = this.#memory.describe('RecurrentLayer', {
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
      bias: this.#memory.parameter(name('bias')),
      scalar: this.#memory.parameter(name('scalar')),
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
      scalarSums: this.#memory.arena.allocate(shape.cell.scalars.length * ROW_BYTES),
      sums: this.#memory.arena.allocate(unitBlocks * block * sumsPerUnit * SUM_BYTES),
      unitBlocks,
      inputWeightGradient: this.#memory.gradientOf(name('input')),
      recurrentWeightGradient: this.#memory.gradientOf(name('recurrent')),
      biasGradient: this.#memory.gradientOf(name('bias')),
      scalarGradient: this.#memory.gradientOf(name('scalar')),
    });
    return { cell: layer.cell, hidden, recurrent, inputFactor, recurrentFactor };
  }
}
