import type { Architecture } from '../../protocol/architecture.ts';
import { frontendOutputs, layerShapes, type LayerShape } from '../../network/shapes.ts';

/** A member of the context struct. */
interface Member {
  readonly type: 'int16_t' | 'uint16_t' | 'int32_t';
  readonly name: string;
  /** Extents of an array; empty: a single number. */
  readonly extents: readonly number[];
  readonly comment: string;
}

/** Where the vectors of a layer lie in the scratch area, in int16 values from its start; undefined: nowhere. */
export interface LayerScratch {
  /** The next h, until every unit has used the present one. With a recurrent factor h is updated in place. */
  readonly next: number | undefined;
  readonly inputFactor: number | undefined;
  readonly recurrentFactor: number | undefined;
}

/** The struct that the caller owns: everything that a network remembers or works on. */
export interface Context {
  readonly members: readonly Member[];
  readonly bytes: number;
  /** Where the front end leaves its output in the scratch area. */
  readonly frontendOutput: number;
  readonly layers: readonly LayerScratch[];
}

const MEMBER_BYTES: Readonly<Record<Member['type'], number>> = { int16_t: 2, uint16_t: 2, int32_t: 4 };

/**
 * Lays out the context. 32-bit members begin at multiples of four bytes and there is an even number of 16-bit values when
 * there are any of them, so that no compiler inserts padding and the size is the same on every machine.
 */
export function contextOf(architecture: Architecture): Context {
  const { inputs, frontend, pooling } = architecture;
  const shapes = layerShapes(architecture);
  const members: Member[] = [];
  const add = (type: Member['type'], name: string, extents: readonly number[], comment: string): void => {
    members.push({ type, name, extents, comment });
  };

  // Counters have the lowest offsets, so that the code that reaches them is the same in every network.
  if (frontend.kind === 'convolution') {
    add('uint16_t', 'collected', [], 'samples in the window');
    add('uint16_t', 'skip', [], 'samples to drop before the next window');
  }
  if (frontend.kind === 'decimation') add('int32_t', 'collected', [], 'samples in the sums');
  if (pooling === 'mean') add('int32_t', 'steps', [], 'recurrent steps in the mean');
  if (frontend.kind === 'decimation') add('int32_t', 'sample_sums', [inputs], 'sums of samples');
  if (pooling === 'mean') add('int32_t', 'sums', [shapes.at(-1)!.hidden], 'sums over time of the last h');
  if (frontend.kind === 'convolution') add('int16_t', 'window', [frontend.kernel, inputs], 'the newest samples');
  shapes.forEach((shape, index) => {
    const { states } = shape.cell;
    add('int16_t', `layer${index}`, [states.length, shape.hidden], stateNames(shape));
  });

  const { size, frontendOutput, layers } = scratch(architecture, shapes);
  const narrow = members.reduce((sum, member) => sum + (member.type === 'int32_t' ? 0 : count(member)), size);
  const wide = members.some(({ type }) => type === 'int32_t');
  const padding = wide ? narrow % 2 : 0;
  if (size + padding > 0) add('int16_t', 'scratch', [size + padding], 'of no meaning between two steps');

  const bytes = members.reduce((sum, member) => sum + MEMBER_BYTES[member.type] * count(member), 0);
  return { members, bytes, frontendOutput, layers };
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

/** Vectors that live within one step, or the means within a prediction, share one area: one runs after the other. */
function scratch(
  architecture: Architecture,
  shapes: readonly LayerShape[],
): { size: number; frontendOutput: number; layers: LayerScratch[] } {
  let size = 0;
  const layers = shapes.map((shape, index): LayerScratch => {
    let used = index === 0 && architecture.frontend.kind !== 'none' ? frontendOutputs(architecture) : 0;
    const take = (values: number): number => {
      used += values;
      size = Math.max(size, used);
      return used - values;
    };
    const { inputRank, recurrentRank } = shape.layer;
    return {
      inputFactor: inputRank === undefined ? undefined : take(inputRank),
      recurrentFactor: recurrentRank === undefined ? undefined : take(recurrentRank),
      next: recurrentRank === undefined ? take(shape.hidden) : undefined,
    };
  });
  if (architecture.pooling === 'mean') size = Math.max(size, shapes.at(-1)!.hidden);
  return { size, frontendOutput: 0, layers };
}
