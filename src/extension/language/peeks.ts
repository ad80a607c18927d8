import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import * as vscode from 'vscode';
import type { DataPeek, DataSource } from '../../data/data-peek.ts';
import { peekData } from '../../data/peek.ts';

/** Looks at data, kept until the files change. */
export class Peeks implements vscode.Disposable {
  readonly #kept = new Map<string, { readonly version: string; readonly peek: Promise<DataPeek> }>();
  readonly #watchers = new Map<string, vscode.Disposable>();
  readonly #changed = new vscode.EventEmitter<void>();
  /** A file that was looked at has changed. */
  readonly onDidChange = this.#changed.event;

  /** @param folder of the spec; undefined: files cannot be looked at */
  async look(data: DataSource, folder: string | undefined): Promise<DataPeek | undefined> {
    if (folder === undefined && data.source !== 'synthetic') return undefined;
    const baseDirectory = folder ?? '';
    const paths = data.source === 'synthetic' ? [] : [data.train, ...(data.test === undefined ? [] : [data.test])];
    const files = paths.map((path) => resolve(baseDirectory, path));
    for (const file of files) this.#watch(file);
    const key = JSON.stringify([baseDirectory, data]);
    const version = (await Promise.all(files.map(versionOf))).join();
    const known = this.#kept.get(key);
    if (known?.version === version) return known.peek;
    const peek = peekData(data, { baseDirectory });
    this.#kept.delete(key);
    this.#kept.set(key, { version, peek });
    // A file name that is being typed makes one entry per key press.
    if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    return peek;
  }

  dispose(): void {
    for (const watcher of this.#watchers.values()) watcher.dispose();
    this.#watchers.clear();
    this.#changed.dispose();
  }

  #watch(file: string): void {
    if (this.#watchers.has(file)) return;
    const pattern = new vscode.RelativePattern(vscode.Uri.file(dirname(file)), escapeGlob(basename(file)));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const tell = () => this.#changed.fire();
    const all = [watcher, watcher.onDidChange(tell), watcher.onDidCreate(tell), watcher.onDidDelete(tell)];
    this.#watchers.set(file, vscode.Disposable.from(...all));
    if (this.#watchers.size <= WATCHED) return;
    const [oldest, disposable] = this.#watchers.entries().next().value!;
    disposable.dispose();
    this.#watchers.delete(oldest);
  }
}

const KEPT = 32;
const WATCHED = 16;

async function versionOf(file: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(file);
    return `${mtimeMs}:${size}`;
  } catch {
    return 'absent';
  }
}

const escapeGlob = (name: string) => name.replaceAll(/[[\]{}*?]/g, '[$&]');
