import { UserError } from '../base/errors.ts';
import type { Architecture, CellName, Frontend } from '../protocol/architecture.ts';
import type { SpaceSpec } from '../spec/schema.ts';
import { type Input, type Problem, seenThrough, type WeightFormat } from './genome.ts';
import { inputsOf } from './inputs.ts';
import type { RankChoice } from './ranks.ts';

/** Ascending. */
export interface ConvolutionGenes {
  readonly blocks: readonly number[];
  readonly filters: readonly number[];
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
}

/** The values that each field of a genome may take, without repeats. */
export interface Genes {
  /** Few samples first. */
  readonly inputs: readonly Input[];
  readonly frontends: readonly Frontend[];
  readonly cells: readonly CellName[];
  /** Each layer has a cell and ranks of its own. */
  readonly mixed: boolean;
  /** Ascending. */
  readonly hidden: readonly number[];
  /** Ascending. */
  readonly layers: readonly number[];
  readonly ranks: readonly RankChoice[];
  readonly poolings: readonly Architecture['pooling'][];
  readonly weights: readonly WeightFormat[];
  /** Ascending, undefined first. */
  readonly dense: readonly (number | undefined)[];
  /** Of convolutional networks; undefined: there are none. */
  readonly cnn: ConvolutionGenes | undefined;
}

const ascending = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

/** @throws UserError when a choice has no meaning for the data, or nothing is left to choose */
export function genesOf(spec: SpaceSpec, problem: Problem): Genes {
  const cnn = spec.cnn && {
    blocks: ascending(spec.cnn.blocks),
    filters: ascending(spec.cnn.filters),
    kernel: ascending(spec.cnn.kernel),
    stride: ascending(spec.cnn.stride),
  };
  const inputs = inputsOf(spec.input, problem);
  const samples = inputs.map((input) => seenThrough(input, problem).samples);
  const most = Math.max(...samples);
  const frontends = frontendsOf(spec.frontend).filter((frontend) => samplesFor(frontend) <= most);
  if (frontends.length === 0) {
    throw new UserError('search/no-frontend', 'the space has no front end that these series are long enough for', {
      hint: 'Set `space.frontend.none: true`, or allow a shorter kernel or a smaller factor.',
    });
  }
  if (cnn !== undefined && Math.min(...samplesOfChains(cnn)) > most) {
    throw new UserError('search/no-cnn', 'the series are too short for every chain of convolution blocks', {
      hint: 'Allow fewer blocks, shorter kernels or smaller strides in `space.cnn`.',
    });
  }
  const least = Math.min(...neededSamples({ frontends, cnn }));
  return {
    inputs: inputs.filter((_, index) => samples[index]! >= least),
    frontends,
    cells: [...new Set(spec.cell)],
    mixed: spec.mixed_cells,
    hidden: ascending(spec.hidden),
    layers: ascending(spec.layers),
    ranks: [...new Set(spec.rank)],
    poolings: [...new Set(spec.pooling)],
    weights: [...new Set(spec.weights)],
    cnn,
    dense: [
      ...(spec.dense.includes('none') ? [undefined] : []),
      ...ascending(spec.dense.filter((units) => units !== 'none')),
    ],
  };
}

/** Samples that give at least one step. */
export function samplesFor(frontend: Frontend): number {
  switch (frontend.kind) {
    case 'none':
      return 1;
    case 'convolution':
      return frontend.kernel;
    case 'decimation':
      return frontend.factor;
  }
}

/** Samples that chains of the fewest blocks need, one with another. */
export function samplesOfChains({ blocks, kernel, stride }: ConvolutionGenes): number[] {
  let needed = new Set([1]);
  for (let block = 0; block < blocks[0]!; block++) {
    const behind = [...needed];
    needed = new Set(behind.flatMap((steps) => kernel.flatMap((k) => stride.map((s) => k + (steps - 1) * s))));
  }
  return [...needed];
}

function neededSamples({ frontends, cnn }: Pick<Genes, 'frontends' | 'cnn'>): number[] {
  return [...frontends.map(samplesFor), ...(cnn === undefined ? [] : samplesOfChains(cnn))];
}

/**
 * Of everything that costs grow with (hidden sizes, filters, layers, samples, channels) the least, and all choices of the rest: what
 * has no member within some limits leaves none in the whole.
 */
export function smallestGenes(genes: Genes, problem: Problem): Genes {
  const seen = new Map(genes.inputs.map((input) => [input, seenThrough(input, problem)]));
  const smaller = (a: Input, b: Input): number =>
    seen.get(a)!.samples - seen.get(b)!.samples || seen.get(a)!.channels - seen.get(b)!.channels;
  const fewest = Math.min(...genes.inputs.map((input) => seen.get(input)!.channels));
  const inputs = genes.inputs.filter((input) => seen.get(input)!.channels === fewest).sort(smaller);
  const needed = neededSamples(genes);
  const least = needed.flatMap((samples) => inputs.find((input) => seen.get(input)!.samples >= samples) ?? []);
  return {
    ...genes,
    inputs: [...new Set(least)],
    hidden: genes.hidden.slice(0, 1),
    layers: genes.layers.slice(0, 1),
    cnn: genes.cnn && { ...genes.cnn, blocks: genes.cnn.blocks.slice(0, 1), filters: genes.cnn.filters.slice(0, 1) },
  };
}

function frontendsOf({ none, convolution, decimation }: SpaceSpec['frontend']): Frontend[] {
  const factors = ascending(decimation?.factor ?? []);
  const result: Frontend[] = [];
  // Averaging over one sample is no front end.
  if (none || factors.includes(1)) result.push({ kind: 'none' });
  if (convolution !== undefined) {
    for (const filters of ascending(convolution.filters)) {
      for (const kernel of ascending(convolution.kernel)) {
        for (const stride of ascending(convolution.stride))
          result.push({ kind: 'convolution', filters, kernel, stride });
      }
    }
  }
  for (const factor of factors) if (factor > 1) result.push({ kind: 'decimation', factor });
  return result;
}
