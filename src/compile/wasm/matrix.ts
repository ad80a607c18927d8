import { ROW_BLOCK, ROW_BYTES, VECTORS } from './lanes.ts';
import { lines, load, multiplyAdd, range, splat, store, ZERO } from './simd.ts';

/** Accumulator registers that the weight gradient aims at; with operands they fill x64's sixteen. */
const GRADIENT_REGISTERS = 8;

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
 * at `weights` and advances it. Each accumulator is two registers, named `<accumulator>_0` and `_1`.
 */
export function multiplyColumns(weights: string, vector: string, end: string, accumulators: readonly string[]): string {
  return `
    for (let column: usize = ${vector}; column < ${end}; column += ${ROW_BYTES}, ${weights} += ${accumulators.length * 4}) {
      ${lines(range(VECTORS).map((v) => `const x${v} = ${load('column', v * 16)};`))}
      ${lines(accumulators.map((accumulator, i) => accumulate(splat(weights, i * 4), accumulator)))}
    }`;
}

function accumulate(weight: string, accumulator: string): string {
  const sums = range(VECTORS).map(
    (v) => `${accumulator}_${v} = ${multiplyAdd('weight', `x${v}`, `${accumulator}_${v}`)};`,
  );
  return `{ const weight = ${weight}; ${sums.join(' ')} }`;
}

/**
 * `pull…`: out[column] (+)= Σ matrix[unit][column][gate] · rows[unit][gate], four columns at a time. `matrix` is packed
 * `[block of 4 columns][unit][gate][4]`; whole blocks of `out` are written.
 */
export function pullKernel({ name, gates, slots }: Matrix): string {
  const sums = range(ROW_BLOCK).flatMap((column) =>
    range(VECTORS).map((v) => ({ column, v, sum: `sum${column}_${v}` })),
  );
  const gate = (slot: number, index: number): string => `{
        ${lines(range(VECTORS).map((v) => `const x${v} = ${load('unit', slot * ROW_BYTES + v * 16)};`))}
        ${lines(range(ROW_BLOCK).map((column) => accumulate(splat('matrix', (index * ROW_BLOCK + column) * 4), `sum${column}`)))}
      }`;
  return `
export function pull${name}(matrix: usize, rows: usize, units: usize, out: usize, columns: usize, add: bool): void {
  const end = rows + units * ${slots * ROW_BYTES};
  for (let column: usize = 0; column < columns; column += ${ROW_BLOCK}) {
    ${lines(sums.map(({ sum }) => `let ${sum}: v128 = ${ZERO};`))}
    if (add) {
      ${lines(sums.map(({ column, v, sum }) => `${sum} = ${load('out', column * ROW_BYTES + v * 16)};`))}
    }
    for (let unit = rows; unit < end; unit += ${slots * ROW_BYTES}, matrix += ${gates.length * ROW_BLOCK * 4}) {
      ${lines(gates.map(gate))}
    }
    ${lines(sums.map(({ column, v, sum }) => store('out', sum, column * ROW_BYTES + v * 16)))}
    out += ${ROW_BLOCK * ROW_BYTES};
  }
}`;
}

/**
 * `learn…`: gradient[unit][column][gate] += Σ over steps and lanes of rows[unit][gate] · vector[column]. A register block
 * stays in registers over all `steps`; its lanes are added up once.
 */
export function learnKernel({ name, gates, slots, block }: Matrix): string {
  const weights = range(block).flatMap((unit) => gates.map((slot, gate) => ({ unit, gate, slot })));
  const columns = Math.max(1, Math.round(GRADIENT_REGISTERS / weights.length));
  const sums = weights.flatMap((_, row) => range(columns).map((column) => `sum${row}_${column}`));
  const half = (v: number): string => `
        ${lines(range(columns).map((column) => `const x${column}_${v} = ${load('x', column * ROW_BYTES + v * 16)};`))}
        ${lines(
          weights.map(({ unit, slot }, row) => {
            const gradient = `const d${row}_${v} = ${load('d', (unit * slots + slot) * ROW_BYTES + v * 16)};`;
            const products = range(columns).map((column) => {
              const sum = `sum${row}_${column}`;
              return `${sum} = ${multiplyAdd(`d${row}_${v}`, `x${column}_${v}`, sum)};`;
            });
            return [gradient, ...products].join(' ');
          }),
        )}`;
  return `
export function learn${name}(rows: usize, rowsStride: usize, vector: usize, vectorStride: usize, steps: usize,
    units: usize, columns: usize, gradient: usize): void {
  const end = vector + steps * vectorStride;
  for (let unit: usize = 0; unit < units; unit += ${block}, rows += ${block * slots * ROW_BYTES}) {
    for (let column: usize = 0; column < columns; column += ${columns}) {
      ${lines(sums.map((sum) => `let ${sum}: v128 = ${ZERO};`))}
      for (let x = vector + column * ${ROW_BYTES}, d = rows, last = end + column * ${ROW_BYTES}; x < last; x += vectorStride, d += rowsStride) {
        ${lines(range(VECTORS).map(half))}
      }
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
    return `${guard}deposit(${cell}, sum${row}_${column});`;
  }
}

/** `learnBias…`: gradient[unit][gate] += Σ over steps and lanes of rows[unit][gate]. */
export function learnBiasKernel({ name, gates, slots }: Omit<Matrix, 'block'>): string {
  const row = (slot: number, gate: number): string =>
    lines(range(VECTORS).map((v) => `sum${gate} = f32x4.add(sum${gate}, ${load('d', slot * ROW_BYTES + v * 16)});`));
  return `
export function learnBias${name}(rows: usize, rowsStride: usize, steps: usize, units: usize, gradient: usize): void {
  for (let unit: usize = 0; unit < units; unit++, rows += ${slots * ROW_BYTES}, gradient += ${gates.length * 4}) {
    ${lines(gates.map((_, gate) => `let sum${gate}: v128 = ${ZERO};`))}
    for (let d = rows, end = rows + steps * rowsStride; d < end; d += rowsStride) {
      ${lines(gates.map(row))}
    }
    ${lines(gates.map((_, gate) => `deposit(gradient + ${gate * 4}, sum${gate});`))}
  }
}`;
}
