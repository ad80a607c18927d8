import { canonicalJson } from '../../src/protocol/canonical-json.ts';
import { describeArchitecture } from '../../src/protocol/describe.ts';
import type { Metrics } from '../../src/protocol/results.ts';
import type { RunState, TrialState } from '../../src/protocol/run-state.ts';

type Cell = string | number | null | undefined;

/** All trials with all their numbers, in base units: comma-separated values as RFC 4180 has them. */
export function trialsCsv(run: RunState): string {
  const task = run.data?.task ?? 'classification';
  const head = [
    ...['trial', 'status', 'front', 'architecture', 'flash_bytes', 'ram_bytes', 'latency_seconds', 'energy_joules'],
    ...['macs', 'epochs', 'training_seconds'],
    ...['validation', 'validation_float', 'test'].flatMap((set) => FIGURES[task].map((name) => `${set}_${name}`)),
    ...['parent', 'failure', 'genome'],
  ];
  const rows = run.trials.map((trial) => rowOf(trial, run, FIGURES[task]));
  return [head, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

const FIGURES = {
  classification: ['accuracy', 'macroF1', 'count'],
  regression: ['rmse', 'mae', 'r2', 'count'],
} as const;

function rowOf(trial: TrialState, { front, test }: RunState, names: readonly string[]): Cell[] {
  const { index, status, architecture, cost, result, curve, origin, failure } = trial;
  const figures = (metrics: Metrics | undefined): Cell[] => {
    const values: Readonly<Record<string, unknown>> = { ...metrics };
    return names.map((name) => {
      const value = values[name];
      return typeof value === 'number' ? value : undefined;
    });
  };
  return [
    index,
    status,
    front.includes(index) ? 'yes' : 'no',
    describeArchitecture(architecture),
    cost.flash,
    cost.ram,
    cost.latency,
    cost.energy,
    cost.macs,
    result?.epochs ?? curve.at(-1)?.epoch,
    result?.seconds,
    ...figures(result?.integer),
    ...figures(result?.float),
    ...figures(test?.get(index)),
    origin.kind === 'mutation' ? origin.parent : origin.kind === 'crossover' ? origin.parents.join('+') : undefined,
    failure,
    canonicalJson(architecture),
  ];
}

function field(value: Cell): string {
  if (value === undefined || value === null) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
