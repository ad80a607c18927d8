import type { Finding } from '../report.ts';
import type { Spec } from '../schema.ts';

export type Section = keyof Spec;

/** Asks whether the file itself gives the key, as opposed to a default. */
export type Written = (path: string) => boolean;

/** A check across keys. It runs when the sections that it reads are right in themselves, and reads nothing else. */
export interface Rule {
  readonly reads: readonly Section[];
  readonly check: (spec: Spec, written: Written) => Iterable<Finding>;
}

export function rule<S extends Section>(
  reads: readonly S[],
  check: (spec: Pick<Spec, S>, written: Written) => Iterable<Finding>,
): Rule {
  return { reads, check };
}
