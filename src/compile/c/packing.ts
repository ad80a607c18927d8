/** Bits of a weight as it is stored. */
export type WeightBits = 8 | 4;

/**
 * Weights of a matrix in the order in which `multiply` reads them. Rows in fours (a, b, c, d), columns in pairs:
 * a₀ b₀ a₁ b₁ c₀ d₀ c₁ d₁, so that two columns of two rows are one 32-bit word; then a b c d of an odd last column. Rows
 * that make no four follow one after the other, column by column.
 * @param weights [row][column]
 */
export function packRows(weights: Int8Array, columns: number): Int8Array {
  const rows = weights.length / columns;
  const packed: number[] = [];
  const at = (row: number, column: number): number => weights[row * columns + column]!;
  const fours = rows - (rows % 4);
  for (let row = 0; row < fours; row += 4) {
    let column = 0;
    for (; column + 1 < columns; column += 2) {
      for (const first of [row, row + 2]) {
        packed.push(at(first, column), at(first + 1, column), at(first, column + 1), at(first + 1, column + 1));
      }
    }
    if (column < columns) packed.push(at(row, column), at(row + 1, column), at(row + 2, column), at(row + 3, column));
  }
  packed.push(...weights.subarray(fours * columns));
  return Int8Array.from(packed);
}

/** [unit][column][gate] → [unit, gate][column] */
export function byRow(weights: Int8Array, columns: number, gates: number): Int8Array {
  const rows = new Int8Array(weights.length);
  weights.forEach((weight, index) => {
    const column = Math.floor(index / gates) % columns;
    const row = Math.floor(index / (gates * columns)) * gates + (index % gates);
    rows[row * columns + column] = weight;
  });
  return rows;
}
