import { type EndLine, readLine, type StartLine, type WindowLine } from './line.ts';

/** What a board said of itself from a start to an end. */
export interface Reading {
  readonly start: StartLine;
  readonly windows: readonly WindowLine[];
  readonly end: EndLine;
}

/** Bytes of a line without an end that are kept: noise may go on for ever. */
const LONGEST_LINE = 4096;

/**
 * Picks whole measurements out of what comes over a line: in pieces of any size, with the noise of a boot, lines of others,
 * lines that were damaged, and boards that start anew in the middle.
 */
export class ReadingCollector {
  /** The first whole measurement. */
  reading: Reading | undefined;
  /** Bytes so far, and those of them that are no text. */
  bytes = 0;
  unreadable = 0;
  /** Lines of ours that are whole, or are not. */
  whole = 0;
  damaged = 0;
  #rest = '';
  #start: StartLine | undefined;
  #windows: WindowLine[] = [];

  /** @returns whether there is a whole measurement now */
  take(chunk: Uint8Array): boolean {
    this.bytes += chunk.length;
    for (const byte of chunk) if (byte >= 0x7f || (byte < 0x20 && !TEXT_CONTROLS.has(byte))) this.unreadable++;
    const lines = (this.#rest + latin1(chunk)).split(/[\r\n]+/);
    this.#rest = lines.pop()!.slice(-LONGEST_LINE);
    for (const line of lines) this.#line(line);
    return this.reading !== undefined;
  }

  /** Nothing follows: a last line may lack its end. */
  close(): boolean {
    this.#line(this.#rest);
    this.#rest = '';
    return this.reading !== undefined;
  }

  /** What it lacks of the measurement that it is in. */
  get unfinished(): boolean {
    return this.#start !== undefined;
  }

  #line(text: string): void {
    const line = readLine(text);
    if (line === 'other') return;
    if (line === 'damaged') {
      this.damaged++;
      this.#start = undefined;
      return;
    }
    this.whole++;
    if (line.kind === 'start') {
      this.#start = line;
      this.#windows = [];
    } else if (line.kind === 'window') {
      if (line.index === this.#windows.length) this.#windows.push(line);
      else this.#start = undefined;
    } else {
      this.#end(line);
    }
  }

  #end(end: EndLine): void {
    const [start, windows] = [this.#start, this.#windows];
    this.#start = undefined;
    if (start === undefined || this.reading !== undefined) return;
    const belongs = end.model === start.model && end.windows === start.windows;
    if (belongs && windows.length === start.windows && windows.length > 0) this.reading = { start, windows, end };
  }
}

/** Tab, line feed, form feed, carriage return, and the escape of colours. */
const TEXT_CONTROLS = new Set([9, 10, 12, 13, 27]);

/** Every byte a character, so that noise cannot swallow what follows it. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
