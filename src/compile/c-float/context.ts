import {
  layerShapes,
  type LayerShape,
  pooledFeatures,
  stageOutputs,
  stageShapes,
  type StageShape,
} from '../../network/shapes.ts';
import type { Architecture } from '../../protocol/architecture.ts';

/** A member of the context struct. */
interface Member {
  readonly type: 'float' | 'int32_t' | 'uint32_t';
  readonly name: string;
  /** Extent of an array; undefined: a single number. */
  readonly extent: number | undefined;
  readonly comment: string;
}

/** Where the vectors of a layer lie in the scratch area, in floats from its start; undefined: nowhere. */
interface LayerScratch {
  /** The next h, until every unit has used the present one. With a recurrent factor h is updated in place. */
  readonly next: number | undefined;
  readonly inputFactor: number | undefined;
  readonly recurrentFactor: number | undefined;
}

/** The struct that the caller owns: everything that a network remembers or works on. */
export interface FloatContext {
  readonly members: readonly Member[];
  /** sizeof, on every machine: all members have four bytes, so that no compiler inserts padding. */
  readonly bytes: number;
  readonly stages: readonly StagePlaces[];
  readonly layers: readonly LayerScratch[];
  /** What pooling sees after a step, when it is the last that counts; undefined: the last layer's state. */
  readonly features: string | undefined;
}

/** Where a stage leaves its vectors, as C; empty where it does not. */
interface StagePlaces {
  readonly output: string;
  /** Sums of the channels of a separable convolution. */
  readonly depthwise: string;
}

/** Lays out the context. The scratch area begins with what the next part sees, unless that is the sums of a decimation. */
export function floatContextOf(architecture: Architecture): FloatContext {
  const { pooling, recurrent } = architecture;
  const stages = stageShapes(architecture);
  const shapes = layerShapes(architecture);
  const members: Member[] = [];
  const add = (type: Member['type'], name: string, extent: number | undefined, comment: string): void => {
    members.push({ type, name, extent, comment });
  };

  for (const { kind, name, inputs, kernel } of stages) {
    if (kind === 'decimation') {
      add('uint32_t', `${name}_collected`, undefined, 'samples in the sums');
      add('float', `${name}_sums`, inputs, 'sums of samples');
    } else {
      add('int32_t', `${name}_collected`, undefined, 'vectors in the window; below 0: to be dropped');
      add('float', `${name}_window`, kernel * inputs, `${kernel} vectors`);
    }
  }
  shapes.forEach(({ cell, layer, hidden }, index) => {
    const names = cell.states.map(({ name }) => name).join(', ');
    add('float', `layer${index}`, cell.states.length * hidden, `${layer.cell}: ${names}`);
  });
  if (pooling === 'mean') {
    add('uint32_t', 'steps', undefined, 'steps in the mean');
    add('float', 'sums', pooledFeatures(architecture), 'sums over time of what the last layer gives');
  }
  const features = pooling === 'last' && recurrent.length === 0 ? 'features' : undefined;
  if (features !== undefined) add('float', features, pooledFeatures(architecture), 'what the last step gave');
  const { size, ...places } = scratch(architecture, stages, shapes, features);
  if (size > 0) add('float', 'scratch', size, 'of no meaning between two steps');

  const bytes = members.reduce((sum, { extent = 1 }) => sum + 4 * extent, 0);
  return { members, bytes, ...places, features };
}

/** Vectors that live within one step share one area: parts of the network run one after the other. */
function scratch(
  architecture: Architecture,
  stages: readonly StageShape[],
  shapes: readonly LayerShape[],
  features: string | undefined,
): { size: number; stages: readonly StagePlaces[]; layers: readonly LayerScratch[] } {
  const { inputs, frontend } = architecture;
  let used = 0;
  let size = frontend.kind === 'decimation' ? 0 : inputs;
  const take = (values: number): number => {
    used += values;
    size = Math.max(size, used);
    return used - values;
  };
  const stagePlaces = stages.map(({ kind, inputs, outputs }, index): StagePlaces => {
    used = 0;
    const keeps = features !== undefined && index === stages.length - 1;
    const output = keeps ? `model->${features}` : kind === 'decimation' ? '' : scratchText(take(outputs));
    return { output, depthwise: kind === 'separable' ? scratchText(take(inputs)) : '' };
  });
  const layers = shapes.map(({ layer, hidden }, index): LayerScratch => {
    used = index === 0 && stages.at(-1)?.kind !== 'decimation' ? stageOutputs(architecture) : 0;
    const { inputRank, recurrentRank } = layer;
    return {
      inputFactor: inputRank === undefined ? undefined : take(inputRank),
      recurrentFactor: recurrentRank === undefined ? undefined : take(recurrentRank),
      next: recurrentRank === undefined ? take(hidden) : undefined,
    };
  });
  return { size, stages: stagePlaces, layers };
}

/** A place in the scratch area, as C. */
export function scratchText(offset: number): string {
  return `model->scratch${offset === 0 ? '' : ` + ${offset}`}`;
}
