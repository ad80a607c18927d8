import { dirname } from 'node:path';
import { UserError } from '../../base/errors.ts';
import { journalHolder } from '../../runs/journal-file.ts';
import { EditorRun } from './editor-run.ts';
import type { Event } from './emitter.ts';
import type { Run, Runs, SpecFound } from './run.ts';
import type { RunLibrary } from './run-library.ts';
import { isActive } from './run-status.ts';
import type { SearchQueue } from './search-queue.ts';
import { specName } from './spec-name.ts';

/** Takes a folder away, into the trash where there is one. */
export type RemoveFolder = (path: string) => Promise<void>;

/** The runs of the workspace, and what this window does for them. */
export class WorkspaceRuns implements Runs {
  readonly #library: RunLibrary;
  readonly #queue: SearchQueue;
  readonly #remove: RemoveFolder;
  readonly onDidChange: Event<void>;
  #started = 0;

  constructor(library: RunLibrary, queue: SearchQueue, remove: RemoveFolder) {
    this.#library = library;
    this.#queue = queue;
    this.#remove = remove;
    this.onDidChange = library.onDidChange;
    queue.onDidEnd(({ run }) => {
      // A search that never began leaves nothing that could be looked at.
      if (run.directory === undefined) library.forget(run);
      else void library.checkHolder(run);
    });
  }

  get all(): readonly Run[] {
    return this.#library.all;
  }

  get specs(): readonly SpecFound[] {
    return this.#library.specs;
  }

  open(path: string): Run {
    return this.#library.open(path);
  }

  of(specPath: string): readonly Run[] {
    return this.#library.all.filter((run) => run.specPath === specPath);
  }

  start(specPath: string): Run {
    const name = this.#library.specs.find(({ path }) => path === specPath)?.name ?? specName('', specPath);
    const run = new EditorRun(`new ${++this.#started} ${dirname(specPath)}`, name, specPath);
    this.#library.add(run);
    this.#queue.search(run);
    return run;
  }

  resume(run: Run): void {
    this.#queue.resume(this.#own(run));
  }

  async stop(run: Run): Promise<void> {
    await this.#queue.stop(this.#own(run));
  }

  async delete(run: Run): Promise<void> {
    const own = this.#own(run);
    const { directory } = own;
    if (directory === undefined || isActive(own.status) || journalHolder(directory.journalPath) !== undefined) {
      throw new UserError('run/going-on', `'${run.name}' is being searched`, { hint: 'Stop the search first.' });
    }
    await this.#remove(directory.path);
    this.#library.forget(own);
  }

  #own(run: Run): EditorRun {
    const own = this.#library.all.find((candidate) => candidate === run);
    if (own !== undefined) return own;
    throw new UserError('run/gone', `the run of '${run.name}' is no longer there`, { hint: 'Refresh the list.' });
  }
}
