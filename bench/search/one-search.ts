/** One search for `bench/search.ts`: `one-search.ts <spec> <strategy> <seed> <seconds of processor time> [yaml of changes]`. */
import { join } from 'node:path';
import { writeSync } from 'node:fs';
import { parse } from 'yaml';
import { summarise } from '../../src/search/data-summary.ts';
import type { TrialStore } from '../../src/search/ports.ts';
import { runSearch } from '../../src/search/run.ts';
import { prepare } from '../../src/runs/prepare.ts';
import { readSpecFile } from '../../src/runs/spec-file.ts';
import type { Spec } from '../../src/spec/schema.ts';
import { chooseEngine } from '../../src/train/training-engine.ts';
import { WorkerPool } from '../../src/train/worker-pool.ts';
import type { SearchTrace } from './growth.ts';

const [name = '', strategy = 'auto', seed = '1', seconds = '60', change = '{}'] = process.argv.slice(2);
const file = readSpecFile(join(import.meta.dirname, '../searches', `${name}.nas.yaml`));
const changes = parse(change) as Partial<Record<keyof Spec, object>>;
const merged = Object.fromEntries(
  Object.entries(file.spec).map(([key, value]) => [key, { ...(value as object), ...changes[key as keyof Spec] }]),
) as unknown as Spec;
const spec: Spec = {
  ...file.spec,
  ...merged,
  name: file.spec.name,
  seed: Number(seed),
  strategy: {
    ...file.spec.strategy,
    type: strategy as Spec['strategy']['type'],
    reduction: strategy === 'auto' ? 3 : 1,
    population: 16,
    tournament: 4,
  },
  budget: { trials: 1_000_000 },
  confirmation: { seeds: 1, finalists: 1, refit: false },
};
const prepared = await prepare(
  { ...file, spec },
  { say: () => undefined, status: () => undefined } as never,
  new AbortController().signal,
);
const { engine, setup } = await chooseEngine(spec.training, file.directory);
const runner = new WorkerPool(1, prepared.data, setup);
const keepsNothing: TrialStore = {
  save: () => Promise.resolve(),
  ship: () => Promise.resolve(),
  retain: () => Promise.resolve(),
};
const stop = new AbortController();
const start = process.cpuUsage();
const used = (): number => {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
};
const trials: { seconds: number; vector: readonly number[] }[] = [];
let ended = 0;
await runSearch({
  ...{ spec, specHash: '', tool: 'bench', data: summarise(prepared.data), space: prepared.space },
  ...{ estimator: prepared.estimator, board: prepared.room, runner, engine, store: keepsNothing, previous: [] },
  journal: { append: () => undefined },
  clock: { milliseconds: () => performance.now(), timestamp: () => new Date().toISOString() },
  signal: stop.signal,
  observe: (event, state) => {
    const now = used();
    if (event.type === 'trial-stopped') ended++;
    if (event.type === 'trial-finished') {
      ended++;
      trials.push({ seconds: now, vector: state.trials[event.trial]!.result!.objectives });
    }
    if (now > Number(seconds)) stop.abort(new Error('enough'));
  },
});
await runner.close();
const trace: SearchTrace = { strategy, seed: Number(seed), objectives: spec.strategy.objectives, trials, ended };
writeSync(1, JSON.stringify(trace));
