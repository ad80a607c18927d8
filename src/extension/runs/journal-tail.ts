import { type FileHandle, open } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { messageOf, UserError } from '../../base/errors.ts';
import { reportOf } from '../../protocol/error-report.ts';
import type { ErrorReport } from '../../protocol/jobs.ts';
import { parseLine } from '../../protocol/journal-lines.ts';
import type { JournalEvent } from '../../protocol/journal.ts';

/** Where the events of a journal go. */
export interface EventSink {
  /** @throws RangeError when the event cannot follow those before it */
  accept(event: JournalEvent): void;
  /** The file is another one, or shorter than it was: all events come again. */
  restart(): void;
}

/** Milliseconds for which the editor may be busy with lines before others have their turn. */
const SLICE = 4;

/** Bytes read at a time, unless a line is longer. */
const CHUNK = 1 << 16;

const NEWLINE = 0x0a;

interface Stamp {
  readonly inode: number;
  readonly size: number;
  /** Milliseconds. */
  readonly modified: number;
}

/**
 * Reads a journal as it grows: whole lines, each once, in slices that leave the editor its breath. A damaged line ends the
 * reading until the file is another one.
 */
export class JournalTail {
  readonly #path: string;
  readonly #sink: EventSink;
  /** Bytes and lines that the sink has. */
  #offset = 0;
  #lines = 0;
  #stamp: Stamp | undefined;
  #damage: ErrorReport | undefined;
  #reading: Promise<void> | undefined;
  #again = false;

  constructor(path: string, sink: EventSink) {
    this.#path = path;
    this.#sink = sink;
  }

  /** Why the journal cannot be read (any further). */
  get damage(): ErrorReport | undefined {
    return this.#damage;
  }

  /** Reads what is new. Resolves when all is read that was there when this was called. */
  async read(): Promise<void> {
    if (this.#reading === undefined) this.#reading = this.#readAll();
    else this.#again = true;
    await this.#reading;
  }

  async #readAll(): Promise<void> {
    try {
      for (this.#again = true; this.#again;) {
        this.#again = false;
        await this.#readOnce();
      }
    } finally {
      this.#reading = undefined;
    }
  }

  async #readOnce(): Promise<void> {
    let file: FileHandle;
    try {
      file = await open(this.#path, 'r');
    } catch (error) {
      this.#cannotOpen(error);
      return;
    }
    try {
      const { ino: inode, size, mtimeMs: modified } = await file.stat();
      this.#compare({ inode, size, modified });
      if (this.#damage === undefined && size > this.#offset) await this.#readLines(file);
    } catch (error) {
      this.#damage = error instanceof UserError ? reportOf(error) : this.#unreadable(error);
    } finally {
      await file.close();
    }
  }

  #cannotOpen(error: unknown): void {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      if (this.#stamp !== undefined) this.#restart();
      this.#stamp = undefined;
    } else {
      this.#damage = this.#unreadable(error);
    }
  }

  /** Notices a file that was replaced or cut, and one that somebody mended. */
  #compare(stamp: Stamp): void {
    const before = this.#stamp;
    this.#stamp = stamp;
    if (before === undefined) {
      this.#damage = undefined;
      return;
    }
    const replaced = stamp.inode !== before.inode || stamp.size < this.#offset;
    const touched = stamp.size !== before.size || stamp.modified !== before.modified;
    if (replaced || (this.#damage !== undefined && touched)) this.#restart();
  }

  #restart(): void {
    this.#offset = 0;
    this.#lines = 0;
    this.#damage = undefined;
    this.#sink.restart();
  }

  async #readLines(file: FileHandle): Promise<void> {
    let buffer = new Uint8Array(CHUNK);
    let since = performance.now();
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, this.#offset);
      const end = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE) + 1;
      if (end === 0) {
        // The line is not complete yet, or longer than the buffer.
        if (bytesRead < buffer.length) return;
        buffer = new Uint8Array(2 * buffer.length);
        continue;
      }
      for (let start = 0; start < end;) {
        const newline = buffer.indexOf(NEWLINE, start);
        this.#accept(buffer.subarray(start, newline));
        this.#offset += newline + 1 - start;
        start = newline + 1;
        if (performance.now() - since < SLICE) continue;
        await setImmediate();
        since = performance.now();
      }
      if (bytesRead < buffer.length) return;
    }
  }

  #accept(line: Uint8Array): void {
    const number = this.#lines + 1;
    const event = parseLine(line, this.#path, number);
    try {
      this.#sink.accept(event);
    } catch (cause) {
      throw new UserError('journal/damaged', `damaged journal: ${messageOf(cause)}`, {
        where: `${this.#path}:${number}`,
        hint: 'Delete this line and all after it to resume from there, or start a new run.',
        cause,
      });
    }
    this.#lines = number;
  }

  #unreadable(error: unknown): ErrorReport {
    return {
      code: 'journal/unreadable',
      message: `the journal cannot be read: ${messageOf(error)}`,
      where: this.#path,
      hint: 'Check the disk and the permissions of the file.',
    };
  }
}
