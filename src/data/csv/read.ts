import { UserError } from '../../base/errors.ts';
import type { Arrays } from '../arrays.ts';
import { readText } from '../bytes.ts';
import { ClassNames } from '../classes.ts';
import { LARGEST_FLOAT32, parseDecimal } from '../decimal.ts';
import { GrowingRows } from '../growing.ts';
import type { Intake } from '../intake.ts';
import type { Agreed, Recordings } from '../recordings.ts';
import { ColumnTexts } from './column-texts.ts';
import { badCell, findColumns, readHeader, type ColumnPlan, type Columns } from './columns.ts';
import { CsvTokenizer } from './tokenizer.ts';

export interface CsvPlan extends ColumnPlan {
  readonly task: 'classification' | 'regression';
  /** Windows will be cut, so every row keeps its target; else a series has one. */
  readonly targetPer: 'row' | 'recording';
  readonly samplingRate: number | undefined;
  /** The training file, when this is the test file. */
  readonly agreed: Agreed | undefined;
}

/** Reads a long CSV file, plain or gzip: a header, then one row per sample, the rows of a series together. */
export async function readCsv(file: string, plan: CsvPlan, intake: Intake, arrays: Arrays): Promise<Recordings> {
  const reader = new RowReader(file, plan, arrays, () => intake.share);
  const tokenizer = new CsvTokenizer(file, (record) => {
    reader.take(record);
  });
  for await (const block of readText(file, intake)) tokenizer.push(block);
  tokenizer.finish();
  return reader.finish();
}

class RowReader {
  readonly #file: string;
  readonly #plan: CsvPlan;
  readonly #classes: ClassNames;
  readonly #series: ColumnTexts;
  readonly #groups: ColumnTexts;
  readonly #labels: ColumnTexts;
  readonly #seriesNumbers = new Map<string, number>();
  readonly #groupNumbers = new Map<string, number>();
  #header: string[] | undefined;
  #headerPlace = '';
  #columns: Columns | undefined;
  readonly #newRows: (width: number) => GrowingRows;
  #values: GrowingRows;
  readonly #rowTargets: GrowingRows;

  /** [recording] */
  readonly #starts: number[] = [];
  readonly #targets: number[] = [];
  readonly #groupOf: number[] = [];
  readonly #lines: number[] = [];
  #currentSeries = -1;

