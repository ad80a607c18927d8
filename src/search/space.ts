import type { Random } from '../base/random.ts';
import type { Architecture } from '../protocol/architecture.ts';
import { canonicalJson } from '../protocol/canonical-json.ts';
import type { SpaceSpec } from '../spec/schema.ts';
import { ConvolutionalBodies } from './convolutional.ts';
import { encodeInput, oneHot, sizeOf } from './encoding.ts';
import type { Family, PickRank } from './family.ts';
import { type Change, genomeChanges } from './genome-changes.ts';
import { genesOf, type Genes, smallestGenes } from './genes.ts';
import {
  BITS,
  type Body,
  type Genome,
  type Input,
  type Problem,
  samplingOf,
  type Seen,
  seenThrough,
} from './genome.ts';
import { crossInputs, inputKey } from './inputs.ts';
import { RecurrentBodies } from './recurrent.ts';
import { pickWeighted } from './variation.ts';

/** Equal for equal architectures, and only for those. */
export function architectureKey(architecture: Architecture): string {
  return canonicalJson(architecture);
}

/** Chance that a child differs in a second field. */
const SECOND_FIELD = 0.25;

const MUTATION_ATTEMPTS = 100;

const firstOf: PickRank = ([first]) => first!;

/** What may stand behind an input. */
interface Behind {
  readonly input: Input;
  readonly family: Family;
  readonly seen: Seen;
}

/** The architectures that a search may propose: an input, a body behind it, and a hidden layer or none. Each is in it once. */
export class Space {
  readonly problem: Problem;
  readonly genes: Genes;
  readonly #families: readonly Family[];
  readonly #inputs: ReadonlyMap<string, Input>;
  readonly #seen: ReadonlyMap<Input, Seen>;
  readonly #behind: readonly Behind[];
  readonly #changes: Partial<Record<Body['kind'], readonly Change[]>> = {};
  /** Bodies of each part of `#behind`. */
  #counts: readonly number[] | undefined;

