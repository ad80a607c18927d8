import { dirname, sep } from 'node:path';
import * as vscode from 'vscode';
import { RUNS_FOLDER } from '../../runs/run-directory.ts';
import type { RunLibrary } from './run-library.ts';
import type { Places } from './scan.ts';

const SPECS = '**/*.nas.{yaml,yml}';
/** The frozen specs of runs are no specs of the user's. */
const ELSEWHERE = '{**/node_modules/**,**/.nas/**}';

/** Milliseconds in which several changes are one. */
const PACE = 300;

/** Keeps the library in step with the files of the workspace. */
export class WorkspaceWatch {
  readonly #library: RunLibrary;
  readonly #subscriptions: vscode.Disposable[] = [];
  /** The workspace's specs; undefined: to be looked for. */
  #specs: readonly string[] | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(library: RunLibrary) {
    this.#library = library;
    const { createFileSystemWatcher, onDidChangeWorkspaceFolders } = vscode.workspace;
    const specs = createFileSystemWatcher(SPECS);
    const journals = createFileSystemWatcher('**/.nas/*/*/journal.jsonl*');
    const folders = createFileSystemWatcher('**/.nas/**', true, true, false);
    const found = ({ fsPath }: vscode.Uri): void => {
      if (!isFrozen(fsPath)) this.#soon(true);
    };
    const touched = ({ fsPath }: vscode.Uri): void => library.touched(dirname(fsPath));
    this.#subscriptions.push(
      specs,
      journals,
      folders,
      specs.onDidCreate(found),
      specs.onDidDelete(found),
      specs.onDidChange(({ fsPath }) => {
        if (!isFrozen(fsPath)) this.#soon(false);
      }),
      journals.onDidCreate((uri) => {
        touched(uri);
        this.#soon(false);
      }),
      journals.onDidChange(touched),
      journals.onDidDelete(touched),
      folders.onDidDelete(() => this.#soon(false)),
      onDidChangeWorkspaceFolders(() => this.#soon(true)),
    );
  }

  /** Looks at everything again. */
  async refresh(): Promise<void> {
    this.#specs = undefined;
    await this.#library.refresh(() => this.#places());
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #soon(specsToo: boolean): void {
    if (specsToo) this.#specs = undefined;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#library.refresh(() => this.#places());
    }, PACE);
  }

  async #places(): Promise<Places> {
    this.#specs ??= (await vscode.workspace.findFiles(SPECS, ELSEWHERE))
      .filter(({ scheme }) => scheme === 'file')
      .map(({ fsPath }) => fsPath);
    const folders = (vscode.workspace.workspaceFolders ?? [])
      .filter(({ uri }) => uri.scheme === 'file')
      .map(({ uri }) => uri.fsPath);
    return { specs: this.#specs, folders };
  }
}

/** The spec of a run, as it was. */
function isFrozen(path: string): boolean {
  return path.split(sep).includes(RUNS_FOLDER);
}
