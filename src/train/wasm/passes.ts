import { pooledFeatures, stageCounts } from '../../network/shapes.ts';
import type { Kernels } from './kernels.ts';
import type { Descriptor, NetworkPlan, PanelPlace, PlannedStage } from './plan.ts';

/** Forward and backward through one network, layer after layer, for the panel that is loaded. */
export class Passes {
  readonly #kernels: Kernels;
  readonly #plan: NetworkPlan;
  /** What pooling sees, from its first step on. */
  readonly #last: PanelPlace;

  constructor(kernels: Kernels, plan: NetworkPlan) {
    this.#kernels = kernels;
    this.#plan = plan;
    const states = plan.layers.at(-1)?.recurrent.fields;
    this.#last =
      states === undefined
        ? (plan.stages.at(-1)?.output ?? plan.sampled)
        : { address: states.states + states.stateStride, stride: states.stateStride };
  }

  /** @param samples of the longest series in the panel */
  forward(samples: number): void {
    const { architecture, panel, stages, layers, pooled, dense, head } = this.#plan;
    const kernels = this.#kernels;
    const counts = stageCounts(architecture, samples);
    stages.forEach((stage, index) => this.#forwardStage(stage, counts[index + 1]!));
    const steps = counts.at(-1)!;
    for (const { cell, recurrent, inputFactor } of layers) {
      if (inputFactor !== undefined) kernels.denseForward(inputFactor.address, steps);
      kernels[`${cell}Forward`](recurrent.address, panel.address);
    }
    const pool = architecture.pooling === 'last' ? kernels.poolLast : kernels.poolMean;
    const { address, stride } = this.#last;
    pool(panel.address, pooledFeatures(architecture), address, stride, pooled.address);
    if (dense !== undefined) this.#forwardRectified(dense, 1);
    kernels.denseForward(head.address, 1);
  }

  #forwardStage({ shape, input, output, depthwise, dense }: PlannedStage, steps: number): void {
    if (depthwise !== undefined) this.#kernels.depthwiseForward(depthwise.address, steps);
    if (dense !== undefined) this.#forwardRectified(dense, steps);
    if (shape.kind === 'decimation') {
      const from = [input.address, input.stride, shape.inputs, shape.kernel] as const;
      this.#kernels.decimate(...from, output.address, output.stride, steps);
    }
  }

  #forwardRectified({ address, fields: { output, outputStride, rows } }: Descriptor<'Dense'>, steps: number): void {
    this.#kernels.denseForward(address, steps);
    this.#kernels.rectify(output, outputStride, rows, steps);
  }

  /** @param samples of the longest series in the panel */
  backward(samples: number): void {
    const { architecture, panel, stages, layers, pooledGradient, dense, head } = this.#plan;
    const kernels = this.#kernels;
    const counts = stageCounts(architecture, samples);
    const features = pooledFeatures(architecture);
    const steps = counts.at(-1)!;
    kernels.denseBackward(head.address, 1);
    if (dense !== undefined) this.#backwardRectified(dense, 1);
    if (architecture.pooling === 'mean') kernels.poolMeanGradient(panel.address, features, pooledGradient.address);
    for (const { cell, recurrent, inputFactor, recurrentFactor } of layers.toReversed()) {
      kernels[`${cell}Backward`](recurrent.address, panel.address);
      if (recurrentFactor !== undefined) kernels.denseBackward(recurrentFactor.address, steps);
      if (inputFactor !== undefined) kernels.denseBackward(inputFactor.address, steps);
    }
    const gradient = stages.at(-1)?.gradient;
    if (layers.length === 0 && gradient !== undefined) {
      const spread = architecture.pooling === 'last' ? kernels.spreadLast : kernels.spreadMean;
      spread(panel.address, features, pooledGradient.address, gradient.address, gradient.stride);
    }
    for (let index = stages.length - 1; index >= 0; index--) {
      this.#backwardStage(stages[index]!, stages[index - 1]?.gradient, counts[index]!, counts[index + 1]!);
    }
  }

  /** @param count vectors that enter, and whose gradients `inputGradient` has */
  #backwardStage(stage: PlannedStage, inputGradient: PanelPlace | undefined, count: number, steps: number): void {
    const { depthwise, dense } = stage;
    if (dense !== undefined) this.#backwardRectified(dense, steps);
    if (depthwise === undefined) return;
    if (inputGradient !== undefined) this.#kernels.clear(inputGradient.address, count * inputGradient.stride);
    this.#kernels.depthwiseBackward(depthwise.address, steps);
  }

  #backwardRectified({ address, fields }: Descriptor<'Dense'>, steps: number): void {
    const { output, outputStride, outputGradient, outputGradientStride, rows } = fields;
    this.#kernels.rectifyGradient(outputGradient, outputGradientStride, output, outputStride, rows, steps);
    this.#kernels.denseBackward(address, steps);
  }
}
