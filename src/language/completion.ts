import type { Span } from '../spec/report.ts';

/** Something that may be typed at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'section' | 'value' | 'unit' | 'board' | 'column';
  /** Beside the label. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** What takes the place of `replace`; a snippet has `$1`, `$0` for the cursor. */
  readonly insert: string;
  readonly snippet: boolean;
  readonly replace: Span;
  /** Lists are ordered by this, not by the label. */
  readonly order: string;
  /** Choices follow what is inserted, so the list should open again. */
  readonly again: boolean;
}

/** What a completion adds to its place; the rest is the same for all of a list. */
export type Choice = Omit<Completion, 'replace' | 'order' | 'snippet' | 'again'> &
  Partial<Pick<Completion, 'snippet' | 'again'>>;
