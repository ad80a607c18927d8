import type { Random } from '../base/random.ts';
import type { Architecture } from '../protocol/architecture.ts';
import { canonicalJson } from '../protocol/canonical-json.ts';
import type { SpaceSpec } from '../spec/schema.ts';
import { encode } from './encoding.ts';
import { genesOf, type Genes, smallestGenes } from './genes.ts';
import { type Genome, type Input, type Problem, samplingOf, type Seen, seenThrough } from './genome.ts';
import { crossInputs, inputChanges, inputKey } from './inputs.ts';
import { decodeRecurrent, RecurrentBodies } from './recurrent.ts';
import { crossRecurrent, recurrentChanges } from './recurrent-variation.ts';
import { pickOther, pickWeighted } from './variation.ts';

/** Equal for equal architectures, and only for those. */
export function architectureKey(architecture: Architecture): string {
  return canonicalJson(architecture);
}

/** Chance that a child differs in a second field. */
const SECOND_FIELD = 0.25;

const MUTATION_ATTEMPTS = 100;

/** One of several rank choices that make the same architecture. */
type Pick = Parameters<RecurrentBodies['of']>[2];

const firstOf: Pick = ([first]) => first!;

type Change = (genome: Genome, random: Random) => Genome;

/** The architectures that a search may propose: an input, a body behind it, and a hidden layer or none. Each is in it once. */
export class Space {
  readonly problem: Problem;
  readonly genes: Genes;
  readonly #bodies: RecurrentBodies;
  readonly #inputs: ReadonlyMap<string, Input>;
  readonly #seen: ReadonlyMap<Input, Seen>;
  #changes: readonly Change[] | undefined;
  /** Bodies behind each input. */
  #counts: readonly number[] | undefined;

  constructor(genes: Genes, problem: Problem) {
    this.genes = genes;
    this.problem = problem;
    this.#bodies = new RecurrentBodies(genes);
    this.#seen = new Map(genes.inputs.map((input) => [input, seenThrough(input, problem)]));
    this.#inputs = new Map(genes.inputs.map((input) => [inputKey(samplingOf(input)), input]));
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
      for (const input of this.genes.inputs) counts.push(yield* this.#bodies.counting(this.#seen.get(input)!));
      this.#counts = counts;
    }
    return this.#countOf(this.#counts);
  }

  /** Each field drawn by itself, so that few layers are as likely as many although they are fewer architectures. */
  sample(random: Random): Architecture {
    const { inputs } = this.genes;
    const input = inputs.length === 1 ? inputs[0]! : random.pick(inputs);
    const body = this.#bodies.sample(this.#seen.get(input)!, random);
    return this.#decode({ input, body, dense: this.#drawDense(random) });
  }

  /** Each architecture equally likely: what an estimate of a share of the space needs. */
  sampleUniform(random: Random): Architecture {
    const { inputs } = this.genes;
    const input = inputs.length === 1 ? inputs[0]! : pickWeighted(inputs, this.#counted(), random);
    const body = this.#bodies.sampleUniform(this.#seen.get(input)!, random);
    return this.#decode({ input, body, dense: this.#drawDense(random) });
  }

  /** Every architecture once; of each input, few layers and small sizes first. */
  *enumerate(): Generator<Architecture, undefined> {
    const { inputs, dense } = this.genes;
    for (const input of inputs) {
      for (const body of this.#bodies.enumerate(this.#seen.get(input)!)) {
        for (const units of dense) yield this.#decode({ input, body, dense: units });
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
    const pick: Pick = (choices) => random.pick(choices);
    const [mother, father] = [this.#genome(a, pick), this.#genome(b, pick)];
    const body = crossRecurrent(mother.body, father.body, this.genes.mixed, random);
    const input = crossInputs(this.genes.inputs, mother.input, father.input, random);
    // A front end goes with the input of its parent, if with no other.
    const inputs = [input, mother.input, father.input];
    const { dense } = this.genes.dense.length === 1 ? mother : random.pick([mother, father]);
    return this.#decode({ input: inputs.find((candidate) => this.#fits(body, candidate))!, body, dense });
  }

  /**
   * The architecture as numbers in [0, 1], as many for all of this space: see `encode`.
   * @throws RangeError when it is not of this space
   */
  features(architecture: Architecture): number[] {
    return encode(this.#genome(architecture, firstOf), this.genes);
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

  #fits({ frontend }: Genome['body'], input: Input): boolean {
    return this.#bodies.frontendsFor(this.#seen.get(input)!).includes(frontend);
  }

  #mutated(genome: Genome, random: Random): Genome {
    const changes = (this.#changes ??= this.#changesOf());
    if (changes.length === 0) return genome;
    const [first, second] = random.shuffle(changes);
    const child = first!(genome, random);
    return second !== undefined && random.uniform() < SECOND_FIELD ? second(child, random) : child;
  }

  #changesOf(): Change[] {
    const { inputs, dense } = this.genes;
    return [
      ...inputChanges(inputs).map((change): Change => (genome, random) => {
        const input = change(genome.input, random);
        const frontends = this.#bodies.frontendsFor(this.#seen.get(input)!);
        const { body } = genome;
        const frontend = frontends.includes(body.frontend) ? body.frontend : random.pick(frontends);
        return { ...genome, input, body: { ...body, frontend } };
      }),
      ...recurrentChanges(this.genes).map((change): Change => (genome, random) => {
        const frontends = this.#bodies.frontendsFor(this.#seen.get(genome.input)!);
        return { ...genome, body: change(genome.body, frontends, random) };
      }),
      ...(dense.length === 1 ? [] : [changeDense(dense)]),
    ];
  }

  #genome(architecture: Architecture, pick: Pick): Genome {
    const genome = this.#find(architecture, pick);
    if (genome === undefined) throw new RangeError('the architecture is not of this space');
    return genome;
  }

  #find(architecture: Architecture, pick: Pick): Genome | undefined {
    const { inputs, outputs, task, dense, sampling } = architecture;
    const { genes, problem } = this;
    const input = this.#inputs.get(inputKey(sampling));
    if (input === undefined || !genes.dense.includes(dense)) return undefined;
    const seen = this.#seen.get(input)!;
    if (inputs !== seen.channels || outputs !== problem.outputs || task !== problem.task) return undefined;
    const body = this.#bodies.of(architecture, seen, pick);
    return body && { input, body, dense };
  }

  /** Fields in the order of `ArchitectureSchema`, so that equal architectures have equal JSON. */
  #decode({ input, body, dense }: Genome): Architecture {
    const seen = this.#seen.get(input)!;
    const sampling = samplingOf(input);
    const { outputs, task } = this.problem;
    return {
      inputs: seen.channels,
      ...(sampling === undefined ? {} : { sampling }),
      ...decodeRecurrent(body, seen),
      ...(dense === undefined ? {} : { dense }),
      ...{ task, outputs },
      ...(body.weights === 'int4' ? { weightBits: 4 } : {}),
    };
  }
}

function changeDense(choices: readonly (number | undefined)[]): Change {
  return (genome, random) => ({ ...genome, dense: pickOther(choices, genome.dense, random) });
}

/** What stands for a space when its costs are looked at: all of it when it has at most `samples`, else as many draws. */
export function* examplesOf(space: Space, random: Random, samples: number): Generator<Architecture, undefined> {
  if (space.count <= samples) yield* space.enumerate();
  else for (let i = 0; i < samples; i++) yield space.sampleUniform(random);
}
