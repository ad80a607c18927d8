import { UserError } from '../base/errors.ts';
import { isNumeric, otherDelimiter, readHeader } from './csv/columns.ts';
import { ragged } from './csv/read.ts';
import { CsvTokenizer } from './csv/tokenizer.ts';
import { sizeOfFile } from './files.ts';
import type { ColumnPeek, DataPeek } from './data-peek.ts';
import { beginningOf } from './peek-text.ts';

/** More different texts than this are no names of classes, as in `classes.ts`. */
const MOST_TEXTS = 1000;
/** A column with more changes than this is a signal, which is not followed further, */
const MOST_RUNS = 5_000;
/** unless it has changed between so few texts that they are names. */
const FEW_TEXTS = 100;

/** What the columns of a CSV file hold. @throws UserError as the reader does */
export async function peekCsv(path: string, signal: AbortSignal | undefined): Promise<Partial<DataPeek>> {
  await sizeOfFile(path);
  let header: string[] | undefined;
  let columns: ColumnWatch[] | undefined;
  let rows = 0;
  const tokenizer = new CsvTokenizer(path, (record) => {
    if (header === undefined) {
      header = readHeader(record);
      return;
    }
    if (record.count !== header.length) throw ragged(record, header);
    columns ??= header.map((name, cell) => new ColumnWatch(name, isNumeric(record, cell)));
    for (const [cell, column] of columns.entries()) column.take(record, cell);
    rows++;
  });

  const extent = { complete: false };
  for await (const piece of beginningOf(path, extent, signal)) tokenizer.push(piece);
  const { complete } = extent;
  if (complete) tokenizer.finish();
  if (columns === undefined || header === undefined) {
    throw new UserError('data/no-rows', 'there are no rows below the header', { where: path });
  }
  const hint = otherDelimiter(header);
  if (hint !== undefined) throw new UserError('data/no-channels', 'there is only one column', { where: path, hint });
  return { complete, rows, columns: columns.map((column) => column.finish(complete)) };
}

class ColumnWatch {
  readonly #name: string;
  readonly #numeric: boolean;
  #texts: Set<string> | undefined = new Set();
  /** The text of the last row: the first `#length` bytes. */
  #last = Buffer.alloc(32);
  #length = 0;
  #run = 0;
  #runs = 0;
  #shortest = Infinity;
  #longest = 0;

  constructor(name: string, numeric: boolean) {
    this.#name = name;
    this.#numeric = numeric;
  }

  take(record: CsvTokenizer, cell: number): void {
    if (this.#runs > MOST_RUNS) {
      if (this.#texts !== undefined && this.#texts.size > FEW_TEXTS) this.#texts = undefined;
      return;
    }
    const { bytes } = record;
    const start = record.starts[cell]!;
    const end = record.ends[cell]!;
    if (this.#run > 0 && this.#same(bytes, start, end)) {
      this.#run++;
      return;
    }
    this.#endRun();
    this.#runs++;
    this.#run = 1;
    this.#length = end - start;
    if (this.#length > this.#last.length) this.#last = Buffer.alloc(2 * this.#length);
    bytes.copy(this.#last, 0, start, end);
    if (this.#texts === undefined) return;
    this.#texts.add(record.text(cell));
    if (this.#texts.size > MOST_TEXTS) this.#texts = undefined;
  }

  /** The last run of a file that was not read to its end may go on. */
  finish(complete: boolean): ColumnPeek {
    if (complete || this.#runs <= 1) this.#endRun();
    else this.#longest = Math.max(this.#longest, this.#run);
    return {
      name: this.#name,
      numeric: this.#numeric,
      texts: this.#texts && [...this.#texts],
      runs: { shortest: Math.min(this.#shortest, this.#longest), longest: this.#longest },
    };
  }

  #same(bytes: Buffer, start: number, end: number): boolean {
    if (end - start !== this.#length) return false;
    for (let at = 0; at < this.#length; at++) if (this.#last[at] !== bytes[start + at]) return false;
    return true;
  }

  #endRun(): void {
    if (this.#run === 0) return;
    this.#shortest = Math.min(this.#shortest, this.#run);
    this.#longest = Math.max(this.#longest, this.#run);
  }
}