  constructor(file: string, plan: CsvPlan, arrays: Arrays, share: () => number) {
    this.#file = file;
    this.#plan = plan;
    this.#newRows = (width) => new GrowingRows(width, arrays, share);
    this.#values = this.#newRows(1);
    this.#rowTargets = this.#newRows(1);
    this.#classes = new ClassNames(plan.agreed?.classes);
    this.#series = new ColumnTexts((text, record, cell) =>
      numbered(this.#seriesNumbers, this.#filled(text, record, cell)),
    );
    this.#groups = new ColumnTexts((text, record, cell) =>
      numbered(this.#groupNumbers, this.#filled(text, record, cell)),
    );
    this.#labels = new ColumnTexts((text, record, cell) =>
      this.#classes.indexOf(this.#filled(text, record, cell), () => record.where(record.starts[cell]!)),
    );
  }

  take(record: CsvTokenizer): void {
    if (this.#header === undefined) {
      this.#header = readHeader(record);
      this.#headerPlace = `${this.#file}:${record.line}`;
      return;
    }
    if (record.count !== this.#header.length) throw ragged(record, this.#header);
    const columns = (this.#columns ??= this.#resolve(this.#header, record));

    this.#takeSeries(record, columns);
    const { channels } = columns;
    const offset = this.#values.extend();
    const { values } = this.#values;
    for (let k = 0; k < channels.length; k++) values[offset + k] = this.#number(record, channels[k]!);
    this.#takeTarget(record, columns.target);
  }

  finish(): Recordings {
    if (this.#header === undefined || this.#columns === undefined) {
      throw new UserError('data/no-rows', 'there are no rows below the header', { where: this.#file });
    }
    const { names, channels } = this.#columns;
    const perRow = this.#plan.targetPer === 'row';
    const rows = this.#values.rows;
    const starts = Uint32Array.from(this.#starts);
    const targets = perRow ? this.#rowTargets.finish() : Float32Array.from(this.#targets);
    const lines = this.#lines;
    return {
      channels: [...channels].map((cell) => names[cell]!),
      samplingRate: this.#plan.samplingRate,
      values: this.#values.finish(),
      starts,
      lengths: starts.map((start, i) => (starts[i + 1] ?? rows) - start),
      targets,
      targetPer: this.#plan.targetPer,
      classes: this.#plan.task === 'classification' ? this.#classes.sorted(targets) : [],
      groups: this.#columns.group < 0 ? undefined : Uint32Array.from(this.#groupOf),
      file: this.#file,
      place: (recording) => `${this.#file}:${lines[recording]}`,
    };
  }

  #resolve(header: string[], firstRow: CsvTokenizer): Columns {
    const columns = findColumns(header, this.#plan, firstRow, this.#headerPlace);
    this.#values = this.#newRows(columns.channels.length);
    return columns;
  }

  /** Begins a recording when the series changes or, without a series column, when the group does. */
  #takeSeries(record: CsvTokenizer, columns: Columns): void {
    const first = this.#starts.length === 0;
    const group = columns.group < 0 ? -1 : this.#groups.numberOf(record, columns.group);
    if (columns.series < 0) {
      if (first || group !== this.#groupOf.at(-1)) this.#begin(record, group);
      return;
    }
    const known = this.#seriesNumbers.size;
    const series = this.#series.numberOf(record, columns.series);
    if (series !== this.#currentSeries) {
      if (series < known) throw comesBack(record, columns.series, columns.names);
      this.#currentSeries = series;
      this.#begin(record, group);
    } else if (group !== this.#groupOf.at(-1)) {
      throw new UserError('data/group-not-constant', 'the group changes within a series', {
        where: record.where(record.starts[columns.group]!),
        hint: 'All rows of a series belong to one group.',
      });
    }
  }

  #begin(record: CsvTokenizer, group: number): void {
    this.#starts.push(this.#values.rows);
    this.#lines.push(record.line);
    this.#groupOf.push(group);
  }

  #takeTarget(record: CsvTokenizer, cell: number): void {
    const classes = this.#plan.task === 'classification';
    const target = classes ? this.#labels.numberOf(record, cell) : this.#number(record, cell);
    if (this.#plan.targetPer === 'row') {
      const offset = this.#rowTargets.extend();
      this.#rowTargets.values[offset] = target;
      return;
    }
    const recording = this.#starts.length - 1;
    const before = this.#targets[recording];
    if (classes && before !== undefined && before !== target) {
      throw new UserError('data/target-not-constant', `the class changes within a series, to "${record.text(cell)}"`, {
        where: record.where(record.starts[cell]!),
        hint: 'Cut the series into windows (`data.window`), or give every series one class.',
      });
    }
    this.#targets[recording] = target;
  }

  #filled(text: string, record: CsvTokenizer, cell: number): string {
    if (text === '') throw badCell(record, cell, this.#columns!.names[cell]!);
    return text;
  }

  #number(record: CsvTokenizer, cell: number): number {
    const plain = record.numbers[cell]!;
    if (!Number.isNaN(plain)) return plain;
    const value = parseDecimal(record.bytes, record.starts[cell]!, record.ends[cell]!);
    // False for NaN too.
    if (Math.abs(value) <= LARGEST_FLOAT32) return value;
    throw badCell(record, cell, this.#columns!.names[cell]!);
  }
}

function numbered(numbers: Map<string, number>, text: string): number {
  const known = numbers.get(text);
  if (known !== undefined) return known;
  numbers.set(text, numbers.size);
  return numbers.size - 1;
}

export function ragged(record: CsvTokenizer, header: readonly string[]): UserError {
  const [have, want] = [record.count, header.length];
  const cell = Math.min(have, want) - (have < want ? 1 : 0);
  const missing = header[have];
  return new UserError('data/ragged-row', `the row has ${cells(have)}, and the header has ${want}`, {
    where: record.where(record.starts[cell]!),
    hint: missing === undefined ? 'Is there a comma in a cell that is not quoted?' : `Column "${missing}" has no cell.`,
  });
}

function cells(count: number): string {
  return count === 1 ? '1 cell' : `${count} cells`;
}

function comesBack(record: CsvTokenizer, cell: number, names: readonly string[]): UserError {
  return new UserError(
    'data/series-not-contiguous',
    `series "${record.text(cell)}" comes back after another one in column "${names[cell]!}"`,
    {
      where: record.where(record.starts[cell]!),
      hint: 'Keep the rows of a series together, in time order.',
    },
  );
}
