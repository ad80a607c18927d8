import { join } from 'node:path';
import { UserError } from '../../base/errors.ts';
import { channelNames } from '../channel-names.ts';
import type { Arrays } from '../arrays.ts';
import { ClassNames } from '../classes.ts';
import { listFolder, openFile, sizeOfFile } from '../files.ts';
import { GrowingRows } from '../growing.ts';
import type { Intake } from '../intake.ts';
import type { Agreed, Recordings } from '../recordings.ts';
import { readWavFormat, type WavFormat } from './format.ts';
import { readSamples } from './samples.ts';

export interface WavFile {
  readonly path: string;
  readonly label: string;
  /** bytes */
  readonly size: number;
}

/** The wav files of a folder with one folder per class, in the order of their names. */
export async function listWavs(folder: string): Promise<WavFile[]> {
  const entries = await listFolder(folder);
  const labels = entries.filter((entry) => entry.folder).map((entry) => entry.name);
  if (labels.length === 0) {
    throw new UserError('data/no-classes', 'there are no folders in it, and one per class is needed', {
      where: folder,
      hint: 'Sort the files into folders named after their class, e.g. train/yes/1.wav.',
    });
  }
  const files: WavFile[] = [];
  for (const label of labels) {
    const inside = await listFolder(join(folder, label));
    const paths = inside.filter((entry) => !entry.folder && /\.wave?$/i.test(entry.name));
    if (paths.length === 0) {
      throw new UserError('data/empty-class', `class "${label}" has no wav file`, {
        where: join(folder, label),
        hint: 'Add recordings, or remove the folder.',
      });
    }
    for (const { name } of paths) {
      const path = join(folder, label, name);
      files.push({ path, label, size: await sizeOfFile(path) });
    }
  }
  return files;
}

/** Reads all files into one set of recordings, a row per frame. All must have one sampling rate and channel count. */
export async function readWavs(
  folder: string,
  files: readonly WavFile[],
  agreed: Agreed | undefined,
  intake: Intake,
  arrays: Arrays,
): Promise<Recordings> {
  const classes = new ClassNames(agreed?.classes);
  const starts: number[] = [];
  const lengths: number[] = [];
  const labels: number[] = [];
  let first = agreed && { samplingRate: agreed.samplingRate ?? 0, channels: agreed.channels.length };
  let rows: GrowingRows | undefined;
  intake.expect(files.reduce((sum, file) => sum + file.size, 0));
  for (const file of files) {
    labels.push(classes.indexOf(file.label, () => file.path));
    const handle = await openFile(file.path);
    try {
      const format = await readWavFormat(handle, file.path, file.size);
      first ??= format;
      agree(format, first, file.path);
      rows ??= new GrowingRows(format.channels, arrays, () => intake.share);
      starts.push(rows.rows);
      lengths.push(format.frames);
      await readSamples(handle, file.path, format, rows, intake);
    } finally {
      await handle.close();
    }
  }
  const channels = first?.channels ?? 1;
  const targets = Float32Array.from(labels);
  return {
    channels: channelNames('wav', channels),
    samplingRate: first?.samplingRate,
    values: rows?.finish() ?? arrays.floats(0),
    starts: Uint32Array.from(starts),
    lengths: Uint32Array.from(lengths),
    targets,
    targetPer: 'recording',
    classes: classes.sorted(targets),
    groups: undefined,
    file: folder,
    place: (recording) => files[recording]!.path,
  };
}

function agree(format: WavFormat, first: Pick<WavFormat, 'samplingRate' | 'channels'>, where: string): void {
  if (format.samplingRate !== first.samplingRate) {
    const message = `the sampling rate is ${format.samplingRate} Hz, and that of the other files ${first.samplingRate} Hz`;
    throw new UserError('data/sampling-rate', message, { where, hint: 'Resample the files to one rate.' });
  }
  if (format.channels !== first.channels) {
    const message = `there are ${format.channels} audio channels, and ${first.channels} in the other files`;
    throw new UserError('data/channel-mismatch', message, { where, hint: 'Convert all files to mono.' });
  }
}
