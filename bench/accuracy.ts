/**
 * What integer arithmetic costs: float networks, their integer form as rounded and as tuned, with int8 and int4 weights, and
 * as rounded with eight bits of x and h (int8x8), on the test part of real data, which no network here was chosen by. A table
 * in Markdown: error of the float network, and by how much that of each integer network is larger; mean ± standard deviation
 * over the seeds.
 *
 *     npm run build && npm run bench:accuracy -- [--seeds 5] [--out <file>.md] [bench/searches/<search>.nas.yaml …]
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Dataset } from '../src/data/dataset.ts';
import { loadDataset } from '../src/data/load.ts';
import type { IntegerNetwork } from '../src/network/integer/network.ts';
import type { Architecture } from '../src/protocol/architecture.ts';
import { describeArchitecture } from '../src/protocol/describe.ts';
import type { Metrics } from '../src/protocol/results.ts';
import { readSpecFile } from '../src/runs/spec-file.ts';
import { trainingOptions } from '../src/search/trial-training.ts';
import { evaluateInteger } from '../src/train/evaluate.ts';
import { metricsOf } from '../src/train/metrics.ts';
import { quantiseTrained, tuneTrained } from '../src/train/quantised.ts';
import { TrainingFailure, type TrainingOptions } from '../src/train/trainer.ts';
import { loadKernels } from '../src/train/wasm/load-kernels.ts';
import { WasmTrainer } from '../src/train/wasm/wasm-trainer.ts';
import { architecturesFor } from './accuracy/architectures.ts';
import { meanAndDeviation } from './accuracy/statistics.ts';

const SEARCHES = ['uci-har', 'unipen-lower', 'fsdd-small', 'japanese-vowels', 'cmapss-fd001'];

const { values, positionals } = parseArgs({
  options: { seeds: { type: 'string', default: '5' }, out: { type: 'string' } },
  allowPositionals: true,
});
const seeds = Number(values.seeds);
const paths =
  positionals.length > 0
    ? positionals
    : SEARCHES.map((name) => join(import.meta.dirname, 'searches', `${name}.nas.yaml`));

const { kernels } = await loadKernels({ reproducible: true });
const trainer = new WasmTrainer(kernels);
if (values.out !== undefined) writeFileSync(values.out, '');
for (const path of paths) await compare(path);

/** Errors of one training: of the float network, and of the integer ones in the order of the table. */
type Errors = readonly number[];

async function compare(path: string): Promise<void> {
  const { spec } = readSpecFile(path);
  const data = await loadDataset(spec, { baseDirectory: dirname(path) });
  const unit = data.task === 'classification' ? 'wrong answers, %' : 'RMSE';
  say(`\n**${spec.name}**: ${unit}, ${data.test!.targets.length} test series, ${seeds} seeds\n`);
  say('| network | float | int8 | int8, tuned | int4 | int4, tuned | int8x8 |');
  say('| --- | --- | --- | --- | --- | --- | --- |');
  const all: Errors[] = [];
  for (const architecture of architecturesFor(data)) {
    const rows: Errors[] = [];
    for (let seed = 0; seed < seeds; seed++) {
      const row = await errors(architecture, data, trainingOptions(spec, seed)).catch(failed);
      if (row !== undefined) rows.push(row);
    }
    const missing = rows.length < seeds ? ` (${rows.length} seeds, others failed)` : '';
    say(`| ${[describeArchitecture(architecture) + missing, ...columns(rows)].join(' | ')} |`);
    all.push(...rows);
  }
  say(`| ${['all', ...columns(all)].join(' | ')} |`);
}

/** A training that diverges, or whose weights are too large for the integer arithmetic, fails in a search as well. */
function failed(error: unknown): undefined {
  if (!(error instanceof TrainingFailure)) throw error;
  console.error(error.message);
}

async function errors(architecture: Architecture, data: Dataset, training: TrainingOptions): Promise<Errors> {
  const test = data.test!;
  const { parameters } = await trainer.train(architecture, data, training, {});
  const outputs = await trainer.predict(architecture, parameters, data, test);
  const result = [inUnit(metricsOf(data, test, outputs))];
  const errorOf = (network: IntegerNetwork): number => inUnit(evaluateInteger(network, test, data));
  for (const form of [architecture, { ...architecture, weightBits: 4 as const }]) {
    const rounded = quantiseTrained(trainer, form, parameters, data);
    const tuned = await tuneTrained(trainer, parameters, rounded, data, training, {});
    result.push(errorOf(rounded.network), errorOf(tuned.network));
  }
  result.push(errorOf(quantiseTrained(trainer, { ...architecture, activationBits: 8 }, parameters, data).network));
  return result;
}

/** Percent of wrong answers, or RMSE. */
function inUnit(metrics: Metrics): number {
  return metrics.task === 'classification' ? 100 * (1 - metrics.accuracy) : metrics.rmse;
}

/** The float error, and how much larger the others are. */
function columns(rows: readonly Errors[]): string[] {
  const [first = []] = rows;
  return first.map((_, column) => {
    const { mean, deviation } = meanAndDeviation(rows.map((row) => row[column]! - (column === 0 ? 0 : row[0]!)));
    return `${column > 0 && mean >= 0 ? '+' : ''}${mean.toFixed(2)} ± ${deviation.toFixed(2)}`;
  });
}

function say(line: string): void {
  console.log(line);
  if (values.out !== undefined) appendFileSync(values.out, `${line}\n`);
}
