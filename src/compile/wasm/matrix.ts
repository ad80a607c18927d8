import { PARTIAL_SUMS, ROW_BLOCK, ROW_BYTES, SUM_BYTES, VECTORS } from './lanes.ts';
import { add, lines, load, range, rowParts, type Simd, splat, storeAll, ZERO } from './simd.ts';

/** Weights whose gradients are summed at a time: with their operands they fill the registers. */
const GRADIENT_BLOCK = 9;

/** The same for halves of rows: Turbofan in Node 20 loads all operands of a loop before it uses one. */
const NARROW_GRADIENT_BLOCK = 8;

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

/** Rows of sums that keep the multipliers busy: a fused product and sum takes four cycles, and two begin in each. */
const SUMS_IN_FLIGHT = 4;

/**
 * `accumulator += weight · vector[column]` for every accumulator, over all columns of a panel row. Reads the packed matrix
 * at `weights` and advances it. Each accumulator is four registers, named `<accumulator>_0`, `_1`, … Whole rows go
 * several columns at a time; fused ones with few accumulators have sums of their own for odd columns.
 */
export function multiplyColumns(
  simd: Simd,
  weights: string,
  vector: string,
  end: string,
  accumulators: readonly string[],
): string {
  // An address for each column: V8 computes one for each splat that has an offset, unless it has met the offset before.
  const products = (column: number, sums: readonly string[]): string => `{
      const factors = ${weights} + ${column * sums.length * 4};
      ${lines(range(simd.vectors).map((v) => `const x${v} = ${load('column', column * ROW_BYTES + v * 16)};`))}
      ${lines(sums.map((sum, i) => accumulate(simd, splat('factors', i * 4), sum)))}
    }`;
  const advance = (columns: number): string =>
    `column += ${columns * ROW_BYTES}; ${weights} += ${columns * accumulators.length * 4};`;
  const one = `${products(0, accumulators)} ${advance(1)}`;
  if (simd.vectors < VECTORS) return `for (let column: usize = ${vector}; column < ${end}; ) { ${one} }`;
  const together = simd.fused ? 2 : 4;
  const apart = simd.fused && accumulators.length < SUMS_IN_FLIGHT;
  const odd = apart ? accumulators.map((accumulator) => `${accumulator}_odd`) : accumulators;
  const registers = apart
    ? accumulators.flatMap((sum) => range(VECTORS).map((v) => [`${sum}_${v}`, `${sum}_odd_${v}`]))
    : [];
  return `{
    let column: usize = ${vector};
    ${lines(registers.map(([, sum]) => `let ${sum!}: v128 = ${ZERO};`))}
    for (const last = ${end} - ${(together - 1) * ROW_BYTES}; column < last; ) {
      ${lines(range(together).map((column) => products(column, column % 2 === 0 ? accumulators : odd)))} ${advance(together)}
    }
    while (column < ${end}) { ${one} }
    ${lines(registers.map(([even, sum]) => `${even!} = ${add(even!, sum!)};`))}
  }`;
}

