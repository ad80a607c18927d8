/**
 * Batch in the lanes: a panel holds the same value of 16 series side by side, `[time][row][series]`, so that one weight
 * serves 16 series and nothing is ever transposed but the input. A row is four SIMD registers, always worked on together:
 * V8's re-vectorizer joins neighbours into 256-bit registers, which changes neither what is computed nor its order.
 */
export const LANES = 16;

/** v128 registers per row. */
export const VECTORS = LANES / 4;

/** Sums over lanes are kept in two registers, one for the even vectors of a row and one for the odd. */
export const PARTIAL_SUMS = 2;

export const SUM_BYTES = PARTIAL_SUMS * 16;

export const ROW_BYTES = LANES * 4;

/** Rows of a panel are allocated in fours: the kernels write whole register blocks. */
export const ROW_BLOCK = 4;

export function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}

/** The same for the hand-written kernels. */
export function laneConstants(): string {
  return [
    `export const LANES: usize = ${LANES};`,
    `export const ROW_BYTES: usize = ${ROW_BYTES};`,
    `export const ROW_SHIFT: usize = ${Math.log2(ROW_BYTES)};`,
  ].join('\n');
}
