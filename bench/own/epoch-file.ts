import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadDataset } from '../../src/data/load.ts';
import { readSpecFile } from '../../src/runs/spec-file.ts';
import type { EpochData } from './epoch.ts';

/**
 * The training and validation series of a search, normalised, in a file that every contestant can read; it is gone when
 * `use` is done.
 */
export async function withEpochFile<Result>(
  spec: string,
  use: (description: string) => Promise<Result>,
): Promise<Result> {
  const { train, validation, normalisation, channels } = await loadDataset(readSpecFile(spec).spec, {
    baseDirectory: dirname(spec),
  });
  const { offset, scale } = normalisation;
  const sets = [train, validation];
  const steps = train.lengths[0]!;
  if (sets.some(({ lengths }) => lengths.some((length) => length !== steps))) {
    throw new Error(`${spec}: an epoch is compared over series of the same length`);
  }
  const values = sets.flatMap((set) =>
    Array.from(set.starts, (start) => {
      const raw = set.values.subarray(start * channels.length, (start + steps) * channels.length);
      return raw.map((value, index) => (value - offset[index % channels.length]!) * scale[index % channels.length]!);
    }),
  );
  const folder = await mkdtemp(join(tmpdir(), 'nas-epoch-'));
  try {
    const description: EpochData = {
      ...{ file: 'epoch.f32', series: values.length, steps, channels: channels.length },
      labels: sets.flatMap(({ targets }) => [...targets]),
    };
    await writeFile(join(folder, description.file), Buffer.concat(values.map(({ buffer }) => Buffer.from(buffer))));
    await writeFile(join(folder, 'epoch.json'), JSON.stringify(description));
    return await use(join(folder, 'epoch.json'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
