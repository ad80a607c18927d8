import type { SyntheticData } from '../spec/schema.ts';

/** What a look at the beginning of the data shows. Every part is what was seen, which is all there is when `complete`. */
export interface DataPeek {
  readonly source: 'csv' | 'ts' | 'wav' | 'synthetic';
  /** Everything was looked at. */
  readonly complete: boolean;
  /** Of a CSV file, in the order of its header. */
  readonly columns: readonly ColumnPeek[];
  /** Names, in their order; undefined for a CSV file, where the spec chooses. */
  readonly channels: readonly string[] | undefined;
  /** Undefined for a CSV file, where the spec chooses the target, and for values. */
  readonly classes: readonly string[] | undefined;
  readonly rows: number;
  /** Rows of the series; undefined for a CSV file, where the spec says what a series is. */
  readonly lengths: Lengths | undefined;
  /** Hz, where the files tell. */
  readonly samplingRate: number | undefined;
  readonly problems: readonly PeekProblem[];
}

export interface Lengths {
  readonly shortest: number;
  readonly longest: number;
}

export interface ColumnPeek {
  readonly name: string;
  /** By the first row, as the reader decides. */
  readonly numeric: boolean;
  /** Different texts in the order of their appearance; undefined: too many to be names. */
  readonly texts: readonly string[] | undefined;
  /** Of rows in sequence that hold the same text: the series, if the column names them. */
  readonly runs: Lengths;
}

/** What keeps the data from being read, as the reader would say it. */
export interface PeekProblem {
  readonly key: 'train' | 'test';
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
}

/** The part of a spec that says where the data are; it may come from a file that is otherwise unfinished. */
export type DataSource =
  | { readonly source: 'csv' | 'ts' | 'wav'; readonly train: string; readonly test?: string | undefined }
  | {
      readonly source: 'synthetic';
      readonly generator: SyntheticData['generator'];
      readonly length?: number | undefined;
    };
