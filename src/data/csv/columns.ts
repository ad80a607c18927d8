import { UserError } from '../../base/errors.ts';
import { isNotFinite, parseDecimal } from '../decimal.ts';
import { didYouMean } from '../nearest.ts';
import type { CsvTokenizer } from './tokenizer.ts';

/** Which columns a file is read for, by name. */
export interface ColumnPlan {
  readonly series: string | undefined;
  /** undefined: all numeric columns that have no other part */
  readonly channels: readonly string[] | undefined;
  /** who asks for them, in messages */
  readonly channelsFrom: 'data.channels' | 'a channel of the training file';
  readonly target: string;
  readonly group: string | undefined;
}

/** The same as indices of cells; -1: none. */
export interface Columns {
  readonly names: readonly string[];
  readonly series: number;
  readonly channels: Int32Array;
  readonly target: number;
  readonly group: number;
}

/** Column names as the header has them; a name may be empty (pandas writes its index so) but not stand there twice. */
export function readHeader(record: CsvTokenizer): string[] {
  const names: string[] = [];
  const seen = new Set<string>();
  for (let cell = 0; cell < record.count; cell++) {
    const name = record.text(cell);
    if (name !== '' && seen.has(name)) {
      throw new UserError('data/duplicate-column', `column "${name}" stands in the header twice`, {
        where: record.where(record.starts[cell]!),
        hint: 'Rename one of them.',
      });
    }
    seen.add(name);
    names.push(name);
  }
  return names;
}

/**
 * Finds the planned columns in the header. Which columns are numeric is seen in the first row.
 * @param headerPlace `file:line` of the header
 */
export function findColumns(
  names: readonly string[],
  plan: ColumnPlan,
  firstRow: CsvTokenizer,
  headerPlace: string,
): Columns {
  const find = (name: string, part: string): number => {
    const index = names.indexOf(name);
    if (index >= 0) return index;
    throw new UserError('data/missing-column', `there is no column "${name}" (${part})`, {
      where: headerPlace,
      hint: otherDelimiter(names) ?? didYouMean(name, names.filter(Boolean)),
    });
  };
  const series = plan.series === undefined ? -1 : find(plan.series, 'data.series');
  const target = find(plan.target, 'task.target');
  const group = plan.group === undefined ? -1 : find(plan.group, 'data.validation.column');

  const channels =
    plan.channels?.map((name) => find(name, plan.channelsFrom)) ??
    names.flatMap((name, cell) =>
      name !== '' && ![series, target, group].includes(cell) && isNumeric(firstRow, cell) ? [cell] : [],
    );
  if (channels.length === 0) {
    throw new UserError('data/no-channels', 'no numeric column is left to learn from', {
      where: headerPlace,
      hint: otherDelimiter(names) ?? 'List the columns to learn from under `data.channels`.',
    });
  }
  const leaking = channels.find((cell) => cell === target);
  if (leaking !== undefined) {
    throw new UserError('data/target-is-channel', `column "${plan.target}" is both target and channel`, {
      where: headerPlace,
      hint: 'Take it out of `data.channels`.',
    });
  }
  return { names, series, channels: Int32Array.from(channels), target, group };
}

/** An empty cell counts as numeric: the row reader then says that it is empty, instead of a column vanishing silently. */
export function isNumeric(record: CsvTokenizer, cell: number): boolean {
  const text = record.text(cell);
  return (
    text === '' ||
    isNotFinite(text) ||
    !Number.isNaN(parseDecimal(record.bytes, record.starts[cell]!, record.ends[cell]!))
  );
}

export function otherDelimiter(names: readonly string[]): string | undefined {
  if (names.length !== 1) return undefined;
  if (names[0]!.includes(';')) return 'The columns seem to be separated by semicolons; save the file with commas.';
  if (names[0]!.includes('\t')) return 'The columns seem to be separated by tabs; save the file with commas.';
  return undefined;
}

/** What is wrong with an empty cell, or one that `parseDecimal` made no finite float32 of. */
export function badCell(record: CsvTokenizer, cell: number, column: string): UserError {
  const text = record.text(cell);
  const where = record.where(record.starts[cell]!);
  if (text === '') {
    return new UserError('data/empty-cell', `the cell of column "${column}" is empty`, {
      where,
      hint: 'Fill the gap, or leave the row out.',
    });
  }
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  if (isNotFinite(text)) {
    return new UserError('data/not-finite', `"${shown}" in column "${column}" is not a finite number`, {
      where,
      hint: 'Fill the gap, or leave the row out.',
    });
  }
  const value = parseDecimal(record.bytes, record.starts[cell]!, record.ends[cell]!);
  if (!Number.isNaN(value)) {
    return new UserError('data/not-finite', `"${shown}" in column "${column}" is too large for a 32-bit float`, {
      where,
    });
  }
  return new UserError('data/not-a-number', `"${shown}" in column "${column}" is not a number`, {
    where,
    hint: 'Decimal points are points. A column of text is left out by listing the others under `data.channels`.',
  });
}
