import type { Random } from '../base/random.ts';
import type { Architecture, ConvolutionBlock } from '../protocol/architecture.ts';
import { NEUTRAL, placeOf, sizeOf } from './encoding.ts';
import type { DecodedBody, Family } from './family.ts';
import { type ConvolutionGenes, samplesOfChains } from './genes.ts';
import { type ConvolutionalBody, formatOf, type Seen } from './genome.ts';
import { pickWeighted, step } from './variation.ts';

/**
 * The convolutional networks of a space, as baselines: separable blocks, each with sizes of its own, and the mean over
 * time behind them.
 */
export class ConvolutionalBodies implements Family<ConvolutionalBody> {
  readonly kind = 'convolutional';
  readonly needed: number;
  readonly #genes: ConvolutionGenes;
  readonly #changes: readonly BlocksChange[];
  /** Chains of so many blocks behind so many steps: by `${steps}|${blocks}`. */
  readonly #chains = new Map<string, number>();

  constructor(genes: ConvolutionGenes) {
    this.#genes = genes;
    this.#changes = blocksChanges(genes);
    this.needed = Math.min(...samplesOfChains(genes));
  }

  get fields(): number {
    return this.#changes.length;
  }

  vary(body: ConvolutionalBody, field: number, seen: Seen, random: Random): ConvolutionalBody {
    const child: ConvolutionalBody = { kind: this.kind, blocks: this.#changes[field]!(body.blocks, random) };
    return this.fits(child, seen) ? child : body;
  }

  *counting({ samples }: Seen): Generator<undefined, number> {
    let total = 0;
    for (const depth of this.#genes.blocks) {
      yield;
      total += this.#count(samples, depth);
    }
    return total;
  }

  sample({ samples }: Seen, random: Random): ConvolutionalBody {
    const depth = random.pick(this.#genes.blocks.filter((blocks) => this.#count(samples, blocks) > 0));
    return this.#draw(samples, depth, (choices) => random.pick(choices), random);
  }

  sampleUniform({ samples }: Seen, random: Random): ConvolutionalBody {
    const { blocks } = this.#genes;
    const depth = pickWeighted(
      blocks,
      blocks.map((depth) => this.#count(samples, depth)),
      random,
    );
    const weighted: Draw = (choices, weight) => pickWeighted(choices, choices.map(weight), random);
    return this.#draw(samples, depth, weighted, random);
  }

  *enumerate({ samples }: Seen): Generator<ConvolutionalBody, undefined> {
    for (const depth of this.#genes.blocks) {
      for (const blocks of this.#chainsOf(samples, depth)) yield { kind: this.kind, blocks };
    }
  }

  of({ blocks, recurrent, frontend, pooling, ...bits }: Architecture, seen: Seen): ConvolutionalBody | undefined {
    if (blocks === undefined || recurrent.length > 0 || frontend.kind !== 'none') return undefined;
    const genes = this.#genes;
    const known = blocks.every(
      ({ filters, kernel, stride }) =>
        genes.filters.includes(filters) && genes.kernel.includes(kernel) && genes.stride.includes(stride),
    );
    const body: ConvolutionalBody = { kind: this.kind, blocks };
    const ours = known && genes.blocks.includes(blocks.length) && pooling === 'mean' && formatOf(bits) === 'int8';
    return ours && this.fits(body, seen) ? body : undefined;
  }

  fits({ blocks }: ConvolutionalBody, { samples }: Seen): boolean {
    return samplesForBlocks(blocks) <= samples;
  }

  fitted(body: ConvolutionalBody, seen: Seen, random: Random): ConvolutionalBody {
    return this.fits(body, seen) ? body : this.sample(seen, random);
  }

  /** Kernels and strides come from one parent, so that it needs as many samples; filters from either that has the block. */
  cross(a: ConvolutionalBody, b: ConvolutionalBody, random: Random): ConvolutionalBody {
    const blocks = random.pick([a, b]).blocks.map((block, index) => {
      const other = random.pick([a, b]).blocks[index] ?? block;
      return { ...block, filters: other.filters };
    });
    return { kind: this.kind, blocks };
  }

  decode({ blocks }: ConvolutionalBody): DecodedBody {
    return { frontend: { kind: 'none' }, blocks: [...blocks], recurrent: [], pooling: 'mean' };
  }

  encode(body: ConvolutionalBody | undefined): number[] {
    const { blocks, filters, kernel, stride } = this.#genes;
    return Array.from({ length: blocks.at(-1)! }, (_, index) => {
      const block = body?.blocks[index];
      return [
        body === undefined ? NEUTRAL : sizeOf(block?.filters, filters),
        ...(kernel.length === 1 ? [] : [block === undefined ? NEUTRAL : placeOf(kernel, block.kernel)]),
        ...(stride.length === 1 ? [] : [block === undefined ? NEUTRAL : placeOf(stride, block.stride)]),
      ];
    }).flat();
  }

  /** Chains of `depth` blocks that leave a step of `samples`. */
  #count(samples: number, depth: number): number {
    if (depth === 0) return Number(samples >= 1);
    const key = `${samples}|${depth}`;
    let count = this.#chains.get(key);
    if (count === undefined) {
      count = this.#shapes().reduce((sum, shape) => sum + this.#countBehind(samples, depth, shape), 0);
      this.#chains.set(key, count);
    }
    return count;
  }

  /** Of these, those that begin with a block of this kernel and stride. */
  #countBehind(samples: number, depth: number, shape: Shape): number {
    return this.#genes.filters.length * this.#count(stepsBehind(shape, samples), depth - 1);
  }

  #shapes(): Shape[] {
    return this.#genes.kernel.flatMap((kernel) => this.#genes.stride.map((stride) => ({ kernel, stride })));
  }

  #draw(samples: number, depth: number, draw: Draw, random: Random): ConvolutionalBody {
    const blocks: ConvolutionBlock[] = [];
    let steps = samples;
    for (let left = depth; left > 0; left--) {
      const count = (shape: Shape): number => this.#countBehind(steps, left, shape);
      const shape = draw(
        this.#shapes().filter((candidate) => count(candidate) > 0),
        count,
      );
      blocks.push({ filters: random.pick(this.#genes.filters), ...shape });
      steps = stepsBehind(shape, steps);
    }
    return { kind: this.kind, blocks };
  }

  *#chainsOf(samples: number, depth: number): Generator<ConvolutionBlock[], undefined> {
    if (depth === 0) {
      if (samples >= 1) yield [];
      return;
    }
    for (const filters of this.#genes.filters) {
      for (const shape of this.#shapes()) {
        for (const rest of this.#chainsOf(stepsBehind(shape, samples), depth - 1)) {
          yield [{ filters, ...shape }, ...rest];
        }
      }
    }
  }
}

type Shape = Omit<ConvolutionBlock, 'filters'>;

/** One of the choices, by their weights where these matter. */
type Draw = (choices: readonly Shape[], weight: (choice: Shape) => number) => Shape;

function stepsBehind({ kernel, stride }: Shape, steps: number): number {
  return steps < kernel ? 0 : Math.floor((steps - kernel) / stride) + 1;
}

/** Samples that give one step. */
function samplesForBlocks(blocks: readonly Shape[]): number {
  return blocks.reduceRight((steps, { kernel, stride }) => kernel + (steps - 1) * stride, 1);
}

type BlocksChange = (blocks: readonly ConvolutionBlock[], random: Random) => readonly ConvolutionBlock[];

/** One for every field with a choice. */
function blocksChanges(genes: ConvolutionGenes): BlocksChange[] {
  const fields = (['filters', 'kernel', 'stride'] as const).filter((field) => genes[field].length > 1);
  return [
    ...fields.map((field): BlocksChange => (blocks, random) => {
      const place = random.index(blocks.length);
      const block = blocks[place]!;
      return blocks.with(place, { ...block, [field]: step(genes[field], block[field], random) });
    }),
    ...(genes.blocks.length === 1
      ? []
      : [
          (blocks: readonly ConvolutionBlock[], random: Random): ConvolutionBlock[] =>
            resize(blocks, step(genes.blocks, blocks.length, random), genes, random),
        ]),
  ];
}

/** Blocks are added and taken away at any depth. */
function resize(
  blocks: readonly ConvolutionBlock[],
  depth: number,
  { filters, kernel, stride }: ConvolutionGenes,
  random: Random,
): ConvolutionBlock[] {
  const result = [...blocks];
  while (result.length < depth) {
    const block = { filters: random.pick(filters), kernel: random.pick(kernel), stride: random.pick(stride) };
    result.splice(random.index(result.length + 1), 0, block);
  }
  while (result.length > depth) result.splice(random.index(result.length), 1);
  return result;
}
