import { ROW_BLOCK, ROW_BYTES, SUM_BYTES } from './lanes.ts';
import { learnBiasKernel, learnKernel, type Matrix, multiplyColumns, pullKernel } from './matrix.ts';
import { lines, range, rowParts, type Simd, splat, storeAll, ZERO } from './simd.ts';

/** A plain matrix: one gate, one row per unit. */
const plain: Matrix = { name: 'Dense', gates: [0], slots: 1, block: ROW_BLOCK };

const rows = range(ROW_BLOCK);

/** Kernels of y = M·x (+ b): convolution, low-rank factors, head. */
export function denseKernels(simd: Simd): string {
  const sums = rows.map((row) => range(simd.vectors).map((v) => `sum${row}_${v}`));
  const productPart = (at: (address: string) => string): string => `
    let weights = block;
    ${lines(sums.flat().map((sum) => `let ${sum}: v128 = ${ZERO};`))}
    if (bias) {
      ${lines(sums.flatMap((row, index) => row.map((sum) => `${sum} = ${splat('biases', index * 4)};`)))}
    }
    ${multiplyColumns(
      simd,
      'weights',
      at('x'),
      at('end'),
      rows.map((row) => `sum${row}`),
    )}
    ${lines(sums.map((row, index) => storeAll(at('to'), row, index * ROW_BYTES)).toReversed())}`;
  return `
import { deposit } from './reduce';
import { Dense } from './descriptors';

/** out = M·x (+ b) for one step; M is packed [block of ${ROW_BLOCK} rows][column][${ROW_BLOCK}]. */
export function product(packed: usize, bias: usize, x: usize, columns: usize, out: usize, rows: usize): void {
  let block = packed, biases = bias, to = out;
  const end = x + columns * ${ROW_BYTES};
  for (let row: usize = 0; row < rows; row += ${ROW_BLOCK}) {
    ${rowParts(simd, productPart)}
    block += columns * ${ROW_BLOCK * 4};
    biases += bias ? ${ROW_BLOCK * 4} : 0;
    to += ${ROW_BLOCK * ROW_BYTES};
  }
}
${pullKernel(simd, plain)}
${learnKernel(simd, plain)}
${learnBiasKernel(plain)}

/** Outputs of all steps. */
export function denseForward(dense: Dense, steps: usize): void {
  for (let step: usize = 0; step < steps; step++) {
    product(dense.packed, dense.bias, dense.input + step * dense.inputStride, dense.columns,
      dense.output + step * dense.outputStride, dense.rows);
  }
}

/** Gradients of the inputs, where wanted, and of the parameters. */
export function denseBackward(dense: Dense, steps: usize): void {
  if (dense.inputGradient) {
    for (let step: usize = 0; step < steps; step++) {
      pullDense(dense.transposed, dense.outputGradient + step * dense.outputGradientStride, dense.rows,
        dense.inputGradient + step * dense.inputGradientStride, dense.columns, false);
    }
  }
  const biasSums = dense.sums + dense.rowBlocks * dense.columns * ${ROW_BLOCK * SUM_BYTES};
  memory.fill(dense.sums, 0, dense.rowBlocks * (dense.columns + 1) * ${ROW_BLOCK * SUM_BYTES});
  for (let step: usize = 0; step < steps; step += ${simd.chunk}) {
    const count = min(<usize>${simd.chunk}, steps - step);
    const stride = dense.outputGradientStride, input = dense.input + step * dense.inputStride;
    let rows = dense.outputGradient + step * stride, m = dense.sums, b = biasSums;
    for (let block: usize = 0; block < dense.rowBlocks; block++, rows += ${ROW_BLOCK * ROW_BYTES}) {
      learnDense(rows, stride, input, dense.inputStride, count, dense.columns, m);
      if (dense.biasGradient) learnBiasDense(rows, stride, count, b);
      m += dense.columns * ${ROW_BLOCK * SUM_BYTES};
      b += ${ROW_BLOCK * SUM_BYTES};
    }
  }
  deposit(dense.weightGradient, dense.sums, dense.rows * dense.columns);
  if (dense.biasGradient) deposit(dense.biasGradient, biasSums, dense.rows);
}
`;
}
