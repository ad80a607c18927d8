import * as fs from 'node:fs';
import { formatEvent, parseJournal, type ParsedJournal } from '../protocol/journal-lines.ts';
import type { JournalEvent, JournalWriter } from '../protocol/journal.ts';
import { DirectoryLock, type Holder } from './directory-lock.ts';
import { diskError } from './disk-error.ts';

/** What the journal needs of a file system; a port, so that a full disk can be tried. */
export type JournalFileSystem = Pick<typeof fs, 'openSync' | 'writeSync' | 'fsyncSync' | 'ftruncateSync' | 'closeSync'>;

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

/** The journal of a run as a file of lines, with one writer at a time. */
export class JournalFile implements JournalWriter {
  /** What was there before this writer. */
  readonly previous: readonly JournalEvent[];
  readonly #path: string;
  readonly #fs: JournalFileSystem;
  readonly #lock: DirectoryLock;
  readonly #descriptor: number;
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
  }

  /** Gives the lock back. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#fs.closeSync(this.#descriptor);
    this.#lock.release();
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
