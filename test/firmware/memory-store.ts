import { dirname } from 'node:path';
import type { FileStore } from '../../src/firmware/files.ts';

/** A disk in memory: files and folders, no links. Every change counts, and from the `failAt`-th on all fail with `code`. */
export class MemoryStore implements FileStore {
  readonly files = new Map<string, Uint8Array>();
  readonly folders = new Set<string>();
  #changes = 0;
  #failAt = Infinity;
  #code = '';

  failAt(change: number, code: string): void {
    this.#changes = 0;
    this.#failAt = change;
    this.#code = code;
  }

  #change(): void {
    if (++this.#changes >= this.#failAt) throw Object.assign(new Error('injected'), { code: this.#code });
  }

  async kind(path: string) {
    if (this.files.has(path)) return 'file' as const;
    return this.folders.has(path) ? ('folder' as const) : undefined;
  }

  async read(path: string): Promise<Uint8Array> {
    return this.files.get(path)!;
  }

  async create(path: string, content: Uint8Array): Promise<void> {
    if (this.files.has(path)) throw new Error(`${path} is there already`);
    // As on a full disk: the file is there, its content is not.
    this.files.set(path, new Uint8Array());
    this.#change();
    this.files.set(path, content);
  }

  async rename(from: string, to: string): Promise<void> {
    this.#change();
    this.files.set(to, this.files.get(from)!);
    this.files.delete(from);
  }

  async remove(path: string): Promise<void> {
    this.#change();
    if (!this.files.delete(path)) throw new Error(`${path} is not there`);
  }

  async makeFolder(path: string): Promise<void> {
    this.#change();
    for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) this.folders.add(folder);
  }

  async removeFolder(path: string): Promise<void> {
    this.#change();
    const inside = [...this.files.keys(), ...this.folders].some((name) => name.startsWith(`${path}/`));
    if (inside) throw new Error(`${path} is not empty`);
    this.folders.delete(path);
  }

  async resolve(path: string): Promise<string> {
    return path;
  }
}
