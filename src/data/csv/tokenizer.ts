import { UserError } from '../../base/errors.ts';
import { SIGNED_POWERS_OF_TEN } from '../decimal.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;
const CR = 0x0d;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;

/** that surely fit into an int32 */
const MOST_DIGITS = 9;

/** bytes; bounds the memory that a lost quote can take */
const LONGEST_RECORD = 1 << 20;

/**
 * Splits CSV (RFC 4180; LF, CRLF or CR line ends) into records without making strings: a cell is a range of bytes.
 *
 * Own code instead of csv-parse, because decoding every cell costs more than everything else together: the 74 MB of
 * UCI HAR's training file (949,121 × 12 cells) take 5.9 s to stream through csv-parse 7.0.3 plus `Number`, and 0.3 s
 * through this (Node 20, one core of the build machine).
 */
export class CsvTokenizer {
  readonly #file: string;
  readonly #onRecord: (record: CsvTokenizer) => void;
  /** Holds the record that the last block broke off in, the next block, and a line end, so that every cell has an end. */
  #room = Buffer.alloc(0);
  /** bytes of that record */
  #carried = 0;
  #nextLine = 1;
  #hasQuotes = false;
  #openQuote = -1;

  /** The bytes that the ranges refer to; like the ranges, valid only during `onRecord`. */
  bytes: Buffer = this.#room;
  /** First line of the record, from 1. */
  line = 1;
  /** First byte of the record. */
  begin = 0;
  /** Cells of the record. */
  count = 0;
  /** [cell] first byte; of a quoted cell, after the quote */
  starts = new Int32Array(64);
  /** [cell] byte after the last */
  ends = new Int32Array(64);
  /** [cell] its number where it is a plain and short one, else NaN: `parseDecimal` then says what it is. */
  numbers = new Float64Array(64);

  /** @param onRecord called for every record that is not a blank line */
  constructor(file: string, onRecord: (record: CsvTokenizer) => void) {
    this.#file = file;
    this.#onRecord = onRecord;
  }

  push(block: Buffer): void {
    const size = this.#carried + block.length;
    if (size >= this.#room.length) {
      const larger = Buffer.allocUnsafeSlow(2 * size);
      this.#room.copy(larger, 0, 0, this.#carried);
      this.#room = larger;
    }
    block.copy(this.#room, this.#carried);
    const at = this.#records(size, false);
    if (size - at > LONGEST_RECORD) throw this.#endless(at);
    this.#room.copyWithin(0, at, size);
    this.#carried = size - at;
  }

  /** The last record may lack its line end. */
  finish(): void {
    if (this.#records(this.#carried, true) < this.bytes.length) throw this.#endless(0);
  }

  /** The text of a cell, trimmed. */
  text(cell: number): string {
    const start = this.starts[cell]!;
    const text = decode(this.bytes.subarray(start, this.ends[cell]));
    if (text === undefined) {
      throw new UserError('data/encoding', 'the text is not valid UTF-8', {
        where: this.where(start),
        hint: 'Save the file as UTF-8.',
      });
    }
    return (start > this.begin && this.bytes[start - 1] === QUOTE ? text.replaceAll('""', '"') : text).trim();
  }

  /** `file:line:column` of a byte of this record, columns in UTF-16 units as editors count them. */
  where(byte: number): string {
    let line = this.line;
    let lineStart = this.begin;
    for (let at = this.begin; at < byte; at++) {
      if (this.bytes[at] !== LF) continue;
      line++;
      lineStart = at + 1;
    }
    return `${this.#file}:${line}:${this.bytes.toString('utf8', lineStart, byte).length + 1}`;
  }

  #records(size: number, last: boolean): number {
    this.bytes = this.#room.subarray(0, size);
    this.#room[size] = LF;
    let at = 0;
    while (at < size) {
      this.line = this.#nextLine;
      this.begin = at;
      const next = this.#scan(at, last);
      if (next < 0) return at;
      this.#nextLine += 1 + (this.#hasQuotes ? this.#linesWithin() : 0);
      const blank = this.count === 1 && this.starts[0] === this.ends[0] && !this.#hasQuotes;
      if (!blank) this.#onRecord(this);
      at = next;
    }
    return at;
  }

  /** Finds the cells of the record at `from`. @returns where the next begins, or -1 when the end is not here yet */
  #scan(from: number, last: boolean): number {
    const bytes = this.#room;
    const size = this.bytes.length;
    let at = from;
    this.count = 0;
    this.#hasQuotes = false;
    this.#openQuote = -1;
    for (;;) {
      this.#makeRoom();
      if (at < size && bytes[at] === QUOTE) {
        this.#hasQuotes = true;
        const end = this.#closingQuote(at + 1, last);
        if (end < 0) return -1;
        this.starts[this.count] = at + 1;
        this.ends[this.count] = end;
        this.numbers[this.count] = NaN;
        at = end + 1;
      } else {
        at = this.#unquoted(at);
      }
      this.count++;
      if (at >= size) return last ? size : -1;
      const byte = bytes[at]!;
      if (byte === COMMA) at++;
      else if (byte === LF) return at + 1;
      else if (byte !== CR) throw this.#stray(at - 1);
      else if (at + 1 === size && !last) return -1;
      else return Math.min(size, bytes[at + 1] === LF ? at + 2 : at + 1);
    }
  }

