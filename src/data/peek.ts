import { join, resolve } from 'node:path';
import { messageOf, UserError } from '../base/errors.ts';
import { channelNames } from './channel-names.ts';
import type { DataPeek, DataSource, PeekProblem } from './data-peek.ts';
import { listFolder, openFile, sizeOfFile } from './files.ts';
import { peekCsv } from './peek-csv.ts';
import { peekTs } from './peek-ts.ts';
import { GENERATORS } from './synthetic/simulate.ts';
import { readWavFormat } from './wav/format.ts';

export interface PeekOptions {
  /** Paths are relative to this folder. */
  readonly baseDirectory: string;
  readonly signal?: AbortSignal | undefined;
}

const NOTHING: Omit<DataPeek, 'source' | 'problems'> = {
  complete: false,
  columns: [],
  channels: undefined,
  classes: undefined,
  rows: 0,
  lengths: undefined,
  samplingRate: undefined,
};

/**
 * Looks at no more than the first mebibyte of the training data, and whether the test data are there. What is wrong with
 * a file is part of the result. Rejects only when it is aborted.
 */
export async function peekData(data: DataSource, options: PeekOptions): Promise<DataPeek> {
  if (data.source === 'synthetic') return peekSynthetic(data);
  const problems: PeekProblem[] = [];
  const attempt = async <T>(key: PeekProblem['key'], action: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await action();
    } catch (error) {
      options.signal?.throwIfAborted();
      problems.push(problemOf(key, error));
      return undefined;
    }
  };
  const { source } = data;
  const path = resolve(options.baseDirectory, data.train);
  const seen = await attempt('train', async () => ({ ...NOTHING, ...(await PEEKS[source](path, options.signal)) }));
  if (data.test !== undefined) {
    const test = resolve(options.baseDirectory, data.test);
    await attempt<unknown>('test', () => (source === 'wav' ? listFolder(test) : sizeOfFile(test)));
  }
  return { ...(seen ?? NOTHING), source, problems };
}

type Peek = (path: string, signal: AbortSignal | undefined) => Promise<Partial<DataPeek>>;

const PEEKS: Readonly<Record<'csv' | 'ts' | 'wav', Peek>> = { csv: peekCsv, ts: peekTs, wav: peekWav };

function problemOf(key: PeekProblem['key'], error: unknown): PeekProblem {
  if (!(error instanceof UserError))
    return { key, code: 'data/unreadable', message: messageOf(error), hint: undefined };
  // `file:17:3` says more than the path that stands there anyway.
  const line = /:(\d+)(?::\d+)?$/.exec(error.where ?? '')?.[1];
  return {
    key,
    code: error.code,
    message: line === undefined ? error.message : `line ${line}: ${error.message}`,
    hint: error.hint,
  };
}

/** The names of the class folders, and the format of one file. */
async function peekWav(folder: string): Promise<Partial<DataPeek>> {
  const classes = (await listFolder(folder)).filter((entry) => entry.folder).map((entry) => entry.name);
  if (classes.length === 0) {
    throw new UserError('data/no-classes', 'there are no folders in it, and one per class is needed', {
      where: folder,
      hint: 'Sort the files into folders named after their class, e.g. train/yes/1.wav.',
    });
  }
  const inside = join(folder, classes[0]!);
  const file = (await listFolder(inside)).find((entry) => !entry.folder && /\.wave?$/i.test(entry.name));
  if (file === undefined) {
    throw new UserError('data/empty-class', `class "${classes[0]!}" has no wav file`, { where: inside });
  }
  const path = join(inside, file.name);
  const size = await sizeOfFile(path);
  const handle = await openFile(path);
  try {
    const { channels, samplingRate, frames } = await readWavFormat(handle, path, size);
    const lengths = { shortest: frames, longest: frames };
    return { classes, channels: channelNames('wav', channels), samplingRate, rows: frames, lengths };
  } finally {
    await handle.close();
  }
}

function peekSynthetic({ generator: name, length: asked }: DataSource & { readonly source: 'synthetic' }): DataPeek {
  const generator = GENERATORS[name];
  const length = asked ?? generator.length;
  const [shortest, longest] = generator.lengths?.(length) ?? [length, length];
  return {
    ...NOTHING,
    source: 'synthetic',
    complete: true,
    channels: generator.channels,
    classes: generator.task === 'classification' ? generator.classes : undefined,
    rows: longest,
    lengths: { shortest, longest },
    samplingRate: generator.samplingRate,
    problems: [],
  };
}