/** `accumulator += weight · x` for the four registers of a row, named `<accumulator>_0`, … and `x0`, … */
export function accumulate(simd: Simd, weight: string, accumulator: string): string {
  const sums = range(simd.vectors).map(
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
    range(simd.vectors).map((v) => ({ column, v, sum: `sum${column}_${v}` })),
  );
  const product = (at: string, slot: number, index: number): string => `{
        const factors = weights + ${index * ROW_BLOCK * 4};
        ${lines(range(simd.vectors).map((v) => `const x${v} = ${load(at, slot * ROW_BYTES + v * 16)};`))}
        ${lines(range(ROW_BLOCK).map((column) => accumulate(simd, splat('factors', column * 4), `sum${column}`)))}
      }`;
  const advance = (count: number): string => `weights += ${count * ROW_BLOCK * 4};`;
  const whole = `${lines(gates.map((slot, index) => product('unit', slot, index)))} ${advance(gates.length)}`;
  // Neighbouring gates in a loop of their own: Turbofan in Node 20 would load the operands of all before it uses one.
  const narrow = neighbours(gates).map(([first, count]) =>
    count === 1
      ? `${product('unit', first, 0)} ${advance(1)}`
      : `for (let row = unit + ${first * ROW_BYTES}, last = row + ${count * ROW_BYTES}; row < last; row += ${ROW_BYTES}) {
        ${product('row', 0, 0)} ${advance(1)}
      }`,
  );
  return `
export function pull${name}(matrix: usize, rows: usize, units: usize, out: usize, columns: usize, add: bool): void {
  let block = matrix, to = out;
  const end = rows + units * ${slots * ROW_BYTES};
  for (let column: usize = 0; column < columns; column += ${ROW_BLOCK}) {
    ${rowParts(
      simd,
      (at) => `let weights = block;
    ${lines(sums.map(({ sum }) => `let ${sum}: v128 = ${ZERO};`))}
    if (add) {
      ${lines(sums.map(({ column, v, sum }) => `${sum} = ${load(at('to'), column * ROW_BYTES + v * 16)};`))}
    }
    for (let unit = ${at('rows')}; unit < ${at('end')}; unit += ${slots * ROW_BYTES}) {
      ${simd.vectors === VECTORS ? whole : lines(narrow)}
    }
    ${lines(
      range(ROW_BLOCK)
        .map((column) =>
          storeAll(
            at('to'),
            range(simd.vectors).map((v) => `sum${column}_${v}`),
            column * ROW_BYTES,
          ),
        )
        .toReversed(),
    )}`,
    )}
    block += units * ${gates.length * ROW_BLOCK * 4};
    to += ${ROW_BLOCK * ROW_BYTES};
  }
}`;
}

/** Runs of consecutive slots: the first of each, and how many. */
function neighbours(slots: readonly number[]): [first: number, count: number][] {
  const runs: [number, number][] = [];
  for (const slot of slots) {
    const run = runs.at(-1);
    if (run !== undefined && run[0] + run[1] === slot) run[1]++;
    else runs.push([slot, 1]);
  }
  return runs;
}

/**
 * `learn…`: sums[unit][column][gate] += Σ over steps and lanes of rows[unit][gate] · vector[column], for one block of units.
 * A sum is two registers in memory, of which `deposit` makes a number when all steps are through. A register block stays in
 * registers over `steps`; the columns that are left over at the end have smaller blocks.
 */
export function learnKernel(simd: Simd, matrix: Matrix): string {
  const { name, gates, block } = matrix;
  const weights = simd.vectors === VECTORS ? GRADIENT_BLOCK : NARROW_GRADIENT_BLOCK;
  const most = Math.max(1, Math.floor(weights / (block * gates.length)));
  const parameters = 'rows: usize, rowsStride: usize, vector: usize, vectorStride: usize, steps: usize';
  const rest = range(most - 1).map((left) => left + 1);
  return `
${lines(
  rest.map(
    (columns) => `
function learn${name}${columns}(${parameters}, sums: usize, unitBytes: usize): void {
  ${learnBlock(simd, matrix, columns)}
}`,
  ),
)}

export function learn${name}(${parameters}, columns: usize, sums: usize): void {
  const unitBytes = columns * ${gates.length * SUM_BYTES};
  let left = columns;
  for (; left >= ${most}; left -= ${most}, vector += ${most * ROW_BYTES}, sums += ${most * gates.length * SUM_BYTES}) {
    ${learnBlock(simd, matrix, most)}
  }
  ${lines(rest.map((columns) => `if (left == ${columns}) learn${name}${columns}(rows, rowsStride, vector, vectorStride, steps, sums, unitBytes);`))}
}`;
}

