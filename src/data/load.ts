import { resolve } from 'node:path';
import { Random } from '../base/random.ts';
import { UserError } from '../base/errors.ts';
import type { CsvData, Spec, TsData, WavData } from '../spec/schema.ts';
import { arraysIn, type Arrays } from './arrays.ts';
import { assemble, type Sources } from './assemble.ts';
import { readCsv, type CsvPlan } from './csv/read.ts';
import type { Dataset } from './dataset.ts';
import { sizeOfFile } from './files.ts';
import { Intake, type LoadProgress } from './intake.ts';
import { simulate } from './synthetic/simulate.ts';
import { readTs, type TsPlan } from './ts/read.ts';
import { listWavs, readWavs } from './wav/folder.ts';

export interface LoadOptions {
  /** Folder of the .nas.yaml, which its paths are relative to. */
  readonly baseDirectory: string;
  /** After an abort, loading rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Whether the arrays lie in shared memory, for worker threads; by default they do. */
  readonly shared?: boolean;
}

type DataOf<T> = Omit<Pick<Spec, 'data' | 'task' | 'seed'>, 'data'> & { readonly data: T };

/**
 * Reads or simulates the data that a spec describes, cuts windows, holds out the validation part and fits the
 * normalisation. What is wrong with the data is thrown as a UserError that names file, line and column.
 */
export async function loadDataset(spec: Pick<Spec, 'data' | 'task' | 'seed'>, options: LoadOptions): Promise<Dataset> {
  const arrays = arraysIn(options.shared === false ? 'private' : 'shared');
  options.signal?.throwIfAborted();
  const sources = await readSources(spec, options, arrays);
  return assemble(spec, sources, new Random(spec.seed).fork('split'), arrays);
}

function readSources(spec: DataOf<Spec['data']>, options: LoadOptions, arrays: Arrays): Promise<Sources> {
  const { data } = spec;
  switch (data.source) {
    case 'csv':
      return readCsvFiles({ ...spec, data }, options, arrays);
    case 'ts':
      return readTsFiles({ ...spec, data }, options, arrays);
    case 'wav':
      return readWavFolders({ ...spec, data }, options, arrays);
    case 'synthetic':
      return simulate(data, spec.task.type, spec.seed, arrays, options.signal);
  }
}

async function readCsvFiles({ data, task }: DataOf<CsvData>, options: LoadOptions, arrays: Arrays): Promise<Sources> {
  if (task.target === undefined) {
    throw new UserError('data/no-target', 'a CSV file needs a target column', {
      hint: 'Name the column to predict under `task.target`.',
    });
  }
  const { by, column } = data.validation ?? {};
  if (by === 'group' && column === undefined) {
    throw new UserError('data/no-groups', 'validation by group needs a group column', {
      hint: 'Name it under `data.validation.column`.',
    });
  }
  const plan: CsvPlan = {
    task: task.type,
    series: data.series,
    channels: data.channels,
    channelsFrom: 'data.channels',
    target: task.target,
    group: by === 'group' ? column : undefined,
    targetPer: data.window === undefined ? 'recording' : 'row',
    samplingRate: data.sampling_rate,
    agreed: undefined,
  };
  const [paths, intake] = await prepare(data, options);
  const train = await readCsv(paths.train, plan, intake, arrays);
  const { channels } = train;
  // The test file has the same channels by name, in any order, and needs no groups.
  const testPlan: CsvPlan = {
    ...plan,
    channels,
    channelsFrom: 'a channel of the training file',
    group: undefined,
    agreed: train,
  };
  return { train, test: paths.test === undefined ? undefined : await readCsv(paths.test, testPlan, intake, arrays) };
}

async function readTsFiles({ data, task }: DataOf<TsData>, options: LoadOptions, arrays: Arrays): Promise<Sources> {
  const plan: TsPlan = { task: task.type, samplingRate: data.sampling_rate, agreed: undefined };
  const [paths, intake] = await prepare(data, options);
  const train = await readTs(paths.train, plan, intake, arrays);
  const testPlan = { ...plan, agreed: train };
  return { train, test: paths.test === undefined ? undefined : await readTs(paths.test, testPlan, intake, arrays) };
}

/** Both files are looked at before the first is read, so that a mistyped test file is noticed at once. */
async function prepare(
  data: CsvData | TsData,
  { baseDirectory, signal, onProgress }: LoadOptions,
): Promise<[{ train: string; test: string | undefined }, Intake]> {
  const train = resolve(baseDirectory, data.train);
  const test = data.test === undefined ? undefined : resolve(baseDirectory, data.test);
  const bytes = (await sizeOfFile(train)) + (test === undefined ? 0 : await sizeOfFile(test));
  return [{ train, test }, new Intake(bytes, signal, onProgress)];
}

async function readWavFolders({ data, task }: DataOf<WavData>, options: LoadOptions, arrays: Arrays): Promise<Sources> {
  if (task.type === 'regression') {
    throw new UserError('data/task', 'folders of wav files hold classes, not values', {
      hint: 'Set `task.type: classification`.',
    });
  }
  const trainFolder = resolve(options.baseDirectory, data.train);
  const testFolder = data.test === undefined ? undefined : resolve(options.baseDirectory, data.test);
  const trainFiles = await listWavs(trainFolder);
  const testFiles = testFolder === undefined ? [] : await listWavs(testFolder);
  const bytes = [...trainFiles, ...testFiles].reduce((sum, file) => sum + file.size, 0);
  const intake = new Intake(bytes, options.signal, options.onProgress);

  const train = await readWavs(trainFolder, trainFiles, undefined, intake, arrays);
  if (data.sampling_rate !== undefined && data.sampling_rate !== train.samplingRate) {
    const message = `the sampling rate is ${train.samplingRate ?? 0} Hz, and the spec says ${data.sampling_rate} Hz`;
    throw new UserError('data/sampling-rate', message, {
      where: train.place(0),
      hint: 'Correct `data.sampling_rate`.',
    });
  }
  if (testFolder === undefined) return { train, test: undefined };
  return { train, test: await readWavs(testFolder, testFiles, train, intake, arrays) };
}
