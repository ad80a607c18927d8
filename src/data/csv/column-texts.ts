import type { CsvTokenizer } from './tokenizer.ts';

/**
 * Numbers the different texts of a column. The rows of a series mostly repeat the text of the row before, so its bytes
 * are compared first and a string is made only when they change.
 */
export class ColumnTexts {
  readonly #number: (text: string, record: CsvTokenizer, cell: number) => number;
  #last = Buffer.alloc(0);
  #lastNumber = -1;

  /** @param number of a text that differs from the one before */
  constructor(number: (text: string, record: CsvTokenizer, cell: number) => number) {
    this.#number = number;
  }

  numberOf(record: CsvTokenizer, cell: number): number {
    const start = record.starts[cell]!;
    const end = record.ends[cell]!;
    if (this.#lastNumber >= 0 && this.#same(record.bytes, start, end)) return this.#lastNumber;
    this.#lastNumber = this.#number(record.text(cell), record, cell);
    this.#last = Buffer.from(record.bytes.subarray(start, end));
    return this.#lastNumber;
  }

  #same(bytes: Buffer, start: number, end: number): boolean {
    if (end - start !== this.#last.length) return false;
    for (let i = 0; i < this.#last.length; i++) if (bytes[start + i] !== this.#last[i]) return false;
    return true;
  }
}
