import type { Architecture } from '../../protocol/architecture.ts';
import { layerShapes, type LayerShape, pooledFeatures, stageShapes, type StageShape } from '../../network/shapes.ts';

/** A member of the context struct. */
interface Member {
  readonly type: 'int16_t' | 'int32_t';
  readonly name: string;
  /** Extents of an array; empty: a single number. */
  readonly extents: readonly number[];
  readonly comment: string;
}

/** Where a vector lies in the context: a member, and int16 values from its start. */
export interface Place {
  readonly member: string;
  readonly index: number;
}

/** Where the vectors of a stage lie. */
export interface StagePlaces {
  readonly output: Place;
  /** Sums of the channels of a separable convolution; of no meaning in another stage. */
  readonly depthwise: Place;
}

/** Where the vectors of a layer lie that live within one step; undefined: nowhere. */
export interface LayerScratch {
  /** The next h, until every unit has used the present one. With a recurrent factor h is updated in place. */
  readonly next: Place | undefined;
  readonly inputFactor: Place | undefined;
  readonly recurrentFactor: Place | undefined;
}

/** The struct that the caller owns: everything that a network remembers or works on. */
export interface Context {
  readonly members: readonly Member[];
  readonly bytes: number;
  /** Front end and convolution blocks. */
  readonly stages: readonly StagePlaces[];
  readonly layers: readonly LayerScratch[];
  /** Features that pooling leaves. */
  readonly pooled: Place;
  /** Units of the hidden layer before the output layer; of no meaning without one. */
  readonly dense: Place;
}

const MEMBER_BYTES: Readonly<Record<Member['type'], number>> = { int16_t: 2, int32_t: 4 };

/**
 * Lays out the context. 32-bit members begin at multiples of four bytes and there is an even number of 16-bit values when
 * there are any of them, so that no compiler inserts padding and the size is the same on every machine.
 */
export function contextOf(architecture: Architecture): Context {
  const { pooling } = architecture;
  const stages = stageShapes(architecture);
  const shapes = layerShapes(architecture);
  const members: Member[] = [];
  const add = (type: Member['type'], name: string, extents: readonly number[], comment: string): void => {
    members.push({ type, name, extents, comment });
  };

  // Counters have the lowest offsets, so that the code that reaches them is the same in every network.
  const features = pooledFeatures(architecture);
  for (const { kind, name } of stages) {
    const counted = kind === 'decimation' ? 'samples in the sums' : 'vectors in the window; below 0: to be dropped';
    add('int32_t', `${name}_collected`, [], counted);
  }
  if (pooling === 'mean') add('int32_t', 'steps', [], 'steps in the mean');
  for (const { kind, name, inputs } of stages) {
    if (kind === 'decimation') add('int32_t', `${name}_sums`, [inputs], 'sums of samples');
  }
  if (pooling === 'mean') add('int32_t', 'sums', [features], 'sums over time of what the last layer gives');
  for (const { kind, name, kernel, inputs } of stages) {
    if (kind !== 'decimation') add('int16_t', `${name}_window`, [kernel, inputs], 'the newest vectors');
  }
  if (keepsFeatures(architecture)) add('int16_t', 'features', [features], 'what the last step gave');
  shapes.forEach((shape, index) => {
    const { states } = shape.cell;
    add('int16_t', `layer${index}`, [states.length, shape.hidden], stateNames(shape));
  });

  const { size, ...places } = scratch(architecture, stages, shapes);
  const narrow = members.reduce((sum, member) => sum + (member.type === 'int32_t' ? 0 : count(member)), size);
  const wide = members.some(({ type }) => type === 'int32_t');
  const padding = wide ? narrow % 2 : 0;
  if (size + padding > 0) add('int16_t', 'scratch', [size + padding], 'of no meaning between two steps');

  const bytes = members.reduce((sum, member) => sum + MEMBER_BYTES[member.type] * count(member), 0);
  return { members, bytes, ...places };
}

/** sizeof the context struct of a network, on every machine. */
export function contextBytes(architecture: Architecture): number {
  return contextOf(architecture).bytes;
}

function count({ extents }: Member): number {
  return extents.reduce((product, extent) => product * extent, 1);
}

function stateNames({ layer, cell }: LayerShape): string {
  return `${layer.cell}: ${cell.states.map(({ name }) => name).join(', ')}`;
}

/** Without a recurrent layer there is no state that holds the last step's features until they are asked for. */
function keepsFeatures({ pooling, recurrent }: Architecture): boolean {
  return pooling === 'last' && recurrent.length === 0;
}

/** The scratch area is used again and again: by one part of a step after the other, and by a prediction. */
class Scratch {
  #size = 0;
  #used = 0;

  get size(): number {
    return this.#size;
  }

  /** Gives back all but the first values. */
  keep(values: number): void {
    this.#used = values;
  }

  take(values: number): Place {
    const index = this.#used;
    this.#used += values;
    this.#size = Math.max(this.#size, this.#used);
    return { member: 'scratch', index };
  }
}

function scratch(
  architecture: Architecture,
  stages: readonly StageShape[],
  shapes: readonly LayerShape[],
): Omit<Context, 'members' | 'bytes'> & { readonly size: number } {
  const { pooling, dense } = architecture;
  const area = new Scratch();
  const features: Place = { member: 'features', index: 0 };
  const stagePlaces = stages.map(({ kind, inputs, outputs }, index): StagePlaces => {
    area.keep(0);
    const output = keepsFeatures(architecture) && index === stages.length - 1 ? features : area.take(outputs);
    return { output, depthwise: area.take(kind === 'separable' ? inputs : 0) };
  });
  const layers = shapes.map(({ layer, hidden }, index): LayerScratch => {
    area.keep(index === 0 ? (stages.at(-1)?.outputs ?? 0) : 0);
    const { inputRank, recurrentRank } = layer;
    return {
      inputFactor: inputRank === undefined ? undefined : area.take(inputRank),
      recurrentFactor: recurrentRank === undefined ? undefined : area.take(recurrentRank),
      next: recurrentRank === undefined ? area.take(hidden) : undefined,
    };
  });
  area.keep(0);
  const last = keepsFeatures(architecture) ? features : { member: `layer${shapes.length - 1}`, index: 0 };
  const pooled = pooling === 'mean' ? area.take(pooledFeatures(architecture)) : last;
  return { stages: stagePlaces, layers, pooled, dense: area.take(dense ?? 0), size: area.size };
}
