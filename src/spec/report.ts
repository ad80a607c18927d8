import type { Position, Problem, Range } from '../protocol/problem.ts';
import type { ProblemCode } from './codes.ts';

/** [start, end) in the text. */
export type Span = readonly [number, number];

export interface Finding {
  readonly code: ProblemCode;
  readonly message: string;
  readonly severity?: Problem['severity'];
  readonly hint?: string | undefined;
  readonly suggestion?: string | undefined;
  readonly path: string;
}

/** Of each severity. More would help nobody, and a hostile file could make as many as it has characters. */
const MOST = 100;

/** Collects problems and turns offsets into lines and columns. */
export class Report {
  readonly #problems: Problem[] = [];
  readonly #text: string;
  /** [line − 1] offset of its first character */
  readonly #lineStarts: readonly number[];
  readonly #counts = { error: 0, warning: 0 };

  constructor(text: string) {
    this.#text = text;
    this.#lineStarts = [0, ...Array.from(text.matchAll(/\n/g), (match) => match.index + 1)];
  }

  get failed(): boolean {
    return this.#counts.error > 0;
  }

  add(finding: Omit<Finding, 'code'> & { readonly code: string }, span: Span): void {
    const { code, message, severity = 'error', hint, suggestion, path } = finding;
    if (++this.#counts[severity] > MOST) return;
    this.#problems.push({
      code,
      severity,
      message,
      ...(hint !== undefined && { hint }),
      range: this.#rangeOf(span),
      path,
      ...(suggestion !== undefined && { suggestion }),
    });
  }

  /** In the order of the text, as a reader meets them. */
  problems(): Problem[] {
    return this.#problems.toSorted((a, b) => a.range.start.offset - b.range.start.offset);
  }

  #rangeOf([start, end]: Span): Range {
    return { start: this.#positionOf(start), end: this.#positionOf(Math.max(start, end)) };
  }

  #positionOf(offset: number): Position {
    const inside = Math.max(0, Math.min(offset, this.#text.length));
    let low = 0;
    let high = this.#lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#lineStarts[middle]! <= inside) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: inside - this.#lineStarts[low]! + 1, offset: inside };
  }
}

/** A piece of the text for a message: one line, short, in backticks, safe to print. */
export function quote(source: string): string {
  const line = source
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll('`', "'")
    .replaceAll(/\p{Cc}/gu, '·');
  return `\`${line.length > 40 ? `${line.slice(0, 39).replace(/[\ud800-\udbff]$/, '')}…` : line}\``;
}

/** "`a`, `b`, `c`" */
export const quoteAll = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(', ');
