import type { Expression } from './expression.ts';

/** Where in the network a value arises. One object per place and network: usable as the key of a Map. */
export type Place =
  /** Sums of a separable convolution for each channel, before they are mixed. */
  | { readonly kind: 'depthwise'; readonly stage: number }
  /** Features that a stage gives; of a convolution after its ReLU. */
  | { readonly kind: 'stage'; readonly stage: number }
  /** p = A·x of a factorised input matrix. */
  | { readonly kind: 'inputFactor'; readonly layer: number }
  /** q = B·h of a factorised recurrent matrix. */
  | { readonly kind: 'recurrentFactor'; readonly layer: number }
  /** A node of the cell's equations, leaves included. */
  | { readonly kind: 'node'; readonly layer: number; readonly node: Expression }
  | { readonly kind: 'pooled' }
  /** Units of the hidden layer before the output layer, after their ReLU. */
  | { readonly kind: 'dense' }
  /** Logits, or the normalised value of a regression. */
  | { readonly kind: 'output' };

export type Observe = (place: Place, value: number) => void;

/** Tells an observer of all values of some vectors that arise at one place. */
export function report(observe: Observe | undefined, place: Place, vectors: readonly Float64Array[]): void {
  if (observe === undefined) return;
  for (const vector of vectors) for (const value of vector) observe(place, value);
}
