import { PARTIAL_SUMS, ROW_BLOCK, ROW_BYTES, VECTORS } from './lanes.ts';
import { add, lines, load, range, type Simd, splat, store, ZERO } from './simd.ts';

/** Weights whose gradients are summed at a time: with their operands they fill the registers. */
const GRADIENT_BLOCK = 8;

/** A weight matrix `[unit][column][gate]` and where the rows it belongs to stand in a panel of `[unit][slot]`. */
export interface Matrix {
  /** Part of the kernels' names. */
  readonly name: string;
  /** Slot of each gate. */
  readonly gates: readonly number[];
  readonly slots: number;
  /** Units per register block. */
  readonly block: number;
}

/**
 * `accumulator += weight · vector[column]` for every accumulator, over all columns of a panel row. Reads the packed matrix
 * at `weights` and advances it. Each accumulator is four registers, named `<accumulator>_0`, `_1`, …
 */
export function multiplyColumns(
  simd: Simd,
  weights: string,
  vector: string,
  end: string,
  accumulators: readonly string[],
): string {
  return `
    for (let column: usize = ${vector}; column < ${end}; column += ${ROW_BYTES}, ${weights} += ${accumulators.length * 4}) {
      ${lines(range(VECTORS).map((v) => `const x${v} = ${load('column', v * 16)};`))}
      ${lines(accumulators.map((accumulator, i) => accumulate(simd, splat(weights, i * 4), accumulator)))}
    }`;
}

function accumulate(simd: Simd, weight: string, accumulator: string): string {
  const sums = range(VECTORS).map(
    (v) => `${accumulator}_${v} = ${simd.multiplyAdd('weight', `x${v}`, `${accumulator}_${v}`)};`,
  );
  return `{ const weight = ${weight}; ${sums.join(' ')} }`;
}

/**
 * `pull…`: out[column] (+)= Σ matrix[unit][column][gate] · rows[unit][gate], four columns at a time. `matrix` is packed
 * `[block of 4 columns][unit][gate][4]`; whole blocks of `out` are written.
 */
export function pullKernel(simd: Simd, { name, gates, slots }: Matrix): string {
  const sums = range(ROW_BLOCK).flatMap((column) =>
    range(VECTORS).map((v) => ({ column, v, sum: `sum${column}_${v}` })),
  );
  const gate = (slot: number, index: number): string => `{
        ${lines(range(VECTORS).map((v) => `const x${v} = ${load('unit', slot * ROW_BYTES + v * 16)};`))}
        ${lines(range(ROW_BLOCK).map((column) => accumulate(simd, splat('weights', (index * ROW_BLOCK + column) * 4), `sum${column}`)))}
      }`;
  return `
export function pull${name}(matrix: usize, rows: usize, units: usize, out: usize, columns: usize, add: bool): void {
  let weights = matrix, to = out;
  const first = rows, end = first + units * ${slots * ROW_BYTES};
  for (let column: usize = 0; column < columns; column += ${ROW_BLOCK}) {
    ${lines(sums.map(({ sum }) => `let ${sum}: v128 = ${ZERO};`))}
    if (add) {
      ${lines(sums.map(({ column, v, sum }) => `${sum} = ${load('to', column * ROW_BYTES + v * 16)};`))}
    }
    for (let unit = first; unit < end; unit += ${slots * ROW_BYTES}, weights += ${gates.length * ROW_BLOCK * 4}) {
      ${lines(gates.map(gate))}
    }
    ${lines(sums.map(({ column, v, sum }) => store('to', sum, column * ROW_BYTES + v * 16)))}
    to += ${ROW_BLOCK * ROW_BYTES};
  }
}`;
}

/**
 * `learn…`: gradient[unit][column][gate] += Σ over steps and lanes of rows[unit][gate] · vector[column]. A register block
 * stays in registers over all `steps`; its lanes are added up once, by way of `scratch`.
 */
