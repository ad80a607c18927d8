/**
 * Batch in the lanes: a panel holds the same value of 8 series side by side, `[time][row][series]`, so that one weight
 * serves 8 series and nothing is ever transposed but the input. A row is two SIMD registers.
 */
export const LANES = 8;

/** v128 registers per row. */
export const VECTORS = LANES / 4;

export const ROW_BYTES = LANES * 4;

/** Rows of a panel are allocated in fours: the kernels write whole register blocks. */
export const ROW_BLOCK = 4;

export function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}
