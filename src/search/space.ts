import type { Random } from '../base/random.ts';
import type { Architecture } from '../protocol/architecture.ts';
import { canonicalJson } from '../protocol/canonical-json.ts';
import type { SpaceSpec } from '../spec/schema.ts';
import { countArchitectures, countInSteps } from './count.ts';
import { genesOf, type Genes } from './genes.ts';
import {
  choicesFor,
  decode,
  distinctChoices,
  featuresOf,
  inputShapes,
  recurrentShapes,
  type Genome,
  type Problem,
} from './genome.ts';
import { encode } from './encoding.ts';
import { crossGenomes, mutateGenome } from './mutation.ts';

/** Equal for equal architectures, and only for those. */
export function architectureKey(architecture: Architecture): string {
  return canonicalJson(architecture);
}

/**
 * The architectures that a search may propose. All layers of one share the cell and the rank shares; hidden sizes differ
 * by layer. Architectures that come out the same by rounding of ranks are one.
 */
export class Space {
  readonly problem: Problem;
  readonly genes: Genes;
  #count: number | undefined;

  constructor(genes: Genes, problem: Problem) {
    this.genes = genes;
    this.problem = problem;
  }

  /** @throws UserError when the spec leaves no front end for these data */
  static of(spec: SpaceSpec, problem: Problem): Space {
    return new Space(genesOf(spec, problem), problem);
  }

  /** Distinct architectures; exact up to 2⁵³. */
  get count(): number {
    return (this.#count ??= countArchitectures(this.genes, this.problem.inputs));
  }

  /** Counts in steps of some microseconds; afterwards `count` is known. */
  *counting(): Generator<undefined, number> {
    return (this.#count ??= yield* countInSteps(this.genes, this.problem.inputs));
  }

  /** Each field drawn by itself, so that few layers are as likely as many although they are fewer architectures. */
  sample(random: Random): Architecture {
    const { cells, frontends, hidden, layers, poolings, ranks, weights } = this.genes;
    const frontend = random.pick(frontends);
    const depth = random.pick(layers);
    return this.#decode({
      frontend,
      cell: random.pick(cells),
      hidden: Array.from({ length: depth }, () => random.pick(hidden)),
      inputRank: random.pick(ranks),
      recurrentRank: random.pick(ranks),
      pooling: random.pick(poolings),
      weights: random.pick(weights),
    });
  }

