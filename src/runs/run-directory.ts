import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../base/errors.ts';
import type { IntegerNetwork } from '../network/integer/network.ts';
import { SEARCHED } from '../protocol/training-name.ts';
import type { TrainedTrial, TrialStore } from '../search/ports.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { diskError } from './disk-error.ts';
import { formatTrial, parseTrial } from './trial-file.ts';

/** Folder of all runs, beside the spec. */
export const RUNS_FOLDER = '.nas';

/**
 * The folder of one run, `.nas/<name>/<run>/`:
 *
 *     spec.nas.yaml    the spec as it was, to the byte
 *     journal.jsonl    everything that happened
 *     trials/0007.json a trained network, see `trial-file.ts`; beside it while a front is confirmed: 0007.seed-1.json, 0007.refit.json
 *     front.json       the front, once the run is finished
 *     report.html      the same for people
 */
export class RunDirectory implements TrialStore {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /**
   * A new, empty run.
   * @param workspace folder of the spec
   * @param name of the spec
   * @param specText frozen with the run
   */
  static create(workspace: string, name: string, specText: string, now: Date = new Date()): RunDirectory {
    const parent = join(workspace, RUNS_FOLDER, runFolderName(name));
    try {
      mkdirSync(parent, { recursive: true });
      const run = new RunDirectory(makeUnique(parent, runId(now)));
      mkdirSync(run.#trials);
      writeFileAtomically(run.specPath, specText);
      return run;
    } catch (error) {
      throw diskError(error, parent);
    }
  }

  /** @throws UserError when there is no run */
  static open(path: string): RunDirectory {
    const run = new RunDirectory(path);
    if (existsSync(run.specPath)) return run;
    throw new UserError('run/not-found', 'there is no run in this folder', {
      where: path,
      hint: `Name a folder below ${RUNS_FOLDER} that holds a spec.nas.yaml and a journal.jsonl.`,
    });
  }

  /** The runs of a spec, oldest first. */
  static list(workspace: string, name: string): RunDirectory[] {
    const parent = join(workspace, RUNS_FOLDER, runFolderName(name));
    if (!existsSync(parent)) return [];
    return readdirSync(parent)
      .sort()
      .map((id) => new RunDirectory(join(parent, id)))
      .filter((run) => existsSync(run.specPath));
  }

  static newest(workspace: string, name: string): RunDirectory | undefined {
    return RunDirectory.list(workspace, name).at(-1);
  }

  /** Sortable by age. */
  get id(): string {
    return basename(this.path);
  }

  /** The folder of the spec, from which paths in it are relative. */
  get workspace(): string {
    return dirname(dirname(dirname(this.path)));
  }

  get specPath(): string {
    return join(this.path, 'spec.nas.yaml');
  }

  get journalPath(): string {
    return join(this.path, 'journal.jsonl');
  }

  get frontPath(): string {
    return join(this.path, 'front.json');
  }

  get reportPath(): string {
    return join(this.path, 'report.html');
  }

  specText(): string {
    return readFileSync(this.specPath, 'utf8');
  }

  writeFront(json: string): void {
    writeFileAtomically(this.frontPath, json);
  }

  save(trial: number, trained: TrainedTrial, training = SEARCHED): Promise<void> {
    return settle(() => writeFileAtomically(this.#trainingPath(trial, training), formatTrial(trained)));
  }

  ship(trial: number, training: string): Promise<void> {
    return settle(() => {
      writeFileAtomically(this.#trialPath(trial), readFileSync(this.#trainingPath(trial, training), 'utf8'));
    });
  }

  /** @throws UserError when the file is missing or damaged */
  load(trial: number): TrainedTrial {
    const path = this.#trialPath(trial);
    if (existsSync(path)) return parseTrial(readFileSync(path, 'utf8'), path);
    throw new UserError('run/no-network', `the network of trial ${trial} was not kept`, {
      where: path,
      hint: 'Choose a member of the front: only those are kept when a run is finished.',
    });
  }

  /** The integer network of a trial: what is shipped. */
  loadNetwork(trial: number): IntegerNetwork {
    return this.load(trial).network;
  }

  retain(trials: readonly number[]): Promise<void> {
    const kept = new Set(trials.map((trial) => basename(this.#trialPath(trial))));
    return settle(() => {
      for (const file of readdirSync(this.#trials)) if (!kept.has(file)) rmSync(join(this.#trials, file));
    });
  }

  get #trials(): string {
    return join(this.path, 'trials');
  }

  /** What ships; before the front is confirmed, what the search trained. */
  #trialPath(trial: number): string {
    return join(this.#trials, `${String(trial).padStart(4, '0')}.json`);
  }

  #trainingPath(trial: number, training: string): string {
    const path = this.#trialPath(trial);
    return training === SEARCHED ? path : path.replace(/json$/, `${training.replace(' ', '-')}.json`);
  }
}

/** `2026-11-24T08-12-03`, UTC: sorts by age and is a file name everywhere. */
function runId(now: Date): string {
  return now.toISOString().slice(0, 19).replaceAll(':', '-');
}

/** Several runs may begin in one second, also from several processes. */
function makeUnique(parent: string, id: string): string {
  for (let copy = 1; ; copy++) {
    const path = join(parent, copy === 1 ? id : `${id}-${String(copy).padStart(2, '0')}`);
    try {
      mkdirSync(path);
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** The name of a spec as a folder. Names that had to be altered get a mark, so that two of them do not meet. */
export function runFolderName(name: string): string {
  const safe = name
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^\.+/, '-')
    .replace(/\.+$/, '-');
  if (safe === name) return name;
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return `${safe}~${(hash >>> 0).toString(16).padStart(8, '0')}`;
}

/** A synchronous action behind an asynchronous port. */
function settle(action: () => void): Promise<void> {
  return new Promise((resolve) => {
    action();
    resolve();
  });
}
