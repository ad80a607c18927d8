import { ROW_BYTES } from '../../../compile/wasm/lanes.ts';
import type { IntegerDepthwise, IntegerStage } from '../../../network/integer/network.ts';
import { outputsOfStage, type StageShape } from '../../../network/shapes.ts';
import type { IntegerKernels } from '../kernels.ts';
import { PanelDense } from './dense.ts';
import type { IntegerMemory } from './memory.ts';

/** Makes the rows of one vector from a window of others. */
type ApplyWindow = (window: number, output: number) => void;

/** A front end or a convolution block over whole series: what a `StageRunner` is for one, step by step. */
export class PanelStage {
  /** [step][value] */
  readonly output: number;
  readonly #shape: StageShape;
  readonly #apply: ApplyWindow;

  /** @param count most vectors that enter */
  constructor(kernels: IntegerKernels, memory: IntegerMemory, stage: IntegerStage, shape: StageShape, count: number) {
    this.output = memory.rows(outputsOfStage(shape, count) * shape.outputs);
    this.#shape = shape;
    this.#apply = windowOf(kernels, memory, stage, shape);
  }

  /**
   * @param input [step][value]
   * @returns vectors that leave
   */
  run(input: number, count: number): number {
    const { inputs, outputs, stride } = this.#shape;
    const steps = outputsOfStage(this.#shape, count);
    for (let step = 0; step < steps; step++) {
      this.#apply(input + step * stride * inputs * ROW_BYTES, this.output + step * outputs * ROW_BYTES);
    }
    return steps;
  }
}

function windowOf(
  kernels: IntegerKernels,
  memory: IntegerMemory,
  stage: IntegerStage,
  { inputs }: StageShape,
): ApplyWindow {
  switch (stage.kind) {
    case 'decimation': {
      const { multipliers, preShift, shift } = stage.mean;
      return (window, output) => {
        kernels.integerDecimate(window, inputs, stage.kernel, multipliers[0]!, preShift, shift, output);
      };
    }
    case 'convolution': {
      const dense = new PanelDense(kernels, memory, stage.dense);
      return (window, output) => {
        dense.apply(window, output);
      };
    }
    case 'separable': {
      const sums = memory.rows(inputs);
      const depthwise = depthwiseOf(kernels, memory, stage.depthwise);
      const dense = new PanelDense(kernels, memory, stage.dense);
      return (window, output) => {
        depthwise(window, sums);
        dense.apply(sums, output);
      };
    }
  }
}

function depthwiseOf(kernels: IntegerKernels, memory: IntegerMemory, { weights }: IntegerDepthwise): ApplyWindow {
  const { units, columns, preShift, shift } = weights;
  const taps = memory.place(Int32Array.from(weights.weights));
  const multipliers = memory.place(Int32Array.from(weights.multipliers));
  return (window, output) => {
    kernels.integerDepthwise(window, units, columns, taps, multipliers, preShift, shift, output);
  };
}
