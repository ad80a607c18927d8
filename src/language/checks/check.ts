import type { Spec } from '../../spec/schema.ts';
import type { Analysis } from '../analysis.ts';
import type { DomainCode } from '../codes.ts';
import type { LanguageContext } from '../context.ts';

/** What is looked at. */
interface Checked {
  readonly analysis: Analysis;
  /** The sections that are right in themselves. */
  readonly sections: Partial<Spec>;
  readonly context: LanguageContext;
}

/** A problem, as in `Problem`, at the value of a path or at what stands around it. */
interface DomainFinding {
  /** Of ours, or of the reader of a data file. */
  readonly code: DomainCode | `data/${string}`;
  /** An error where the search would refuse to start. */
  readonly severity: 'error' | 'warning';
  readonly path: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly suggestion?: string | undefined;
}

export type DomainCheck = (checked: Checked) => Iterable<DomainFinding>;
