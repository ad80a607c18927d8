import type { Genes } from './genes.ts';
import { Partitions } from './partitions.ts';
import { rankOf, type MatrixShape, type RankChoice } from './ranks.ts';

/**
 * Distinct recurrent layers above so many features, in steps of some microseconds. Rank shares that round to the same
 * integers make the same layers. Where each layer has its own, they are counted layer by layer. Where all layers share
 * them, which shares come out the same is a partition of the choices, and the hidden sizes of 1–3 layers reach only few
 * partitions: layers are counted by (width, partitions) instead of one by one, and 10⁹ take a fraction of a second.
 */
export function* countLayers(genes: Genes, features: number): Generator<undefined, number> {
  const partitions = new RankPartitions(genes.ranks);
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
  return genes.mixed ? total : total * genes.cells.length;
}

/** Stacks of layers that end with the same width and tell the same rank choices apart. */
interface Stacks {
  readonly width: number;
  /** Partition of the choices for W, by its number, and for U: those that are still to be made. */
  readonly input: number;
  readonly recurrent: number;
  count: number;
}

function* addLayer(
  genes: Genes,
  stacks: readonly Stacks[],
  partitions: RankPartitions,
): Generator<undefined, Stacks[]> {
  const result = new Map<string, Stacks>();
  for (const below of stacks) {
    yield;
    for (const hidden of genes.hidden) {
      const next = genes.mixed ? ownLayer(genes, below, hidden, partitions) : sharedLayer(below, hidden, partitions);
      const key = `${hidden}|${next.input}|${next.recurrent}`;
      const known = result.get(key);
      if (known === undefined) result.set(key, next);
      else known.count += next.count;
    }
  }
  return [...result.values()];
}

function sharedLayer({ width, input, recurrent, count }: Stacks, hidden: number, partitions: RankPartitions): Stacks {
  return {
    width: hidden,
    input: partitions.meet(input, partitions.of([hidden, width])),
    recurrent: partitions.meet(recurrent, partitions.of([hidden, hidden])),
    count,
  };
}

function ownLayer({ cells }: Genes, { width, count }: Stacks, hidden: number, partitions: RankPartitions): Stacks {
  const ranks = (shape: MatrixShape): number => partitions.classes(partitions.of(shape));
  const layers = cells.length * ranks([hidden, width]) * ranks([hidden, hidden]);
  return { width: hidden, input: partitions.trivial, recurrent: partitions.trivial, count: count * layers };
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
