import { formatBytes, formatSeconds } from '../../base/format.ts';
import { Random } from '../../base/random.ts';
import type { Architecture } from '../../protocol/architecture.ts';
import type { Cost } from '../../protocol/results.ts';
import { effectiveLimits, violationsOf } from '../../search/constraints.ts';
import { feasibleShare } from '../../search/space.ts';
import { boardLimits, describeData, prepare } from '../../runs/prepare.ts';
import { formatProblem, readSpecFile } from '../../runs/spec-file.ts';
import type { Terminal } from '../terminal.ts';

/** Architectures looked at to tell the share that fits and the ranges of costs. */
const SAMPLES = 1000;

/** Says whether a spec can be searched, what data it has and what its space costs. */
export async function check(path: string, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const file = readSpecFile(path);
  for (const problem of file.warnings) terminal.say(formatProblem(path, problem));
  const { board, data, space, estimator } = await prepare(file, terminal, signal);
  const limits = effectiveLimits(file.spec.constraints, boardLimits(board));
  const costs: Cost[] = [];
  const fits = (architecture: Architecture): boolean => {
    const cost = estimator(architecture);
    const feasible = violationsOf(cost, limits).length === 0;
    if (feasible) costs.push(cost);
    return feasible;
  };
  const share = feasibleShare(space, fits, new Random(file.spec.seed).fork('check'), SAMPLES);
  const range = (of: (cost: Cost) => number): [number, number] => {
    const values = costs.map(of);
    return [Math.min(...values), Math.max(...values)];
  };

  if (terminal.json) {
    terminal.print(
      JSON.stringify({
        spec: file.spec.name,
        hash: file.hash,
        board: board.id,
        warnings: file.warnings,
        architectures: space.count,
        feasibleShare: share,
        series: [data.train, data.validation, data.test].map((set) => set?.lengths.length ?? 0),
        classes: data.classes,
        channels: data.channels,
        flash: range((cost) => cost.flash),
        ram: range((cost) => cost.ram),
        latency: range((cost) => cost.latency),
      }),
    );
    return;
  }
  terminal.print(`${file.spec.name}: ${describeData(data)}`);
  terminal.print(`${space.count.toLocaleString('en')} architectures, ${(100 * share).toFixed(0)} % fit ${board.name}`);
  if (costs.length === 0) return;
  const line = (name: string, of: (cost: Cost) => number, format: (value: number) => string): void => {
    const [low, high] = range(of);
    terminal.print(`  ${name.padEnd(8)} ${format(low)} … ${format(high)}`);
  };
  line('flash', (cost) => cost.flash, formatBytes);
  line('RAM', (cost) => cost.ram, formatBytes);
  line('latency', (cost) => cost.latency, formatSeconds);
}