  /** Each architecture equally likely: what an estimate of a share of the space needs. */
  sampleUniform(random: Random): Architecture {
    const { cells, frontends, hidden, layers, poolings, ranks, weights } = this.genes;
    const stacks = layers.map((depth) => hidden.length ** depth);
    const mostRanks = ranks.length ** 2;
    for (;;) {
      const frontend = random.pick(frontends);
      const units = Array.from({ length: pickWeighted(layers, stacks, random) }, () => random.pick(hidden));
      const { input, recurrent } = this.#rankChoices(frontend, units);
      // Stacks are drawn evenly; one that stands for fewer architectures is kept less often.
      if (random.uniform() * mostRanks >= input.length * recurrent.length) continue;
      return this.#decode({
        frontend,
        cell: random.pick(cells),
        hidden: units,
        inputRank: random.pick(input),
        recurrentRank: random.pick(recurrent),
        pooling: random.pick(poolings),
        weights: random.pick(weights),
      });
    }
  }

  /** Every architecture once, few layers and small sizes first. */
  *enumerate(): Generator<Architecture, undefined> {
    const { cells, frontends, poolings, layers, weights } = this.genes;
    for (const depth of layers) {
      for (const hidden of this.#stacks(depth)) {
        for (const frontend of frontends) {
          const { input, recurrent } = this.#rankChoices(frontend, hidden);
          for (const cell of cells) {
            for (const inputRank of input) {
              for (const recurrentRank of recurrent) {
                for (const pooling of poolings) {
                  for (const format of weights) {
                    yield this.#decode({ frontend, cell, hidden, inputRank, recurrentRank, pooling, weights: format });
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /**
   * The smallest sizes with every cell, front end, rank, pooling and format. Costs grow with hidden sizes and layers, so when
   * nothing here is within the limits, nothing is.
   */
  smallest(): Space {
    const { hidden, layers } = this.genes;
    return new Space({ ...this.genes, hidden: [hidden[0]!], layers: [layers[0]!] }, this.problem);
  }

  contains(architecture: Architecture): boolean {
    return this.#genomes(architecture) !== undefined;
  }

  /**
   * Another architecture of the space that differs in one or two fields.
   * @throws RangeError when the architecture is not of this space, or is all of it
   */
  mutate(architecture: Architecture, random: Random): Architecture {
    const genome = this.#genome(architecture, random);
    if (this.count === 1) throw new RangeError('the space has no other architecture');
    const key = architectureKey(architecture);
    for (let attempt = 0; attempt < MUTATION_ATTEMPTS; attempt++) {
      const child = this.#decode(mutateGenome(genome, this.genes, random));
      if (architectureKey(child) !== key) return child;
    }
    for (;;) {
      const stranger = this.sampleUniform(random);
      if (architectureKey(stranger) !== key) return stranger;
    }
  }

  /**
   * An architecture that has each field from one of two others; it may be one of them.
   * @throws RangeError when one of them is not of this space
   */
  cross(a: Architecture, b: Architecture, random: Random): Architecture {
    return this.#decode(crossGenomes(this.#genome(a, random), this.#genome(b, random), random));
  }

  /** The architecture as numbers in [0, 1], as many for all of this space: see `encode`. */
  features(architecture: Architecture): number[] {
    return encode(architecture, this.genes, this.problem.inputs);
  }

  #genome(architecture: Architecture, random: Random): Genome {
    const genomes = this.#genomes(architecture);
    if (genomes === undefined) throw new RangeError('the architecture is not of this space');
    const { input, recurrent, ...fields } = genomes;
    // Shares that round to the same integers here differ after a change of size: any of them is the architecture's.
    return { ...fields, inputRank: random.pick(input), recurrentRank: random.pick(recurrent) };
  }

  #decode(genome: Genome): Architecture {
    return decode(genome, this.problem);
  }

  /** The genome of an architecture, with all rank choices that lead to it. */
  #genomes(architecture: Architecture) {
    const { inputs, outputs, task, recurrent, frontend, pooling } = architecture;
    const { genes, problem } = this;
    if (inputs !== problem.inputs || outputs !== problem.outputs || task !== problem.task) return undefined;
    const hidden = recurrent.map((layer) => layer.hidden);
    const cell = recurrent[0]!.cell;
    const weights = architecture.weightBits === 4 ? 'int4' : 'int8';
    const frontendKey = canonicalJson(frontend);
    const known =
      genes.frontends.some((candidate) => canonicalJson(candidate) === frontendKey) &&
      genes.cells.includes(cell) &&
      recurrent.every((layer) => layer.cell === cell) &&
      genes.layers.includes(hidden.length) &&
      hidden.every((units) => genes.hidden.includes(units)) &&
      genes.poolings.includes(pooling) &&
      genes.weights.includes(weights);
    if (!known) return undefined;
    const choices = {
      input: choicesFor(
        genes.ranks,
        inputShapes(featuresOf(frontend, inputs), hidden),
        recurrent.map((layer) => layer.inputRank),
      ),
      recurrent: choicesFor(
        genes.ranks,
        recurrentShapes(hidden),
        recurrent.map((layer) => layer.recurrentRank),
      ),
    };
    if (choices.input.length === 0 || choices.recurrent.length === 0) return undefined;
    return { frontend, cell, hidden, pooling, weights, ...choices } as const;
  }

  #rankChoices(frontend: Genome['frontend'], hidden: readonly number[]) {
    const features = featuresOf(frontend, this.problem.inputs);
    return {
      input: distinctChoices(this.genes.ranks, inputShapes(features, hidden)),
      recurrent: distinctChoices(this.genes.ranks, recurrentShapes(hidden)),
    };
  }

  *#stacks(depth: number): Generator<number[], undefined> {
    if (depth === 0) yield [];
    else for (const first of this.genes.hidden) for (const rest of this.#stacks(depth - 1)) yield [first, ...rest];
  }
}

const MUTATION_ATTEMPTS = 100;

function pickWeighted<T>(items: readonly T[], weights: readonly number[], random: Random): T {
  let left = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [i, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return items[i]!;
  }
  return items.at(-1)!;
}

/** What stands for a space when its costs are looked at: all of it when it has at most `samples`, else as many draws. */
export function* examplesOf(space: Space, random: Random, samples: number): Generator<Architecture, undefined> {
  if (space.count <= samples) yield* space.enumerate();
  else for (let i = 0; i < samples; i++) yield space.sampleUniform(random);
}
