import { Random } from '../base/random.ts';
import type { ObjectiveName } from '../protocol/objectives.ts';
import type { RunState, TrialState } from '../protocol/run-state.ts';
import { growForest } from './forest.ts';
import { type Gene, genesOf } from './genes.ts';

/** How much of an objective's variation a gene explains. */
interface GeneImportance {
  readonly gene: string;
  /** 0 … 1; those of an objective add up to 1. */
  readonly share: number;
  /** The value with which the objective was least on average, all else as it was. */
  readonly best: Gene;
}

export interface ObjectiveImportance {
  readonly objective: ObjectiveName;
  /** Greatest first. */
  readonly genes: readonly GeneImportance[];
  /** R² of the forest on trials that its trees have not seen: what all shares together explain. */
  readonly explained: number;
}

/** Trials from which on a forest says anything. */
const ENOUGH = 16;

/** Trials that are looked at: the latest. */
const MOST = 500;

const TREES = 60;

/**
 * Which genes matter, by objective: permutation importance (Breiman 2001; Fisher et al. 2019). A random forest learns the
 * objective from the genes of the trials; a gene matters as much as the forest errs more on unseen trials when that gene's
 * values are shuffled among them. Costs are looked at by their logarithms. The same trials give the same figures.
 * Trials that were stopped early are left out: their errors are not those of trained networks.
 */
export function importances({ header, trials }: Pick<RunState, 'header' | 'trials'>): ObjectiveImportance[] {
  const finished = trials.filter(({ result }) => result !== undefined).slice(-MOST);
  if (header === undefined || finished.length < ENOUGH) return [];
  const genes = finished.map(({ architecture }) => genesOf(architecture));
  const names = Object.keys(genes[0]!).filter((name) => new Set(genes.map((row) => row[name])).size > 1);
  if (names.length === 0) return [];
  const rows = genes.map((row) => names.map((name) => row[name]!));
  return header.objectives.map((objective, place) => {
    const values = finished.map((trial) => valueOf(trial, objective, place));
    return { objective, ...importanceOf(names, rows, values, new Random(`importance/${objective}`)) };
  });
}

function valueOf({ result }: TrialState, objective: ObjectiveName, place: number): number {
  const value = result!.objectives[place]!;
  return objective === 'error' ? value : Math.log(Math.max(value, 1e-12));
}

function importanceOf(
  names: readonly string[],
  rows: readonly (readonly Gene[])[],
  values: readonly number[],
  random: Random,
) {
  const forest = growForest(rows, values, TREES, random);
  const added = names.map(() => 0);
  let [squares, variation, seen] = [0, 0, 0];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  for (const { predict, unseen } of forest) {
    for (const index of unseen) {
      squares += (predict(rows[index]!) - values[index]!) ** 2;
      variation += (values[index]! - mean) ** 2;
      seen++;
    }
    names.forEach((_, gene) => {
      const shuffled = random.shuffle(unseen);
      unseen.forEach((index, place) => {
        const before = (predict(rows[index]!) - values[index]!) ** 2;
        const row = rows[index]!.with(gene, rows[shuffled[place]!]![gene]!);
        added[gene]! += (predict(row) - values[index]!) ** 2 - before;
      });
    });
  }
  const total = added.reduce((sum, value) => sum + Math.max(0, value), 0);
  const genes = names.map((gene, place): GeneImportance => {
    const share = total === 0 ? 0 : Math.max(0, added[place]!) / total;
    return { gene, share, best: bestValue(rows, place, forest) };
  });
  return {
    genes: genes.toSorted((a, b) => b.share - a.share),
    explained: seen === 0 || variation === 0 ? 0 : Math.max(0, 1 - squares / variation),
  };
}

/** The value of a gene for which the forest predicts least, averaged over what the other genes were (partial dependence). */
function bestValue(
  rows: readonly (readonly Gene[])[],
  gene: number,
  forest: readonly { readonly predict: (row: readonly Gene[]) => number }[],
): Gene {
  const some = rows.filter((_, index) => index % Math.ceil(rows.length / 40) === 0);
  const values = [...new Set(rows.map((row) => row[gene]!))];
  const level = (value: Gene): number =>
    some.reduce((sum, row) => sum + forest.reduce((all, { predict }) => all + predict(row.with(gene, value)), 0), 0);
  const levels = values.map(level);
  return values[levels.indexOf(Math.min(...levels))]!;
}