export function learnKernel(simd: Simd, { name, gates, slots, block }: Matrix): string {
  const weights = range(block).flatMap((unit) => gates.map((slot, gate) => ({ unit, gate, slot })));
  const columns = Math.max(1, Math.round(GRADIENT_BLOCK / weights.length));
  const parts = range(PARTIAL_SUMS);
  const sums = weights.flatMap((_, row) =>
    range(columns).flatMap((column) => parts.map((part) => `sum${row}_${column}_${part}`)),
  );
  const operand = (part: number, base: number): number => (base * PARTIAL_SUMS + part) * 16;
  const vectorsOf = (base: number): string => `{
        ${lines(range(columns).flatMap((column) => parts.map((part) => `const x${column}_${part} = ${load('x', column * ROW_BYTES + operand(part, base))};`)))}
        ${lines(
          weights.map(({ unit, slot }, row) => {
            const offset = (unit * slots + slot) * ROW_BYTES;
            const gradient = parts.map((part) => `const d${part} = ${load('d', offset + operand(part, base))};`);
            const products = range(columns).flatMap((column) =>
              parts.map((part) => {
                const sum = `sum${row}_${column}_${part}`;
                return `${sum} = ${simd.multiplyAdd(`d${part}`, `x${column}_${part}`, sum)};`;
              }),
            );
            return `{ ${[...gradient, ...products].join(' ')} }`;
          }),
        )}
      }`;
  return `
export function learn${name}(rows: usize, rowsStride: usize, vector: usize, vectorStride: usize, steps: usize,
    units: usize, columns: usize, gradient: usize): void {
  const end = vector + steps * vectorStride;
  for (let unit: usize = 0; unit < units; unit += ${block}, rows += ${block * slots * ROW_BYTES}) {
    for (let column: usize = 0; column < columns; column += ${columns}) {
      ${lines(sums.map((sum) => `let ${sum}: v128 = ${ZERO};`))}
      for (let x = vector + column * ${ROW_BYTES}, d = rows, last = end + column * ${ROW_BYTES}; x < last; x += vectorStride, d += rowsStride) {
        ${lines(range(VECTORS / PARTIAL_SUMS).map(vectorsOf))}
      }
      ${lines(sums.map((sum, i) => store('scratch', sum, i * 16)))}
      ${lines(
        range(columns).map((column) => {
          const guard = column === 0 ? '' : `if (column + ${column} < columns) `;
          return `${guard}{ ${lines(weights.map(({ unit, gate }, row) => depositSum(unit, gate, row, column)))} }`;
        }),
      )}
    }
  }
}`;

  function depositSum(unit: number, gate: number, row: number, column: number): string {
    const guard = unit === 0 ? '' : `if (unit + ${unit} < units) `;
    const cell = `gradient + ((unit + ${unit}) * columns + column + ${column}) * ${gates.length * 4} + ${gate * 4}`;
    return `${guard}deposit(${cell}, scratch + ${(row * columns + column) * PARTIAL_SUMS * 16});`;
  }
}

/** `learnBias…`: gradient[unit][gate] += Σ over steps and lanes of rows[unit][gate]. */
export function learnBiasKernel({ name, gates, slots }: Omit<Matrix, 'block'>): string {
  const parts = range(PARTIAL_SUMS);
  const row = (slot: number, gate: number): string =>
    lines(
      range(VECTORS).map((v) => {
        const sum = `sum${gate}_${v % PARTIAL_SUMS}`;
        return `${sum} = ${add(sum, load('d', slot * ROW_BYTES + v * 16))};`;
      }),
    );
  return `
export function learnBias${name}(rows: usize, rowsStride: usize, steps: usize, units: usize, gradient: usize): void {
  for (let unit: usize = 0; unit < units; unit++, rows += ${slots * ROW_BYTES}, gradient += ${gates.length * 4}) {
    ${lines(gates.flatMap((_, gate) => parts.map((part) => `let sum${gate}_${part}: v128 = ${ZERO};`)))}
    for (let d = rows, end = rows + steps * rowsStride; d < end; d += rowsStride) {
      ${lines(gates.map(row))}
    }
    ${lines(gates.flatMap((_, gate) => parts.map((part) => store('scratch', `sum${gate}_${part}`, (gate * PARTIAL_SUMS + part) * 16))))}
    ${lines(gates.map((_, gate) => `deposit(gradient + ${gate * 4}, scratch + ${gate * PARTIAL_SUMS * 16});`))}
  }
}`;
}
