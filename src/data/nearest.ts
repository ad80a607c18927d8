import { nearest } from '../spec/suggest.ts';

/** A hint naming the known word that was probably meant, or else some of the known words. */
export function didYouMean(word: string, known: readonly string[]): string {
  const best = nearest(word, known);
  if (best !== undefined) return `Did you mean "${best}"?`;
  const shown = known.slice(0, 12).map((name) => `"${name}"`);
  return `There ${shown.length === 1 ? 'is' : 'are'} ${shown.join(', ')}${known.length > shown.length ? ', …' : ''}.`;
}