  /**
   * A cell without quotes. Its digits are added up in passing, since most cells are numbers, and its sign without a
   * branch, which a processor would guess wrong half the time. Ends at the latest at the line end behind the last byte.
   */
  #unquoted(from: number): number {
    const bytes = this.#room;
    const negative = ((bytes[from]! ^ MINUS) - 1) >>> 31;
    const first = from + negative;
    let at = first;
    let byte = bytes[at]!;
    let mantissa = 0;
    for (; (byte - ZERO) >>> 0 <= 9; byte = bytes[++at]!) mantissa = (Math.imul(mantissa, 10) + byte - ZERO) | 0;
    let digits = at - first;
    let decimals = 0;
    if (byte === POINT) {
      const point = at;
      byte = bytes[++at]!;
      for (; (byte - ZERO) >>> 0 <= 9; byte = bytes[++at]!) mantissa = (Math.imul(mantissa, 10) + byte - ZERO) | 0;
      decimals = at - point - 1;
      digits += decimals;
    }
    const isNumber = isEnd(byte) && digits > 0 && digits <= MOST_DIGITS;
    for (; !isEnd(byte); byte = bytes[++at]!) if (byte === QUOTE) throw this.#stray(at);
    this.starts[this.count] = from;
    this.ends[this.count] = at;
    this.numbers[this.count] = isNumber ? mantissa / SIGNED_POWERS_OF_TEN[2 * decimals + negative]! : NaN;
    return at;
  }

  #closingQuote(start: number, last: boolean): number {
    for (let at = start; ; at += 2) {
      at = this.bytes.indexOf(QUOTE, at);
      if (at < 0) {
        this.#openQuote = start - 1;
        return -1;
      }
      if (at + 1 === this.bytes.length && !last) return -1;
      if (this.bytes[at + 1] !== QUOTE) return at;
    }
  }

  /** For one more cell. */
  #makeRoom(): void {
    if (this.count < this.starts.length) return;
    this.starts = doubled(this.starts);
    this.ends = doubled(this.ends);
    this.numbers = doubled(this.numbers);
  }

  #linesWithin(): number {
    let lines = 0;
    for (let cell = 0; cell < this.count; cell++) {
      for (let at = this.starts[cell]!; at < this.ends[cell]!; at++) if (this.bytes[at] === LF) lines++;
    }
    return lines;
  }

  #stray(at: number): UserError {
    return new UserError('data/stray-quote', 'a quote stands inside a cell', {
      where: this.where(at),
      hint: 'A cell with a quote in it is quoted as a whole, and the quote is doubled: "5"" disk".',
    });
  }

  #endless(from: number): UserError {
    if (this.#openQuote >= 0) {
      return new UserError('data/unclosed-quote', 'a quoted cell never ends', {
        where: this.where(this.#openQuote),
        hint: 'Close it with a quote before the next comma.',
      });
    }
    return new UserError('data/record-too-long', `a row is longer than ${LONGEST_RECORD} bytes`, {
      where: this.where(from),
      hint: 'Is this a CSV file?',
    });
  }
}

function isEnd(byte: number): boolean {
  return byte === COMMA || byte === LF || byte === CR;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Undefined when the bytes are not UTF-8. */
export function decode(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function doubled<List extends Int32Array | Float64Array>(list: List): List {
  const Kind = list.constructor as new (length: number) => List;
  const result = new Kind(2 * list.length);
  result.set(list);
  return result;
}
