import * as fs from 'node:fs';
import { inCanonicalOrder } from '../protocol/canonical-order.ts';
import { formatEvent, parseJournal, type ParsedJournal } from '../protocol/journal-lines.ts';
import type { JournalEvent, JournalWriter } from '../protocol/journal.ts';
import { type AtomicFileSystem, writeFileAtomically } from './atomic-file.ts';
import { DirectoryLock, type Holder } from './directory-lock.ts';
import { diskError } from './disk-error.ts';

/** What the journal needs of a file system; a port, so that a full disk can be tried. */
export type JournalFileSystem = AtomicFileSystem & Pick<typeof fs, 'writeSync' | 'ftruncateSync'>;

/** Events that may be lost with the power: the trial is done again. All others are forced to the disk. */
const CHEAP: readonly JournalEvent['type'][] = ['epoch', 'trial-proposed'];

/** The complete lines of a journal; empty when there is none. May be read while somebody writes. */
export function readJournal(path: string): ParsedJournal {
  let content: Uint8Array;
  try {
    content = fs.readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { events: [], bytes: 0 };
    throw error;
  }
  return parseJournal(content, path);
}

/** The process that works on a run; undefined: none that is alive. Cheap, and leaves the lock alone. */
export function journalHolder(path: string): Holder | undefined {
  return DirectoryLock.holder(lockPath(path));
}

const lockPath = (journal: string): string => `${journal}.lock`;

/**
 * The journal of a run as a file of lines, with one writer at a time. It grows in the order of arrival; the line that finishes
 * the run comes with a file in canonical order, which takes the place of the one there was.
 */
export class JournalFile implements JournalWriter {
  /** What was there before this writer. */
  readonly previous: readonly JournalEvent[];
  /** What it has written itself. */
  readonly #written: JournalEvent[] = [];
  readonly #path: string;
  readonly #fs: JournalFileSystem;
  readonly #lock: DirectoryLock;
  #descriptor: number;
  /** Length of the complete lines. */
  #bytes: number;
  /** The end of the file may hold part of a line: nothing may follow it. */
  #torn = false;
  #closed = false;

  /**
   * Takes the lock, reads what is there, and cuts off a line that a kill left unfinished.
   * @throws UserError when another process writes, or the journal is damaged
   */
  static open(path: string, fileSystem: JournalFileSystem = fs): JournalFile {
    const lock = DirectoryLock.acquire(lockPath(path));
    try {
      return new JournalFile(path, fileSystem, lock);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  private constructor(path: string, fileSystem: JournalFileSystem, lock: DirectoryLock) {
    const { events, bytes } = readJournal(path);
    this.previous = events;
    this.#path = path;
    this.#fs = fileSystem;
    this.#lock = lock;
    this.#bytes = bytes;
    this.#descriptor = fileSystem.openSync(path, 'a');
    fileSystem.ftruncateSync(this.#descriptor, bytes);
  }

  append(event: JournalEvent): void {
    if (this.#closed) throw new Error('the journal is closed');
    if (this.#torn) throw new Error('the journal ends in the middle of a line');
    if (event.type === 'run-finished' && this.#finish(event)) return;
    const line = Buffer.from(formatEvent(event));
    try {
      for (let written = 0; written < line.length;) {
        written += this.#fs.writeSync(this.#descriptor, line, written, line.length - written);
      }
      if (!CHEAP.includes(event.type)) this.#fs.fsyncSync(this.#descriptor);
    } catch (error) {
      this.#cutOff();
      throw diskError(error, this.#path);
    }
    this.#bytes += line.length;
    this.#written.push(event);
  }

  /** Gives the lock back. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#fs.closeSync(this.#descriptor);
    this.#lock.release();
  }

  /**
   * All lines in canonical order, with the last one: a kill leaves the journal as it was or all of the new one.
   * @returns false when that cannot be written: the journal stays as it is, in the order of arrival, and is as good
   */
  #finish(event: JournalEvent): boolean {
    const events = inCanonicalOrder([...this.previous, ...this.#written, event]);
    const content = events.map(formatEvent).join('');
    // Windows replaces no file that is open.
    this.#fs.closeSync(this.#descriptor);
    try {
      writeFileAtomically(this.#path, content, this.#fs);
      this.#bytes = Buffer.byteLength(content);
      return true;
    } catch {
      return false;
    } finally {
      this.#descriptor = this.#fs.openSync(this.#path, 'a');
    }
  }

  /** Takes back a line that could not be written whole. */
  #cutOff(): void {
    try {
      this.#fs.ftruncateSync(this.#descriptor, this.#bytes);
    } catch {
      this.#torn = true;
    }
  }
}
