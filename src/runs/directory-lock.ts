import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { UserError } from '../base/errors.ts';

export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601 */
  readonly since: string;
}

/** Locks of this process: a pid that is our own says nothing when a restarted container hands it out again. */
const held = new Set<string>();

let attempts = 0;

/**
 * A lock file with the pid of its holder. The lock of a process that died is taken over; that of one on another host is
 * respected, since nobody here can tell.
 * @throws UserError when somebody else holds it
 */
export class DirectoryLock {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
    held.add(path);
  }

  static acquire(path: string): DirectoryLock {
    for (;;) {
      if (create(path)) return new DirectoryLock(path);
      const content = read(path);
      if (content === undefined) continue; // released in this moment
      const holder = parse(content);
      if (holder !== undefined && isAlive(holder, path)) throw inUse(path, holder);
      if (takeOver(path, content)) return new DirectoryLock(path);
    }
  }

  /** Who holds the lock; undefined: nobody that is alive. */
  static holder(path: string): Holder | undefined {
    const holder = parse(read(path) ?? '');
    return holder !== undefined && isAlive(holder, path) ? holder : undefined;
  }

  release(): void {
    held.delete(this.#path);
    rmSync(this.#path, { force: true });
  }
}

/** False when the file exists. It appears with its content, so that nobody reads it half written. */
function create(path: string): boolean {
  const content = ownContent();
  const draft = uniqueName(path);
  try {
    writeFileSync(draft, content);
    linkSync(draft, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS') return createWithoutLinks(path, content);
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** For file systems without hard links (FAT, some network shares). */
function createWithoutLinks(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Replaces a stale lock by our own. Of several processes that try, one at a time holds the guard, and only while the lock is
 * still the stale one may it be replaced. A guard can be stale itself, and is taken over in the same way.
 */
function takeOver(path: string, stale: string): boolean {
  const guard = `${path}.takeover`;
  if (!create(guard)) {
    const content = read(guard);
    if (content === undefined) return false;
    const holder = parse(content);
    if (holder !== undefined && isAlive(holder, guard)) {
      pause(5);
      return false;
    }
    if (!takeOver(guard, content)) return false;
  }
  try {
    if (read(path) !== stale) return false;
    const draft = uniqueName(path);
    writeFileSync(draft, ownContent());
    renameSync(draft, path);
    return true;
  } finally {
    rmSync(guard, { force: true });
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function ownContent(): string {
  const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  return JSON.stringify(holder);
}

function uniqueName(path: string): string {
  return `${path}.${process.pid}.${attempts++}`;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(content: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value !== 'object' || value === null) return undefined;
    const { pid, host, since } = value as Partial<Record<keyof Holder, unknown>>;
    if (typeof pid !== 'number' || typeof host !== 'string' || typeof since !== 'string') return undefined;
    return { pid, host, since };
  } catch {
    return undefined;
  }
}

function isAlive({ pid, host }: Holder, path: string): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return held.has(path);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function inUse(path: string, { pid, host, since }: Holder): UserError {
  const where = host === hostname() ? '' : ` on ${host}`;
  return new UserError('run/in-use', `this run is being worked on by process ${pid}${where}, since ${since}`, {
    where: path,
    hint: 'Wait for it or stop it. If that process is gone or not a search, delete the lock file.',
  });
}
