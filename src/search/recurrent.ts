import type { Random } from '../base/random.ts';
import type { Architecture, Frontend, RecurrentLayer } from '../protocol/architecture.ts';
import { canonicalJson } from '../protocol/canonical-json.ts';
import { countLayers } from './count.ts';
import { encodeRecurrent, NEUTRAL } from './encoding.ts';
import type { DecodedBody, Family, PickRank } from './family.ts';
import { type Genes, samplesFor } from './genes.ts';
import { formatOf, type LayerGenes, type RecurrentBody, type Seen } from './genome.ts';
import {
  choicesFor,
  distinctChoices,
  inputShapes,
  type MatrixShape,
  type RankChoice,
  recurrentShapes,
} from './ranks.ts';
import { decodeRecurrent, featuresOf } from './recurrent-decoding.ts';
import { crossRecurrent, ownGenes, type RecurrentChange, recurrentChanges } from './recurrent-variation.ts';
import { pickWeighted } from './variation.ts';

/** The ranks that W and U may have, in one layer or in all. */
interface RankChoices {
  readonly input: readonly RankChoice[];
  readonly recurrent: readonly RankChoice[];
}

/**
 * The recurrent networks of a space: a front end, and one to three layers. All layers share the cell and the rank shares,
 * or each has its own; hidden sizes differ by layer. Layers that come out the same by rounding of ranks are one.
 */
export class RecurrentBodies implements Family<RecurrentBody> {
  readonly kind = 'recurrent';
  readonly needed: number;
  readonly fields: number;
  readonly #changes: readonly RecurrentChange[];
  readonly #genes: Genes;
  readonly #frontends: ReadonlyMap<string, Frontend>;
  /** By the features that enter the layers. */
  readonly #counts = new Map<number, number>();

  constructor(genes: Genes) {
    this.#genes = genes;
    this.#frontends = new Map(genes.frontends.map((frontend) => [canonicalJson(frontend), frontend]));
    this.needed = Math.min(...genes.frontends.map(samplesFor));
    this.#changes = recurrentChanges(genes);
    this.fields = this.#changes.length;
  }

  vary(body: RecurrentBody, field: number, seen: Seen, random: Random): RecurrentBody {
    return this.#changes[field]!(body, seen, random);
  }

  fits({ frontend }: RecurrentBody, { samples }: Seen): boolean {
    return samplesFor(frontend) <= samples;
  }

