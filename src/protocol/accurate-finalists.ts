/**
 * How many of so many finalists are those believed to have the least errors, whoever seems to dominate them: which of them is
 * the most accurate no belief can tell, a tenth of a point would cost the larger ones their place, and it is the first
 * network that people look at.
 */
export function accurateFinalists(finalists: number): number {
  return Math.ceil(finalists / 3);
}