/** The gradients of a block of units and `columns`, over all steps. */
function learnBlock(simd: Simd, { gates, slots, block }: Matrix, columns: number): string {
  // Registers of a sum that are worked on together: both, or one.
  const parts = range((PARTIAL_SUMS * simd.vectors) / VECTORS);
  const units = range(block);
  const sumOf = (unit: number, column: number, gate: number): string[] =>
    parts.map((part) => `sum${unit}_${column}_${gate}_${part}`);
  const sumsOf = (unit: number): string[][] =>
    range(columns).flatMap((column) => gates.map((_, gate) => sumOf(unit, column, gate)));
  const row = (unit: number, gate: number): string => {
    const offset = (unit * slots + gates[gate]!) * ROW_BYTES;
    const gradients = parts.map((part) => `const d${part} = ${load('d', offset + part * 16)};`);
    const products = range(columns).flatMap((column) =>
      sumOf(unit, column, gate).map(
        (sum, part) => `${sum} = ${simd.multiplyAdd(`d${part}`, `x${column}_${part}`, sum)};`,
      ),
    );
    return `{ ${[...gradients, ...products].join(' ')} }`;
  };
  const values = range(columns).flatMap((column) =>
    parts.map((part) => `const x${column}_${part} = ${load('x', column * ROW_BYTES + part * 16)};`),
  );
  // One half of a row after the other, over all steps: for both together there are too few registers.
  const body = (at: (address: string) => string): string => `
    const to0 = ${at('sums')};
    ${lines(units.slice(1).map((unit) => `const to${unit} = to${unit - 1} + unitBytes;`))}
    ${lines(
      units.flatMap((unit) =>
        sumsOf(unit).flatMap((sum, i) =>
          sum.map((name, part) => `let ${name}: v128 = ${load(`to${unit}`, i * SUM_BYTES + part * 16)};`),
        ),
      ),
    )}
    for (let half: usize = 0; half < ${ROW_BYTES}; half += ${PARTIAL_SUMS * 16}) {
      let x = ${at('vector')} + half, d = ${at('rows')} + half;
      for (const end = x + steps * vectorStride; x < end; x += vectorStride, d += rowsStride) {
        ${lines(values)}
        ${lines(units.flatMap((unit) => gates.map((_, gate) => row(unit, gate))))}
      }
    }
    ${lines(units.flatMap((unit) => sumsOf(unit).map((sum, i) => storeAll(`to${unit}`, sum, i * SUM_BYTES))))}`;
  if (simd.vectors === VECTORS) return body((address) => address);
  return `for (let part: usize = 0; part < ${PARTIAL_SUMS * 16}; part += 16) { ${body((address) => `${address} + part`)} }`;
}

/** `learnBias…`: sums[unit][gate] += Σ over steps and lanes of rows[unit][gate], for a block of units. */
export function learnBiasKernel({ name, gates, slots, block }: Matrix): string {
  const parts = range(PARTIAL_SUMS);
  const sums = gates.map((_, gate) => parts.map((part) => `sum${gate}_${part}`));
  const row = (slot: number, gate: number): string =>
    lines(
      range(VECTORS).map((v) => {
        const sum = `sum${gate}_${v % PARTIAL_SUMS}`;
        return `${sum} = ${add(sum, load('d', slot * ROW_BYTES + v * 16))};`;
      }),
    );
  const loads = sums.flatMap((sum, gate) =>
    sum.map((name, part) => `let ${name}: v128 = ${load('sums', gate * SUM_BYTES + part * 16)};`),
  );
  return `
export function learnBias${name}(rows: usize, rowsStride: usize, steps: usize, sums: usize): void {
  for (let unit = 0; unit < ${block}; unit++, rows += ${slots * ROW_BYTES}, sums += ${gates.length * SUM_BYTES}) {
    ${lines(loads)}
    for (let d = rows, end = rows + steps * rowsStride; d < end; d += rowsStride) {
      ${lines(gates.map(row))}
    }
    ${lines(sums.map((sum, gate) => storeAll('sums', sum, gate * SUM_BYTES)))}
  }
}`;
}
