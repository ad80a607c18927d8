import type { IntegerMatrix } from '../../network/integer/network.ts';
import type { WeightBits } from '../../network/integer/weights.ts';

/** A byte, or the weights of two rows in one column, which the macro `PAIR` of the C code makes two bytes of. */
export type Packed = number | readonly [a: number, b: number];

/** How weights lie: four rows beside each other, as most cores multiply them, or row after row, for vector instructions. */
export type WeightOrder = 'fours' | 'rows';

export interface MatrixForm {
  readonly bits: WeightBits;
  /** `rows` with eight bits only. */
  readonly order: WeightOrder;
}

/**
 * A matrix as `multiply` reads it. Order `fours`: rows in fours (a, b, c, d), columns in pairs: a₀ b₀ a₁ b₁ c₀ d₀ c₁ d₁, so that
 * two columns of two rows are one 32-bit word; then a b c d of an odd last column. Rows that make no four follow one
 * after the other. With four bits, upper halves of bytes are weights of a and b, lower ones of c and d; in a single row,
 * of an even and an odd column.
 */
export function packMatrix({ weights, columns, gates, units }: IntegerMatrix, { bits, order }: MatrixForm): Packed[] {
  const rows = units * gates;
  const at = (row: number, column: number): number =>
    weights[(Math.floor(row / gates) * columns + column) * gates + (row % gates)] ?? 0;
  const packed: Packed[] = [];
  const fours = order === 'rows' ? 0 : rows - (rows % 4);
  for (let row = 0; row < fours; row += 4) {
    for (let column = 0; column < columns; column += 2) {
      const pair = column + 1 < columns ? [column, column + 1] : [column];
      const two = (first: number) => pair.map((c) => [at(first, c), at(first + 1, c)] as const);
      const [ab, cd] = [two(row), two(row + 2)];
      if (bits === 4) packed.push(...joined(ab.flat(), cd.flat()));
      else if (pair.length === 2) packed.push(...ab, ...cd);
      else packed.push(...ab.flat(), ...cd.flat());
    }
  }
  for (let row = fours; row < rows; row++) {
    const values = Array.from({ length: columns }, (_, column) => at(row, column));
    const [even, odd] = [0, 1].map((parity) => values.filter((_, column) => column % 2 === parity));
    packed.push(...(bits === 8 ? values : joined(even!, odd!)));
  }
  return packed;
}

/**
 * Bytes of a depthwise convolution's weights, [channel][tap], as `apply_depthwise` reads them: channels in fours, [tap][4],
 * then those that make no four one after the other.
 */
export function packDepthwise({ weights, units: channels, columns: taps }: IntegerMatrix): Int8Array {
  const packed = weights.slice();
  const fours = channels - (channels % 4);
  for (let index = 0; index < fours * taps; index++) {
    const [channel, tap] = [Math.floor(index / taps), index % taps];
    packed[(channel - (channel % 4)) * taps + tap * 4 + (channel % 4)] = weights[index]!;
  }
  return packed;
}

/** Bytes of `packMatrix(…)`. */
export function packedBytes(rows: number, columns: number, bits: WeightBits): number {
  const singles = rows % 4;
  return bits === 8 ? rows * columns : ((rows - singles) * columns) / 2 + singles * Math.ceil(columns / 2);
}

/** Two weights of four bits in a byte. */
function joined(upper: readonly number[], lower: readonly number[]): number[] {
  return upper.map((weight, index) => weight | (((lower[index] ?? 0) >> 4) & 15));
}
