import type { AugmentationLevel } from '../../src/protocol/augmentation.ts';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSummary } from '../../src/protocol/journal.ts';
import { objectivesOf } from '../../src/protocol/objectives.ts';
import { type Prepared, prepare } from '../../src/runs/prepare.ts';
import type { CostEstimator } from '../../src/search/constraints.ts';
import { summarise } from '../../src/search/data-summary.ts';
import { architectureKey } from '../../src/search/space.ts';
import { readSpecFile, type SpecFile } from '../../src/runs/spec-file.ts';
import type { Spec } from '../../src/spec/schema.ts';

/** Spaces small enough that all of it can be trained: parts of those of the searches with the same names. */
const SPACES: Readonly<Record<string, Partial<Spec['space']>>> = {
  'uci-har': {
    cell: ['gru', 'lstm', 'mgu', 'fastgrnn', 'rnn'],
    hidden: [6, 8, 12, 16, 24, 32],
    layers: [1],
    pooling: ['last', 'mean'],
    frontend: {
      none: true,
      convolution: { filters: [8, 16], kernel: [3, 5], stride: [2, 4] },
      decimation: { factor: [2, 4] },
    },
  },
  'cmapss-fd001': {
    cell: ['gru', 'lstm', 'mgu', 'fastgrnn', 'rnn'],
    hidden: [8, 12, 16, 24, 32],
    layers: [1],
    pooling: ['last', 'mean'],
    frontend: { none: true, convolution: { filters: [8, 16], kernel: [3, 5], stride: [1, 2] } },
  },
  'unipen-lower': {
    cell: ['gru', 'lstm', 'mgu', 'fastgrnn', 'rnn'],
    hidden: [6, 8, 12, 16, 24],
    layers: [1],
    pooling: ['last', 'mean'],
    frontend: { none: true, convolution: { filters: [8, 16], kernel: [3, 5], stride: [2, 3, 4] } },
  },
};

/** Fixed, so that a table does not depend on what a search tries first. */
export const TABLE_AUGMENTATION: Readonly<Record<string, AugmentationLevel>> = {
  'uci-har': 'strong',
  'unipen-lower': 'medium',
};

export const TABLE_NAMES = Object.keys(SPACES);

export function tableSpec(name: string): SpecFile {
  const file = readSpecFile(join(import.meta.dirname, '../searches', `${name}.nas.yaml`));
  return { ...file, spec: { ...file.spec, space: { ...file.spec.space, ...SPACES[name] } } };
}

export const tablePath = (folder: string, name: string): string => join(folder, `${name}.jsonl`);

/** A training, once and for all. */
export interface TableRow {
  /** `architectureKey` */
  readonly key: string;
  /** Processor time of all of it, and of what came after the last epoch. */
  readonly seconds: number;
  readonly secondsAfter: number;
  /** [epoch] validation error of the float network */
  readonly errors: readonly number[];
  /** Validation error of the integer network; undefined: the training failed. */
  readonly error: number | undefined;
}

/** A space all of whose architectures were trained. */
export interface TableSpace {
  readonly prepared: Prepared;
  readonly data: DataSummary;
  readonly objectives: Spec['strategy']['objectives'];
  readonly rows: ReadonlyMap<string, TableRow>;
  /** Objectives of every training that did not fail. */
  readonly vectors: readonly (readonly number[])[];
}

/** Undefined: there is no table. A part of a table is a smaller space: architectures that were not trained are out of it. */
export async function readTable(folder: string, name: string): Promise<TableSpace | undefined> {
  const path = tablePath(folder, name);
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const rows = new Map(lines.map((line) => JSON.parse(line) as TableRow).map((row) => [row.key, row]));
  const silent = { say: () => undefined, status: () => undefined };
  const whole = await prepare(tableSpec(name), silent, new AbortController().signal);
  const { objectives } = whole.file.spec.strategy;
  // What is not in the table costs more than any board has.
  const estimator: CostEstimator = (architecture) => {
    const cost = whole.estimator(architecture);
    return rows.has(architectureKey(architecture)) ? cost : { ...cost, flash: Infinity };
  };
  const vectors = [...whole.space.enumerate()].flatMap((architecture) => {
    const error = rows.get(architectureKey(architecture))?.error;
    return error === undefined ? [] : [objectivesOf(objectives, whole.estimator(architecture), error)];
  });
  return { prepared: { ...whole, estimator }, data: summarise(whole.data), objectives, rows, vectors };
}
