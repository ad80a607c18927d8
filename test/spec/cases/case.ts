import type { ProblemCode } from '../../../src/spec/codes.ts';

export interface Case {
  readonly code: ProblemCode;
  /** « and » mark the range of the problem. */
  readonly text: string;
  readonly path: string;
  readonly message: string;
  readonly hint?: string;
  readonly suggestion?: string;
  readonly severity?: 'warning';
}
