/** A place in a text. Lines and columns count from 1, in UTF-16 code units, as editors show them; offset counts from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** From `start` up to, not including, `end`. Empty where something is missing. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Something in a spec that its author should know: an error keeps the search from running, a warning does not. */
export interface Problem {
  /** Stable identifier, e.g. `spec/unknown-key`; all are listed in `spec/codes.ts`. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** One sentence without a full stop; names and values stand in backticks. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
  /** The key or value at fault. */
  readonly range: Range;
  /** Where in the spec, e.g. `space.hidden[2]`; empty: the file as a whole. */
  readonly path: string;
  /** Text that, put in place of `range`, would mend it. */
  readonly suggestion?: string;
}
