/**
 * Counts what generated networks take in emulators, instructions in QEMU and cycles in avr8js and rp2040js, and fits the
 * weights of `src/hardware/work.ts` to them, one set per instruction set, into `src/hardware/work-costs.ts`.
 * `npm run calibrate`, or `npx tsx scripts/calibrate-latency.ts cortex-m4` for some of them.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import { Random } from '../src/base/random.ts';
import { modelMemory } from '../src/hardware/memory.ts';
import { macsOf, type Work, WORK_KINDS, type WorkKind } from '../src/hardware/work.ts';
import { MEASURED_SETS, type MeasuredSet, type WorkCosts } from '../src/hardware/work-costs.ts';
import { WORK_COSTS } from '../src/hardware/work-costs-data.ts';
import type { Architecture } from '../src/protocol/architecture.ts';
import { randomArchitecture } from '../test/support/random-network.ts';
import { type Measurement, measureWork } from '../test/support/work-measurement.ts';

const ARCHITECTURES = 120;

/** Emulators that count cycles are slow: multiply-accumulates of a step are limited there. Small networks are quick, though. */
const CYCLE_NETWORKS = 180;
const CYCLE_MACS = 3_000;

/** Of which those are chosen that a core has room for. */
const CANDIDATES = 400;

/** Parts of which each is predicted by a fit to the others. */
const FOLDS = 6;

type Weights = Record<WorkKind, number>;

/** But on AVR, products of eight bits are those of sixteen. */
const SAME_ELSEWHERE: readonly (readonly [narrow: WorkKind, wide: WorkKind])[] = [
  ['narrowFours', 'columnFours'],
  ['narrowPairs', 'columnPairs'],
  ['narrowLastColumns', 'lastColumns'],
  ['narrowRowWeights', 'rowWeights'],
];

/** Weights ≥ 0 that make the relative squared error small: coordinate descent on the normal equations. */
function fit(measurements: readonly Measurement[]): Weights {
  const rows = measurements.map(({ work, taken }) => WORK_KINDS.map((kind) => work[kind] / taken));
  const weights = WORK_KINDS.map(() => 0);
  const errors = rows.map(() => -1);
  const powers = WORK_KINDS.map((_, kind) => rows.reduce((sum, row) => sum + row[kind]! ** 2, 0));
  for (let sweep = 0; sweep < 20_000; sweep++) {
    WORK_KINDS.forEach((_, kind) => {
      if (powers[kind] === 0) return;
      const slope = rows.reduce((sum, row, i) => sum + row[kind]! * errors[i]!, 0);
      const next = Math.max(0, weights[kind]! - slope / powers[kind]!);
      const change = next - weights[kind]!;
      if (change === 0) return;
      weights[kind] = next;
      rows.forEach((row, i) => (errors[i]! += row[kind]! * change));
    });
  }
  return Object.fromEntries(WORK_KINDS.map((kind, i) => [kind, weights[i]])) as Weights;
}

/** Relative errors of the networks that a fit has not seen. */
function crossValidate(measurements: readonly Measurement[]): number[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const weights = fit(measurements.filter((_, i) => i % FOLDS !== fold));
    return measurements.filter((_, i) => i % FOLDS === fold).map((held) => errorOf(weights, held));
  }).flat();
}

function withoutNarrow(work: Work): Work {
  const merged = { ...work };
  for (const [narrow, wide] of SAME_ELSEWHERE) {
    merged[wide] += work[narrow];
    merged[narrow] = 0;
  }
  return merged;
}

function errorOf(weights: Weights, { work, taken }: Measurement): number {
  return Math.abs(total(weights, work) / taken - 1);
}

function total(weights: Weights, work: Work): number {
  return WORK_KINDS.reduce((sum, kind) => sum + weights[kind] * work[kind], 0);
}

/** The networks that are measured on a core. */
function chosen(set: MeasuredSet): readonly Architecture[] {
  if (set !== 'avr8' && set !== 'cortex-m0plus') return architectures.slice(0, ARCHITECTURES);
  const fits = (architecture: Architecture): boolean => {
    const { flash, ram, stack } = modelMemory(architecture, 'avr8');
    return macsOf(architecture).step < CYCLE_MACS && flash.total < 28_000 && ram + stack < 1_700;
  };
  return architectures.filter(fits).slice(0, CYCLE_NETWORKS);
}

const random = new Random('calibrate latency');
const architectures = Array.from({ length: CANDIDATES }, () => randomArchitecture(random));
const table: Record<string, WorkCosts> = { ...WORK_COSTS };
const wanted = process.argv.slice(2);
for (const set of MEASURED_SETS.filter((name) => wanted.length === 0 || wanted.includes(name))) {
  const measurements: Measurement[] = [];
  for (const architecture of chosen(set)) {
    const { work, taken } = await measureWork(architecture, set);
    measurements.push({ work: set === 'avr8' ? work : withoutNarrow(work), taken });
  }
  const errors = crossValidate(measurements).sort((a, b) => a - b);
  const weights = fit(measurements);
  if (set !== 'avr8') for (const [narrow, wide] of SAME_ELSEWHERE) weights[narrow] = weights[wide];
  table[set] = {
    networks: measurements.length,
    medianError: round(quantile(errors, 0.5), 4),
    error: round(quantile(errors, 0.95), 4),
    weights: Object.fromEntries(WORK_KINDS.map((kind) => [kind, round(weights[kind], 2)])) as Weights,
  };
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const [mean, worst] = [errors.reduce((sum, error) => sum + error, 0) / errors.length, errors.at(-1)!];
  console.log(
    `${set}: ${errors.length} networks; error ${percent(mean)} in the mean, ${percent(quantile(errors, 0.5))} in the median, ` +
      `${percent(quantile(errors, 0.95))} for 19 in 20, ${percent(worst)} at most`,
  );
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1))]!;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

const path = join(import.meta.dirname, '../src/hardware/work-costs-data.ts');
const text = `import type { MeasuredSet, WorkCosts } from './work-costs.ts';

/** Written by scripts/calibrate-latency.ts; instructions, for AVR and M0+ cycles, at -O2. */
export const WORK_COSTS: Readonly<Record<MeasuredSet, WorkCosts>> = ${JSON.stringify(table)};
`;
await writeFile(path, await format(text, { parser: 'typescript', printWidth: 120, singleQuote: true }));