  fitted(body: RecurrentBody, seen: Seen, random: Random): RecurrentBody {
    return this.fits(body, seen) ? body : { ...body, frontend: random.pick(this.#frontendsFor(seen)) };
  }

  cross(a: RecurrentBody, b: RecurrentBody, random: Random): RecurrentBody {
    return crossRecurrent(a, b, this.#genes.mixed, random);
  }

  decode(body: RecurrentBody, seen: Seen): DecodedBody {
    return decodeRecurrent(body, seen);
  }

  encode(body: RecurrentBody | undefined): number[] {
    if (body !== undefined) return encodeRecurrent(body, this.#genes);
    const [any] = this.enumerate({ channels: 1, samples: Infinity });
    return encodeRecurrent(any!, this.#genes).map(() => NEUTRAL);
  }

  #frontendsFor({ samples }: Pick<Seen, 'samples'>): Frontend[] {
    return this.#genes.frontends.filter((frontend) => samplesFor(frontend) <= samples);
  }

  /** Distinct ones, in steps of some microseconds. */
  *counting(seen: Seen): Generator<undefined, number> {
    let total = 0;
    for (const frontend of this.#frontendsFor(seen)) {
      const features = featuresOf(frontend, seen);
      const count = this.#counts.get(features) ?? (yield* countLayers(this.#genes, features));
      this.#counts.set(features, count);
      total += count;
    }
    return total * this.#genes.poolings.length * this.#genes.weights.length;
  }

  /** Each field drawn by itself, so that few layers are as likely as many although they are fewer networks. */
  sample(seen: Seen, random: Random): RecurrentBody {
    const genes = this.#genes;
    const frontend = random.pick(this.#frontendsFor(seen));
    const hidden = Array.from({ length: random.pick(genes.layers) }, () => random.pick(genes.hidden));
    const shared = ownGenes(genes, random);
    const layers = hidden.map((units, layer) => ({
      ...(genes.mixed && layer > 0 ? ownGenes(genes, random) : shared),
      hidden: units,
    }));
    return {
      ...{ kind: 'recurrent', frontend, layers },
      pooling: random.pick(genes.poolings),
      weights: random.pick(genes.weights),
    };
  }

  /** Each one equally likely. */
  sampleUniform(seen: Seen, random: Random): RecurrentBody {
    const { cells, hidden, layers, ranks, poolings, weights, mixed } = this.#genes;
    const perLayer = hidden.length * (mixed ? cells.length * ranks.length ** 2 : 1);
    const depths = layers.map((depth) => perLayer ** depth);
    const frontends = this.#frontendsFor(seen);
    for (;;) {
      const frontend = random.pick(frontends);
      const units = Array.from({ length: pickWeighted(layers, depths, random) }, () => random.pick(hidden));
      const choices = this.#rankChoices(featuresOf(frontend, seen), units);
      const kept = choices.map(({ input, recurrent }) => (input.length * recurrent.length) / ranks.length ** 2);
      // Stacks are drawn evenly; one that stands for fewer networks is kept less often.
      if (random.uniform() >= kept.reduce((product, share) => product * share, 1)) continue;
      const drawn = choices.map(({ input, recurrent }) => ({
        cell: random.pick(cells),
        inputRank: random.pick(input),
        recurrentRank: random.pick(recurrent),
      }));
      const stack = units.map((size, layer) => ({ hidden: size, ...drawn[mixed ? layer : 0]! }));
      return {
        ...{ kind: 'recurrent', frontend, layers: stack },
        pooling: random.pick(poolings),
        weights: random.pick(weights),
      };
    }
  }

  /** Each one once, few layers and small sizes first. */
  *enumerate(seen: Seen): Generator<RecurrentBody, undefined> {
    const { layers: depths, poolings, weights } = this.#genes;
    const frontends = this.#frontendsFor(seen);
    for (const depth of depths) {
      for (const hidden of this.#sizes(depth)) {
        for (const frontend of frontends) {
          for (const layers of this.#layerings(featuresOf(frontend, seen), hidden)) {
            for (const pooling of poolings)
              for (const format of weights) yield { kind: 'recurrent', frontend, layers, pooling, weights: format };
          }
        }
      }
    }
  }

  /** Shares that round to the same integers here differ after a change of size: any of them is the architecture's. */
  of(architecture: Architecture, seen: Seen, pick: PickRank): RecurrentBody | undefined {
    const { recurrent, pooling } = architecture;
    const genes = this.#genes;
    const weights = formatOf(architecture);
    if (weights === undefined) return undefined;
    const frontend = this.#frontends.get(canonicalJson(architecture.frontend));
    const known =
      architecture.blocks === undefined &&
      genes.layers.includes(recurrent.length) &&
      recurrent.every(({ cell, hidden }) => genes.cells.includes(cell) && genes.hidden.includes(hidden)) &&
      (genes.mixed || recurrent.every(({ cell }) => cell === recurrent[0]!.cell)) &&
      genes.poolings.includes(pooling) &&
      genes.weights.includes(weights);
    if (frontend === undefined || samplesFor(frontend) > seen.samples || !known) return undefined;
    const choices = this.#choicesOf(featuresOf(frontend, seen), recurrent);
    if (choices.some(({ input, recurrent: own }) => input.length === 0 || own.length === 0)) return undefined;
    const ranks = choices.map(({ input, recurrent: own }) => ({ inputRank: pick(input), recurrentRank: pick(own) }));
    const layers = recurrent.map(({ cell, hidden }, layer) => ({ cell, hidden, ...ranks[genes.mixed ? layer : 0]! }));
    return { kind: 'recurrent', frontend, layers, pooling, weights };
  }

  /** The distinct ranks: of each layer where layers differ, else of all together. */
  #rankChoices(features: number, hidden: readonly number[]): RankChoices[] {
    const { ranks } = this.#genes;
    return this.#byLayer(inputShapes(features, hidden), recurrentShapes(hidden), (input, recurrent) => ({
      input: distinctChoices(ranks, input),
      recurrent: distinctChoices(ranks, recurrent),
    }));
  }

  #choicesOf(features: number, layers: readonly RecurrentLayer[]): RankChoices[] {
    const { ranks } = this.#genes;
    const hidden = layers.map((layer) => layer.hidden);
    const inputRanks = layers.map(({ inputRank }) => inputRank);
    const recurrentRanks = layers.map(({ recurrentRank }) => recurrentRank);
    return this.#byLayer(inputShapes(features, hidden), recurrentShapes(hidden), (input, recurrent, part) => ({
      input: choicesFor(ranks, input, part(inputRanks)),
      recurrent: choicesFor(ranks, recurrent, part(recurrentRanks)),
    }));
  }

  #byLayer<T>(
    input: readonly MatrixShape[],
    recurrent: readonly MatrixShape[],
    of: (
      input: readonly MatrixShape[],
      recurrent: readonly MatrixShape[],
      part: <V>(values: readonly V[]) => readonly V[],
    ) => T,
  ): T[] {
    if (!this.#genes.mixed) return [of(input, recurrent, (values) => values)];
    return input.map((shape, layer) => of([shape], [recurrent[layer]!], (values) => [values[layer]!]));
  }

  *#sizes(depth: number): Generator<number[], undefined> {
    if (depth === 0) yield [];
    else for (const first of this.#genes.hidden) for (const rest of this.#sizes(depth - 1)) yield [first, ...rest];
  }

  *#layerings(features: number, hidden: readonly number[]): Generator<LayerGenes[], undefined> {
    const choices = this.#rankChoices(features, hidden);
    if (this.#genes.mixed) yield* this.#stacksOf(hidden, choices);
    else for (const own of this.#ownOf(choices[0]!)) yield hidden.map((size) => ({ hidden: size, ...own }));
  }

  *#stacksOf(hidden: readonly number[], choices: readonly RankChoices[]): Generator<LayerGenes[], undefined> {
    const [size, ...sizes] = hidden;
    const [first, ...others] = choices;
    if (size === undefined || first === undefined) {
      yield [];
      return;
    }
    for (const own of this.#ownOf(first)) {
      for (const rest of this.#stacksOf(sizes, others)) yield [{ hidden: size, ...own }, ...rest];
    }
  }

  *#ownOf({ input, recurrent }: RankChoices): Generator<Omit<LayerGenes, 'hidden'>, undefined> {
    for (const cell of this.#genes.cells)
      for (const inputRank of input) for (const recurrentRank of recurrent) yield { cell, inputRank, recurrentRank };
  }
}
