import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { journalHolder } from '../../runs/journal-file.ts';
import { RunDirectory } from '../../runs/run-directory.ts';
import { EditorRun } from './editor-run.ts';
import { Emitter } from './emitter.ts';
import type { SpecFound } from './run.ts';
import { isActive, type RunStatus } from './run-status.ts';
import { type Found, type Places, scan } from './scan.ts';
import { specName } from './spec-name.ts';

/** Milliseconds between two looks at runs that another process works on, which tells us nothing. */
const POLL = 2000;

/** The runs of the workspace: those found on disk, whoever made them, and those of this window that have no folder yet. */
export class RunLibrary {
  readonly #changed = new Emitter<void>();
  /** A run came, went, or has another status. */
  readonly onDidChange = this.#changed.event;
  readonly #runs = new Map<EditorRun, { status: RunStatus; readonly dispose: () => void }>();
  readonly #byPath = new Map<string, EditorRun>();
  /** Runs that somebody asked for by their folder, perhaps outside of the workspace. */
  readonly #opened = new Set<EditorRun>();
  readonly #poll: NodeJS.Timeout;
  #specs: readonly SpecFound[] = [];
  #scanning: Promise<void> = Promise.resolve();

  constructor() {
    this.#poll = setInterval(() => this.#followHeld(), POLL);
    this.#poll.unref();
  }

  get all(): readonly EditorRun[] {
    return [...this.#runs.keys()].toSorted(newestFirst);
  }

  get specs(): readonly SpecFound[] {
    return this.#specs;
  }

  /** @throws UserError when there is no run in this folder */
  open(path: string): EditorRun {
    const folder = resolve(path);
    const known = this.#byPath.get(folder);
    if (known !== undefined) return known;
    const directory = RunDirectory.open(folder);
    const name = specName(directory.specText(), directory.specPath);
    const run = new EditorRun(folder, name, join(directory.workspace, `${name}.nas.yaml`), directory);
    this.#opened.add(run);
    this.#enter(run, folder);
    return run;
  }

  /** Looks at the disk again. Looks do not overlap. */
  refresh(places: () => Promise<Places>): Promise<void> {
    this.#scanning = this.#scanning.then(async () => this.#update(await scan(await places())));
    return this.#scanning;
  }

  /** A run of this window, which has no folder yet. */
  add(run: EditorRun): void {
    this.#enter(run);
    this.#changed.fire();
  }

  /** The folder of such a run. */
  adopt(run: EditorRun, path: string): void {
    const folder = resolve(path);
    const found = this.#byPath.get(folder);
    if (found === run) return;
    // The watcher was faster.
    if (found !== undefined) this.#leave(found);
    this.#byPath.set(folder, run);
    run.adopt(RunDirectory.open(folder));
    this.#changed.fire();
  }

  forget(run: EditorRun): void {
    this.#leave(run);
    this.#changed.fire();
  }

  /** Whether some process works on a run now, and what follows from that. */
  async checkHolder(run: EditorRun): Promise<void> {
    const { directory } = run;
    if (directory === undefined || isActive(run.status)) return;
    const held = journalHolder(directory.journalPath) !== undefined;
    if (!held && !run.held) return;
    // Its last lines come before the news that it is over.
    await run.catchUp();
    await run.summarise();
    run.setHeld(held);
    // Somebody else's search is followed as our own.
    if (run.status === 'elsewhere') await run.loaded();
  }

  /** The journal of a run was written, or its lock came or went. */
  touched(path: string): void {
    const run = this.#byPath.get(resolve(path));
    if (run === undefined) return;
    run.nudge();
    if (run.status !== 'running') void this.checkHolder(run);
  }

  dispose(): void {
    clearInterval(this.#poll);
    for (const run of this.#runs.keys()) this.#leave(run);
  }

  #update({ specs, runs }: Found): void {
    this.#specs = specs;
    const found = new Set(runs.map(({ path }) => path));
    for (const [path, run] of this.#byPath) {
      const wanted = isActive(run.status) || (this.#opened.has(run) && existsSync(path));
      if (!found.has(path) && !wanted) this.#leave(run);
    }
    for (const { path, name, specPath } of runs) {
      const known = this.#byPath.get(path);
      if (known !== undefined) known.specPath = specPath;
      else this.#enter(new EditorRun(path, name, specPath, RunDirectory.open(path)), path);
    }
    this.#changed.fire();
  }

  #enter(run: EditorRun, path?: string): void {
    const listener = run.onDidChange(() => this.#compare(run));
    this.#runs.set(run, { status: run.status, dispose: () => listener.dispose() });
    if (path === undefined) return;
    this.#byPath.set(path, run);
    void this.checkHolder(run);
  }

  #leave(run: EditorRun): void {
    this.#runs.get(run)?.dispose();
    this.#runs.delete(run);
    this.#opened.delete(run);
    run.dispose();
    const path = run.directory?.path;
    if (path !== undefined && this.#byPath.get(path) === run) this.#byPath.delete(path);
  }

  #compare(run: EditorRun): void {
    const entry = this.#runs.get(run);
    if (entry === undefined || entry.status === run.status) return;
    entry.status = run.status;
    this.#changed.fire();
  }

  #followHeld(): void {
    for (const run of this.#runs.keys()) {
      if (!run.held) continue;
      run.nudge();
      void this.checkHolder(run);
    }
  }
}

function newestFirst(a: EditorRun, b: EditorRun): number {
  if (a.directory === undefined || b.directory === undefined) {
    return Number(b.directory === undefined) - Number(a.directory === undefined);
  }
  return a.directory.id < b.directory.id ? 1 : a.directory.id > b.directory.id ? -1 : 0;
}
