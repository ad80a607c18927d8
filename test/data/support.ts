import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { UserError } from '../../src/base/errors.ts';
import type { Dataset, SeriesSet } from '../../src/data/dataset.ts';
import { loadDataset, type LoadOptions } from '../../src/data/load.ts';
import type { CsvData, Spec, SyntheticData, TsData, WavData } from '../../src/spec/schema.ts';

const directories: string[] = [];
afterAll(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'nas-data-'));
  directories.push(directory);
  return directory;
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

export async function writeFiles(directory: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
}

type SpecPart = Pick<Spec, 'data' | 'task' | 'seed'>;

export function csvSpec(data: Partial<CsvData> = {}, task: Partial<Spec['task']> = {}, seed = 1): SpecPart {
  return {
    data: { source: 'csv', train: 'train.csv', normalise: 'standard', series: 'id', ...data },
    task: { type: 'classification', target: 'label', ...task },
    seed,
  };
}

export function tsSpec(data: Partial<TsData> = {}, type: Spec['task']['type'] = 'classification'): SpecPart {
  return { data: { source: 'ts', train: 'train.ts', normalise: 'standard', ...data }, task: { type }, seed: 1 };
}

export function wavSpec(data: Partial<WavData> = {}): SpecPart {
  const task = { type: 'classification' } as const;
  return { data: { source: 'wav', train: 'train', normalise: 'standard', ...data }, task, seed: 1 };
}

export function syntheticSpec(generator: SyntheticData['generator'], data: Partial<SyntheticData> = {}): SpecPart {
  const type = generator === 'gestures' || generator === 'bearing-fault' ? 'classification' : 'regression';
  const common = { series: 60, noise: 1, test_fraction: 0.25, normalise: 'standard' } as const;
  return { data: { source: 'synthetic', generator, ...common, ...data }, task: { type }, seed: 1 };
}

/** Writes the files into a fresh folder and loads the data set. */
export async function load(files: Files, spec: SpecPart, options: Partial<LoadOptions> = {}): Promise<Dataset> {
  const baseDirectory = temporaryDirectory();
  await writeFiles(baseDirectory, files);
  return loadDataset(spec, { baseDirectory, ...options });
}

/** Loads, expecting the error with this code; `where` is relative to the folder. */
export async function failure(files: Files, spec: SpecPart): Promise<UserError & { place: string | undefined }> {
  const baseDirectory = temporaryDirectory();
  await writeFiles(baseDirectory, files);
  const error: unknown = await loadDataset(spec, { baseDirectory }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  const place = (error as UserError).where?.replace(`${baseDirectory}/`, '');
  return Object.assign(error as UserError, { place });
}

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export function csv({ header, rows }: Table): string {
  return [header, ...rows].map((row) => `${row.join(',')}\n`).join('');
}

/** `count` series of two channels per class, three rows each; ids and labels are texts. */
export function smallTable(count = 5, classes: readonly string[] = ['no', 'yes']): Table {
  const rows: (string | number)[][] = [];
  for (let series = 0; series < count * classes.length; series++) {
    const label = classes[series % classes.length]!;
    for (let t = 0; t < 3; t++) rows.push([`s${series}`, series + t / 10, t - series, label]);
  }
  return { header: ['id', 'x', 'y', 'label'], rows };
}

export const smallCsv = (count?: number, classes?: readonly string[]): string => csv(smallTable(count, classes));

/** The values of a series, [step][channel]. */
export function seriesOf(dataset: Dataset, set: SeriesSet, series: number): number[][] {
  const width = dataset.channels.length;
  return Array.from({ length: set.lengths[series]! }, (_, step) => {
    const at = (set.starts[series]! + step) * width;
    return [...set.values.subarray(at, at + width)];
  });
}

/** The real recordings beside a checkout of the project; a clone without them skips the tests that need them. */
export const realData = join(process.cwd(), '..', 'shared', 'data');
export const hasRealData = existsSync(realData);
