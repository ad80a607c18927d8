import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrno } from './files.ts';

/** Names of the maps that Zephyr, PlatformIO and our own builds leave; `zephyr_pre0.map` and its like are of drafts. */
const MAP_NAME = /(?:^|[\\/])(?:zephyr|firmware)\.map$/;

/** The linker's map of the newest build in a project's folder, absolute; undefined when nothing was built with one. */
export async function newestMap(project: string): Promise<string | undefined> {
  const folders = ['build', '.pio'].map((name) => join(project, name));
  const found = (await Promise.all(folders.map(mapsIn))).flat();
  const dated = await Promise.all(found.map(async (path) => ({ path, time: (await stat(path)).mtimeMs })));
  return dated.sort((a, b) => b.time - a.time)[0]?.path;
}

async function mapsIn(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder, { recursive: true });
    return names.filter((name) => MAP_NAME.test(name)).map((name) => join(folder, name));
  } catch (error) {
    if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) return [];
    throw error;
  }
}
