/**
 * Lets strategies search the same space, with several seeds each, and says how fast their fronts grow:
 * `npm run bench:search -- uci-har [--seeds 10] [--seconds 60] [--strategies auto,random] [--out folder]`.
 *
 * Every search is a process with one worker, and has so many seconds of processor time: other work on the machine takes
 * nothing away from it. What they found is compared by hypervolume, relative to that of all their fronts together.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { inTurns } from '../src/base/in-turns.ts';
import { median, quantile } from './search/statistics.ts';
import { growthOf, type SearchTrace, volumeAt } from './search/growth.ts';

const run = promisify(execFile);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '60' },
    strategies: { type: 'string', default: 'auto,bayesian,nsga2,evolution,random' },
    parallel: { type: 'string', default: String(cpus().length) },
    out: { type: 'string', default: 'bench/results' },
    change: { type: 'string' },
  },
});
const [name = 'uci-har'] = positionals;
const seconds = Number(values.seconds);
const strategies = values.strategies.split(',');
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i + 1);
mkdirSync(values.out, { recursive: true });

const jobs = seeds.flatMap((seed) => strategies.map((strategy) => ({ seed, strategy })));
const traces: SearchTrace[] = [];
await inTurns(jobs, Number(values.parallel), async ({ seed, strategy }) => {
  const file = join(values.out, `${name}-${strategy}-${seed}-${seconds}.json`);
  if (!existsSync(file)) {
    const child = join(import.meta.dirname, 'search/one-search.ts');
    const args = [
      'tsx',
      child,
      name,
      strategy,
      String(seed),
      String(seconds),
      ...(values.change === undefined ? [] : [values.change]),
    ];
    const { stdout } = await run('npx', args, { maxBuffer: 1 << 28 });
    writeFileSync(file, stdout);
  }
  traces.push(JSON.parse(readFileSync(file, 'utf8')) as SearchTrace);
});

const growth = growthOf(traces);
const shares = [0.1, 0.25, 0.5, 0.75, 1];
const header = ['strategy', ...shares.map((share) => `${share * seconds} s`), 'trials'];
console.log(`${name}: hypervolume, share of that of all fronts together; median [quartiles] of ${seeds.length} seeds`);
console.log(`| ${header.join(' | ')} |\n|${header.map(() => '---').join('|')}|`);
for (const strategy of strategies) {
  const own = growth.filter((curve) => curve.strategy === strategy);
  const cells = shares.map((share) => {
    const volumes = own.map((curve) => volumeAt(curve, share * seconds));
    return `${median(volumes).toFixed(3)} [${quantile(volumes, 0.25).toFixed(3)}, ${quantile(volumes, 0.75).toFixed(3)}]`;
  });
  console.log(`| ${[strategy, ...cells, median(own.map((curve) => curve.points.length)).toFixed(0)].join(' | ')} |`);
}
const random = growth.filter(({ strategy }) => strategy === 'random');
if (random.length > 0) {
  const goal = median(random.map((curve) => volumeAt(curve, seconds)));
  console.log(`\nTime to the final hypervolume of random search (median ${goal.toFixed(3)}), as a share of its time:`);
  for (const strategy of strategies) {
    const times = growth
      .filter((curve) => curve.strategy === strategy)
      .map(({ points }) => (points.find(({ volume }) => volume >= goal)?.seconds ?? Infinity) / seconds);
    console.log(
      `- ${strategy}: ${median(times).toFixed(2)} [${quantile(times, 0.25).toFixed(2)}, ${quantile(times, 0.75).toFixed(2)}]`,
    );
  }
}
