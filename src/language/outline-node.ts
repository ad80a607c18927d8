import type { Span } from '../spec/report.ts';

/** `key: value`, or an item of a list. */
export interface OutlineEntry {
  /** Undefined for an item. */
  readonly key: string | undefined;
  /** The key, or the dash of an item; where a flow list's item begins. */
  readonly keySpan: Span;
  /** False for a word that may become a key. */
  readonly colon: boolean;
  value: OutlineValue;
}

export interface OutlineMap {
  readonly kind: 'map';
  readonly flow: boolean;
  /** For a block, where it begins; its end is where the next key outside of it stands. */
  readonly span: Span;
  readonly entries: OutlineEntry[];
}

export interface OutlineList {
  readonly kind: 'list';
  readonly flow: boolean;
  readonly span: Span;
  readonly entries: OutlineEntry[];
}

export type OutlineValue =
  | OutlineMap
  | OutlineList
  | { readonly kind: 'scalar'; readonly text: string; readonly span: Span }
  /** `span`: where a value could begin. */
  | { readonly kind: 'empty'; readonly span: Span };
