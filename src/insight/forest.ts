import type { Random } from '../base/random.ts';
import type { Gene } from './genes.ts';

/** [gene] */
type Row = readonly Gene[];

type Tree =
  | { readonly value: number }
  | { readonly gene: number; readonly goesLeft: (gene: Gene) => boolean; readonly left: Tree; readonly right: Tree };

/** A tree, and the rows that it has not seen. */
export interface BaggedTree {
  readonly predict: (row: Row) => number;
  readonly unseen: readonly number[];
}

/** Rows that are not split any further. */
const LEAF = 3;

/** Share of the genes that a split may choose from. */
const TRIED = 0.5;

/**
 * A random forest for regression (Breiman 2001): trees over bootstrap samples, each split the best of some genes. Genes
 * may be numbers or names; names are split by the mean of what they predict.
 */
export function growForest(
  rows: readonly Row[],
  values: readonly number[],
  trees: number,
  random: Random,
): BaggedTree[] {
  return Array.from({ length: trees }, () => {
    const drawn = rows.map(() => random.index(rows.length));
    const seen = new Set(drawn);
    const tree = grow(rows, values, drawn, random);
    return { predict: (row) => predict(tree, row), unseen: [...rows.keys()].filter((index) => !seen.has(index)) };
  });
}

function predict(tree: Tree, row: Row): number {
  let node = tree;
  while ('gene' in node) node = node.goesLeft(row[node.gene]!) ? node.left : node.right;
  return node.value;
}

function grow(rows: readonly Row[], values: readonly number[], members: readonly number[], random: Random): Tree {
  const value = members.reduce((sum, index) => sum + values[index]!, 0) / members.length;
  if (members.length < 2 * LEAF) return { value };
  const genes = random.shuffle(rows[0]!.keys()).slice(0, Math.max(1, Math.round(rows[0]!.length * TRIED)));
  let best: { readonly gene: number; readonly goesLeft: (gene: Gene) => boolean; readonly gain: number } | undefined;
  for (const gene of genes) {
    const split = bestSplit(rows, values, members, gene);
    if (split !== undefined && (best === undefined || split.gain > best.gain)) best = { gene, ...split };
  }
  if (best === undefined) return { value };
  const { gene, goesLeft } = best;
  const left = members.filter((index) => goesLeft(rows[index]![gene]!));
  const right = members.filter((index) => !goesLeft(rows[index]![gene]!));
  return { gene, goesLeft, left: grow(rows, values, left, random), right: grow(rows, values, right, random) };
}

/** The split of a gene that takes most variance away; undefined: none leaves enough rows on both sides. */
function bestSplit(rows: readonly Row[], values: readonly number[], members: readonly number[], gene: number) {
  const groups = new Map<Gene, { count: number; sum: number }>();
  for (const index of members) {
    const key = rows[index]![gene]!;
    const group = groups.get(key) ?? { count: 0, sum: 0 };
    group.count++;
    group.sum += values[index]!;
    groups.set(key, group);
  }
  if (groups.size < 2) return undefined;
  const numeric = [...groups.keys()].every((key) => typeof key === 'number');
  const ordered = [...groups].sort(([a, one], [b, other]) =>
    numeric ? Number(a) - Number(b) : one.sum / one.count - other.sum / other.count || (String(a) < String(b) ? -1 : 1),
  );
  const all = ordered.reduce((sum, [, group]) => sum + group.sum, 0);
  let [count, sum] = [0, 0];
  let best: { readonly goesLeft: (gene: Gene) => boolean; readonly gain: number } | undefined;
  ordered.slice(0, -1).forEach(([key, group], place) => {
    count += group.count;
    sum += group.sum;
    const rest = members.length - count;
    if (count < LEAF || rest < LEAF) return;
    // What the sum of squares loses, but for a constant.
    const gain = sum ** 2 / count + (all - sum) ** 2 / rest - all ** 2 / members.length;
    if (gain <= 1e-12 || (best !== undefined && gain <= best.gain)) return;
    if (numeric) {
      const border = (Number(key) + Number(ordered[place + 1]![0])) / 2;
      best = { gain, goesLeft: (value) => Number(value) <= border };
    } else {
      const names = new Set(ordered.slice(0, place + 1).map(([name]) => name));
      best = { gain, goesLeft: (value) => names.has(value) };
    }
  });
  return best;
}
