/**
 * Which strategy finds a good front soonest? Every architecture of a small space is trained once
 * (`bench/search/train-table.ts`); then every strategy searches it with many seeds, by replay, on a clock that counts the
 * processor time of the trainings. What they found is compared by hypervolume, as a share of that of the true front.
 *
 * `npm run bench:search -- [--tables folder] [--seeds 20] [--share 0.15] [--charts folder] [name …]`
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { growthChart } from './search/chart.ts';
import { growthOf, type Growth, replay, timeTo, volumeAt } from './search/growth.ts';
import { type Competitor, COMPETITORS } from './search/competitors.ts';
import { median, quantile } from './search/statistics.ts';
import { readTable, TABLE_NAMES } from './search/tables.ts';
import { table } from './text.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tables: { type: 'string', default: 'bench/results' },
    seeds: { type: 'string', default: '20' },
    share: { type: 'string', default: '0.15' },
    charts: { type: 'string' },
  },
});
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i + 1);
const quartiles = (numbers: readonly number[], digits: number): string =>
  `${median(numbers).toFixed(digits)} [${quantile(numbers, 0.25).toFixed(digits)}, ${quantile(numbers, 0.75).toFixed(digits)}]`;

if (values.charts !== undefined) mkdirSync(values.charts, { recursive: true });
for (const name of positionals.length > 0 ? positionals : TABLE_NAMES) {
  const space = await readTable(values.tables, name);
  if (space === undefined) {
    console.log(`${name}: no table in ${values.tables}; make it with bench/search/train-table.ts\n`);
    continue;
  }
  // A budget of a share of what it takes to train all of the space.
  const total = [...space.rows.values()].reduce((sum, row) => sum + row.seconds, 0);
  const budget = Number(values.share) * total;
  const growth: Growth[] = [];
  for (const competitor of COMPETITORS) {
    for (const seed of seeds) growth.push(growthOf(await replay(space, competitor, seed, budget), space));
  }
  if (values.charts !== undefined) {
    writeFileSync(join(values.charts, `${name}.svg`), growthChart(name, growth, budget));
  }
  const of = ({ title }: Competitor): Growth[] => growth.filter((curve) => curve.title === title);
  const goal = median(of(COMPETITORS.find(({ title }) => title === 'random')!).map((curve) => volumeAt(curve, budget)));
  const shares = [0.1, 0.25, 0.5, 1];
  console.log(
    `${name}: ${space.rows.size} architectures, ${Math.round(total)} s of training in all; budget ${Math.round(budget)} s; ` +
      `${seeds.length} seeds, median [quartiles]\n`,
  );
  const rows = COMPETITORS.map((competitor) => {
    const curves = of(competitor);
    return [
      competitor.title,
      ...shares.map((share) =>
        quartiles(
          curves.map((curve) => volumeAt(curve, share * budget)),
          3,
        ),
      ),
      quartiles(
        curves.map((curve) => timeTo(curve, goal) / budget),
        2,
      ),
      median(curves.map(({ trials }) => trials)).toFixed(0),
    ];
  });
  const head = shares.map((share) => `after ${Math.round(share * budget)} s`);
  console.log(table([['strategy', ...head, 'time to random’s end', 'trials'], ...rows]));
  console.log();
}
console.log(`${cpus()[0]!.model}, Node ${process.version}`);
