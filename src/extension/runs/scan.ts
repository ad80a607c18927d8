import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RUNS_FOLDER, runFolderName } from '../../runs/run-directory.ts';
import type { SpecFound } from './run.ts';
import { specName } from './spec-name.ts';

interface RunFound {
  /** Folder of the run. */
  readonly path: string;
  /** The `.nas.yaml` that it is a search of; where that is gone, the path that it would be expected at. */
  readonly specPath: string;
  readonly name: string;
}

export interface Found {
  readonly specs: readonly SpecFound[];
  readonly runs: readonly RunFound[];
}

/** Where to look. Absolute paths. */
export interface Places {
  readonly specs: readonly string[];
  /** Folders that may hold runs whose spec is gone. */
  readonly folders: readonly string[];
}

/** The searches of a workspace and their runs. */
export async function scan({ specs: paths, folders }: Places): Promise<Found> {
  const specs = (await Promise.all([...new Set(paths)].toSorted().map(readSpec))).filter((spec) => spec !== undefined);
  const places = new Set([...specs.map(({ path }) => dirname(path)), ...folders]);
  const runs = await Promise.all([...places].map((place) => runsIn(place, specs)));
  return { specs, runs: runs.flat() };
}

/** Undefined: it went while we looked. */
async function readSpec(path: string): Promise<SpecFound | undefined> {
  try {
    return { path, name: specName(await readFile(path, 'utf8'), path) };
  } catch {
    return undefined;
  }
}

async function runsIn(place: string, specs: readonly SpecFound[]): Promise<RunFound[]> {
  const beside = specs.filter(({ path }) => dirname(path) === place);
  const searches = await foldersIn(join(place, RUNS_FOLDER));
  const runs = await Promise.all(
    searches.map(async (search) => {
      const spec = beside.find(({ name }) => runFolderName(name) === search);
      const parent = join(place, RUNS_FOLDER, search);
      const found = await Promise.all((await foldersIn(parent)).map((run) => readRun(join(parent, run))));
      return found
        .filter((run) => run !== undefined)
        .map(({ path, name }) => ({ path, name, specPath: spec?.path ?? join(place, `${name}.nas.yaml`) }));
    }),
  );
  return runs.flat();
}

/** Undefined: not (yet) a run. */
async function readRun(path: string): Promise<{ readonly path: string; readonly name: string } | undefined> {
  try {
    const spec = join(path, 'spec.nas.yaml');
    const [text] = await Promise.all([readFile(spec, 'utf8'), access(join(path, 'journal.jsonl'))]);
    return { path, name: specName(text, spec) };
  } catch {
    return undefined;
  }
}

async function foldersIn(path: string): Promise<string[]> {
  try {
    return (await readdir(path, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}
