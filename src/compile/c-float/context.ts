import { frontendOutputs, layerShapes, type LayerShape } from '../../network/shapes.ts';
import type { Architecture } from '../../protocol/architecture.ts';

/** A member of the context struct. */
interface Member {
  readonly type: 'float' | 'uint32_t';
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
  readonly layers: readonly LayerScratch[];
}

/** Lays out the context. The scratch area begins with what the first layer sees, unless that is the sums of a decimation. */
export function floatContextOf(architecture: Architecture): FloatContext {
  const { inputs, frontend, pooling } = architecture;
  const shapes = layerShapes(architecture);
  const members: Member[] = [];
  const add = (type: Member['type'], name: string, extent: number | undefined, comment: string): void => {
    members.push({ type, name, extent, comment });
  };

  if (frontend.kind !== 'none') add('uint32_t', 'collected', undefined, 'samples that the front end holds');
  if (frontend.kind === 'convolution') {
    if (frontend.stride > frontend.kernel) add('uint32_t', 'skip', undefined, 'samples to drop before the next window');
    add('float', 'window', frontend.kernel * inputs, `${frontend.kernel} samples`);
  }
  if (frontend.kind === 'decimation') add('float', 'sample_sums', inputs, 'sums of samples');
  shapes.forEach(({ cell, layer, hidden }, index) => {
    const names = cell.states.map(({ name }) => name).join(', ');
    add('float', `layer${index}`, cell.states.length * hidden, `${layer.cell}: ${names}`);
  });
  if (pooling === 'mean') {
    add('uint32_t', 'steps', undefined, 'recurrent steps in the mean');
    add('float', 'sums', shapes.at(-1)!.hidden, 'sums over time of the last h');
  }
  const { size, layers } = scratch(architecture, shapes);
  if (size > 0) add('float', 'scratch', size, 'of no meaning between two steps');

  const bytes = members.reduce((sum, { extent = 1 }) => sum + 4 * extent, 0);
  return { members, bytes, layers };
}

/** Vectors that live within one step share one area: layers run one after the other. */
function scratch(
  architecture: Architecture,
  shapes: readonly LayerShape[],
): { size: number; layers: readonly LayerScratch[] } {
  let size = 0;
  const layers = shapes.map(({ layer, hidden }, index): LayerScratch => {
    const seen = index === 0 && architecture.frontend.kind !== 'decimation' ? frontendOutputs(architecture) : 0;
    let used = seen;
    const take = (values: number): number => {
      used += values;
      size = Math.max(size, used);
      return used - values;
    };
    const { inputRank, recurrentRank } = layer;
    return {
      inputFactor: inputRank === undefined ? undefined : take(inputRank),
      recurrentFactor: recurrentRank === undefined ? undefined : take(recurrentRank),
      next: recurrentRank === undefined ? take(hidden) : undefined,
    };
  });
  return { size, layers };
}
