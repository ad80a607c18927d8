import { ROW_BYTES } from '../../compile/wasm/lanes.ts';
import { stageCounts, type StageShape, stageShapes } from '../../network/shapes.ts';
import type { Architecture } from '../../protocol/architecture.ts';
import type { MemoryPlanner } from './memory-planner.ts';
import type { PanelPlace, PlannedStage } from './plan.ts';

/**
 * Plans the panel of the samples, and front end and convolution blocks with theirs.
 * @param samples of the longest series
 */
export function planStages(
  memory: MemoryPlanner,
  architecture: Architecture,
  samples: number,
): { readonly sampled: PanelPlace; readonly stages: readonly PlannedStage[] } {
  const counts = stageCounts(architecture, samples);
  const shapes = stageShapes(architecture);
  // A convolution reads its window as one long row, so its samples stand without gaps.
  const gapless = shapes[0]?.kind === 'convolution' ? architecture.inputs * ROW_BYTES : undefined;
  const sampled = memory.panel(samples, architecture.inputs, gapless);
  const stages: PlannedStage[] = [];
  shapes.forEach((shape, index) => {
    const before = stages.at(-1);
    stages.push(
      planStage(memory, shape, before?.output ?? sampled, before?.gradient, {
        from: counts[index]!,
        to: counts[index + 1]!,
      }),
    );
  });
  return { sampled, stages };
}

function planStage(
  memory: MemoryPlanner,
  shape: StageShape,
  input: PanelPlace,
  inputGradient: PanelPlace | undefined,
  steps: { readonly from: number; readonly to: number },
): PlannedStage {
  const { kind, name, inputs, outputs, kernel, stride } = shape;
  const output = memory.panel(steps.to, outputs);
  if (kind === 'decimation') {
    return { shape, input, output, gradient: undefined, depthwise: undefined, dense: undefined };
  }
  const gradient = memory.panel(steps.to, outputs);
  const between = { rows: outputs, matrix: `${name}.weight`, bias: `${name}.bias`, output, outputGradient: gradient };
  if (kind === 'convolution') {
    const window = { address: input.address, stride: stride * input.stride };
    const dense = memory.dense({ ...between, columns: kernel * inputs, input: window });
    return { shape, input, output, gradient, depthwise: undefined, dense };
  }
  const sums = memory.panel(steps.to, inputs);
  const sumsGradient = memory.panel(steps.to, inputs);
  const depthwise = memory.describe('Depthwise', {
    ...{ channels: inputs, kernel, stride, weights: memory.parameter(`${name}.depthwise`) },
    input: input.address,
    inputStride: input.stride,
    output: sums.address,
    outputStride: sums.stride,
    outputGradient: sumsGradient.address,
    outputGradientStride: sumsGradient.stride,
    inputGradient: inputGradient?.address ?? 0,
    inputGradientStride: inputGradient?.stride ?? 0,
    weightGradient: memory.gradientOf(`${name}.depthwise`),
  });
  const dense = memory.dense({ ...between, columns: inputs, input: sums, inputGradient: sumsGradient });
  return { shape, input, output, gradient, depthwise, dense };
}
