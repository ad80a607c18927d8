import type { DataPeek } from '../data/data-peek.ts';
import type { Estimate } from './estimate.ts';

/** What is known besides the text; all of it may still be on its way. */
export interface LanguageContext {
  /** A look at the data that the text names. */
  readonly data?: DataPeek | undefined;
  /** What the space of the text costs. */
  readonly estimate?: Estimate | undefined;
}
