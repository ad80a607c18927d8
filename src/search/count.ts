import { featuresOf, rankOf, type MatrixShape, type RankChoice } from './genome.ts';
import type { Genes } from './genes.ts';
import { Partitions } from './partitions.ts';

/**
 * Distinct architectures of a space. Rank shares that round to the same integers in every layer make the same
 * architecture; which shares do is a partition of the choices, and the hidden sizes of 1–3 layers reach only few
 * partitions. So layers are counted by (width, partitions) instead of one by one: a space of 10⁹ takes a fraction of a
 * second.
 */
export function countArchitectures(genes: Genes, inputs: number): number {
  const steps = countInSteps(genes, inputs);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same in steps of some microseconds, for those who must not be held up. */
export function* countInSteps(genes: Genes, inputs: number): Generator<undefined, number> {
  const partitions = new RankPartitions(genes.ranks);
  const byFeatures = new Map<number, number>();
  let stacksOfAll = 0;
  for (const frontend of genes.frontends) {
    const features = featuresOf(frontend, inputs);
    const stacks = byFeatures.get(features) ?? (yield* countStacks(genes, features, partitions));
    byFeatures.set(features, stacks);
    stacksOfAll += stacks;
  }
  return stacksOfAll * genes.cells.length * genes.poolings.length * genes.weights.length;
}

/** Stacks of layers that end with the same width and tell the same rank choices apart. */
interface Stacks {
  readonly width: number;
  /** Partition of the choices for W, by its number, and for U. */
  readonly input: number;
  readonly recurrent: number;
  count: number;
}

function* countStacks(genes: Genes, features: number, partitions: RankPartitions): Generator<undefined, number> {
  let stacks: Stacks[] = [{ width: features, input: partitions.trivial, recurrent: partitions.trivial, count: 1 }];
  let total = 0;
  const deepest = genes.layers.at(-1)!;
  for (let layers = 1; layers <= deepest; layers++) {
    stacks = yield* addLayer(genes, stacks, partitions);
    if (!genes.layers.includes(layers)) continue;
    for (const { input, recurrent, count } of stacks) {
      total += count * partitions.classes(input) * partitions.classes(recurrent);
    }
  }
  return total;
}

function* addLayer(
  genes: Genes,
  stacks: readonly Stacks[],
  partitions: RankPartitions,
): Generator<undefined, Stacks[]> {
  const result = new Map<string, Stacks>();
  for (const { width, input, recurrent, count } of stacks) {
    yield;
    for (const hidden of genes.hidden) {
      const next = {
        width: hidden,
        input: partitions.meet(input, partitions.of([hidden, width])),
        recurrent: partitions.meet(recurrent, partitions.of([hidden, hidden])),
      };
      const key = `${hidden}|${next.input}|${next.recurrent}`;
      const known = result.get(key);
      if (known === undefined) result.set(key, { ...next, count });
      else known.count += count;
    }
  }
  return [...result.values()];
}

/** Which rank choices a matrix tells apart. */
class RankPartitions extends Partitions {
  readonly #choices: readonly RankChoice[];
  /** [rows][columns] */
  readonly #byShape = new Map<number, Map<number, number>>();

  constructor(choices: readonly RankChoice[]) {
    super(choices.length);
    this.#choices = choices;
  }

  of(shape: MatrixShape): number {
    const [rows, columns] = shape;
    let byColumns = this.#byShape.get(rows);
    if (byColumns === undefined) this.#byShape.set(rows, (byColumns = new Map<number, number>()));
    let partition = byColumns.get(columns);
    if (partition === undefined) {
      partition = this.number(this.#choices.map((choice) => rankOf(choice, shape) ?? 0));
      byColumns.set(columns, partition);
    }
    return partition;
  }
}
