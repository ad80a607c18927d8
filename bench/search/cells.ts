/**
 * Which recurrent cell is worth its bytes? From tables of trained spaces (`bench/search/train-table.ts`), what the best
 * networks of each cell reach: `npx tsx bench/search/cells.ts [folder] [name …]`.
 */
import { nonDominated, type Objectives } from '../../src/protocol/dominance.ts';
import { objectivesOf } from '../../src/protocol/objectives.ts';
import { hypervolume } from '../../src/search/hypervolume.ts';
import { referencePoint } from '../../src/search/pareto.ts';
import { scaledObjectives } from '../../src/search/scaled-objectives.ts';
import { architectureKey } from '../../src/search/space.ts';
import { CELL_NAMES, type CellName } from '../../src/protocol/architecture.ts';
import { table } from '../text.ts';
import { readTable, TABLE_NAMES, type TableSpace } from './tables.ts';

const [folder = 'bench/results', ...names] = process.argv.slice(2);
const KIBIBYTES = [2, 3, 4, 6, 8];

interface Network {
  readonly cell: CellName;
  readonly error: number;
  readonly flash: number;
  readonly vector: Objectives;
}

for (const name of names.length > 0 ? names : TABLE_NAMES) {
  const space = await readTable(folder, name);
  if (space === undefined) console.log(`${name}: no table in ${folder}\n`);
  else console.log(`${name}\n\n${comparison(networksOf(space), space)}\n`);
}

function networksOf({ prepared, rows, objectives }: TableSpace): Network[] {
  return [...prepared.space.enumerate()].flatMap((architecture) => {
    const error = rows.get(architectureKey(architecture))?.error;
    if (error === undefined) return [];
    const cost = prepared.estimator(architecture);
    const vector = objectivesOf(objectives, cost, error);
    return [{ cell: architecture.recurrent[0]!.cell, error, flash: cost.flash, vector }];
  });
}

/** The least error of each cell under limits of flash, and the hypervolume of its front as a share of that of all cells. */
function comparison(networks: readonly Network[], { objectives, data }: TableSpace): string {
  const scaled = (of: readonly Network[]): number[][] => of.map(({ vector }) => scaledObjectives(objectives, vector));
  const all = scaled(networks);
  const front = nonDominated(all).map((index) => all[index]!);
  const reference = referencePoint(front);
  const best = hypervolume(front, reference);
  const least = (of: readonly Network[]): string => {
    if (of.length === 0) return '–';
    const error = Math.min(...of.map((network) => network.error));
    return data.task === 'classification' ? `${(100 * error).toFixed(1)} %` : error.toFixed(2);
  };
  const rows = CELL_NAMES.map((cell) => {
    const own = networks.filter((network) => network.cell === cell);
    return [
      cell,
      `${own.length}`,
      ...KIBIBYTES.map((limit) => least(own.filter(({ flash }) => flash <= limit * 1024))),
      least(own),
      (hypervolume(scaled(own), reference) / best).toFixed(3),
    ];
  });
  return table([['cell', 'networks', ...KIBIBYTES.map((limit) => `≤ ${limit} KiB`), 'least error', 'volume'], ...rows]);
}