  constructor(genes: Genes, problem: Problem) {
    this.genes = genes;
    this.problem = problem;
    this.#families = [
      new RecurrentBodies(genes),
      ...(genes.cnn === undefined ? [] : [new ConvolutionalBodies(genes.cnn)]),
    ];
    this.#seen = new Map(genes.inputs.map((input) => [input, seenThrough(input, problem)]));
    this.#inputs = new Map(genes.inputs.map((input) => [inputKey(samplingOf(input)), input]));
    this.#behind = genes.inputs.flatMap((input) => {
      const seen = this.#seen.get(input)!;
      return this.#familiesFor(seen).map((family) => ({ input, family, seen }));
    });
  }

  /** @throws UserError when a choice has no meaning for these data, or none is left */
  static of(spec: SpaceSpec, problem: Problem): Space {
    return new Space(genesOf(spec, problem), problem);
  }

  /** Distinct architectures; exact up to 2⁵³. */
  get count(): number {
    return this.#countOf(this.#counted());
  }

  /** Counts in steps of some microseconds; afterwards `count` is known. */
  *counting(): Generator<undefined, number> {
    if (this.#counts === undefined) {
      const counts: number[] = [];
      for (const { family, seen } of this.#behind) counts.push(yield* family.counting(seen));
      this.#counts = counts;
    }
    return this.#countOf(this.#counts);
  }

  /**
   * Each field drawn by itself, so that few layers are as likely as many although they are fewer architectures. A
   * convolutional network is as likely as one of the cells.
   */
  sample(random: Random): Architecture {
    const { inputs, cells } = this.genes;
    const input = inputs.length === 1 ? inputs[0]! : random.pick(inputs);
    const seen = this.#seen.get(input)!;
    const families = this.#familiesFor(seen);
    const weights = families.map(({ kind }) => (kind === 'recurrent' ? cells.length : 1));
    const family = families.length === 1 ? families[0]! : pickWeighted(families, weights, random);
    return this.#decode({ input, body: family.sample(seen, random), dense: this.#drawDense(random) });
  }

  /** Each architecture equally likely: what an estimate of a share of the space needs. */
  sampleUniform(random: Random): Architecture {
    const parts = this.#behind;
    const { input, family, seen } = parts.length === 1 ? parts[0]! : pickWeighted(parts, this.#counted(), random);
    return this.#decode({ input, body: family.sampleUniform(seen, random), dense: this.#drawDense(random) });
  }

  /** Every architecture once; of each input, few layers and small sizes first. */
  *enumerate(): Generator<Architecture, undefined> {
    for (const { input, family, seen } of this.#behind) {
      for (const body of family.enumerate(seen)) {
        for (const dense of this.genes.dense) yield this.#decode({ input, body, dense });
      }
    }
  }

  /** The part in which something is within the limits, if anything is: see `smallestGenes`. */
  smallest(): Space {
    return new Space(smallestGenes(this.genes, this.problem), this.problem);
  }

  contains(architecture: Architecture): boolean {
    return this.#find(architecture, firstOf) !== undefined;
  }

  /**
   * Another architecture of the space that differs in one or two fields.
   * @throws RangeError when the architecture is not of this space, or is all of it
   */
  mutate(architecture: Architecture, random: Random): Architecture {
    const genome = this.#genome(architecture, (choices) => random.pick(choices));
    if (this.count === 1) throw new RangeError('the space has no other architecture');
    const key = architectureKey(architecture);
    for (let attempt = 0; attempt < MUTATION_ATTEMPTS; attempt++) {
      const child = this.#decode(this.#mutated(genome, random));
      // Ranks may round to the same integers.
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
    const pick: PickRank = (choices) => random.pick(choices);
    const parents = [this.#genome(a, pick), this.#genome(b, pick)] as const;
    const [mother, father] = parents;
    const family = this.#familyOf(mother.body);
    const body =
      mother.body.kind === father.body.kind
        ? family.cross(mother.body, father.body, random)
        : random.pick(parents).body;
    // A body goes with the input of a parent, if with no other.
    const inputs = [crossInputs(this.genes.inputs, mother.input, father.input, random), mother.input, father.input];
    const input = inputs.find((candidate) => this.#familyOf(body).fits(body, this.#seen.get(candidate)!))!;
    const { dense } = this.genes.dense.length === 1 ? mother : random.pick(parents);
    return this.#decode({ input, body, dense });
  }

  /**
   * The architecture as numbers in [0, 1], as many for all of this space: see `encodeRecurrent`.
   * @throws RangeError when it is not of this space
   */
  features(architecture: Architecture): number[] {
    const { input, body, dense } = this.#genome(architecture, firstOf);
    return [
      ...encodeInput(input, this.genes.inputs),
      ...oneHot(this.#families, ({ kind }) => kind === body.kind),
      ...this.#families.flatMap((family) => family.encode(family.kind === body.kind ? body : undefined)),
      ...(this.genes.dense.length === 1 ? [] : [sizeOf(dense, this.genes.dense)]),
    ];
  }

  #familiesFor({ samples }: Seen): Family[] {
    return this.#families.filter(({ needed }) => needed <= samples);
  }

  #familyOf({ kind }: Body): Family {
    return this.#families.find((family) => family.kind === kind)!;
  }

  #counted(): readonly number[] {
    const steps = this.counting();
    while (steps.next().done !== true);
    return this.#counts!;
  }

  #countOf(bodies: readonly number[]): number {
    return bodies.reduce((sum, count) => sum + count, 0) * this.genes.dense.length;
  }

  #drawDense(random: Random): number | undefined {
    const { dense } = this.genes;
    return dense.length === 1 ? dense[0] : random.pick(dense);
  }

  #mutated(genome: Genome, random: Random): Genome {
    const changes = (this.#changes[genome.body.kind] ??= genomeChanges(
      this.#familyOf(genome.body),
      this.#families,
      this.#seen,
      this.genes,
    ));
    if (changes.length === 0) return genome;
    const [first, second] = random.shuffle(changes);
    const child = first!(genome, random);
    if (second === undefined || child.body.kind !== genome.body.kind) return child;
    return random.uniform() < SECOND_FIELD ? second(child, random) : child;
  }

  #genome(architecture: Architecture, pick: PickRank): Genome {
    const genome = this.#find(architecture, pick);
    if (genome === undefined) throw new RangeError('the architecture is not of this space');
    return genome;
  }

  #find(architecture: Architecture, pick: PickRank): Genome | undefined {
    const { inputs, outputs, task, dense, sampling } = architecture;
    const { genes, problem } = this;
    const input = this.#inputs.get(inputKey(sampling));
    if (input === undefined || !genes.dense.includes(dense)) return undefined;
    const seen = this.#seen.get(input)!;
    if (inputs !== seen.channels || outputs !== problem.outputs || task !== problem.task) return undefined;
    for (const family of this.#families) {
      const body = family.of(architecture, seen, pick);
      if (body !== undefined) return { input, body, dense };
    }
    return undefined;
  }

  /** Fields in the order of `ArchitectureSchema`, so that equal architectures have equal JSON. */
  #decode({ input, body, dense }: Genome): Architecture {
    const seen = this.#seen.get(input)!;
    const sampling = samplingOf(input);
    const { outputs, task } = this.problem;
    return {
      inputs: seen.channels,
      ...(sampling === undefined ? {} : { sampling }),
      ...this.#familyOf(body).decode(body, seen),
      ...(dense === undefined ? {} : { dense }),
      ...{ task, outputs },
      ...(body.kind === 'recurrent' ? BITS[body.weights] : {}),
    };
  }
}
