import { PARTIAL_SUMS, VECTORS } from './lanes.ts';
import { accumulate } from './matrix.ts';
import { lines, load, range, type Simd, splat, storeAll, storeSums, ZERO } from './simd.ts';

const vectors = range(VECTORS);
const parts = range(PARTIAL_SUMS);
const sum = vectors.map((v) => `sum_${v}`);

/** `const <name>0 = …`, …: the four registers of a row. */
const loadRow = (name: string, address: string): string =>
  lines(vectors.map((v) => `const ${name}${v} = ${load(address, v * 16)};`));

/** Kernels of y[step][channel] = Σ w[channel][tap] · x[step · stride + tap][channel]. */
export function depthwiseKernels(simd: Simd): string {
  return `
import { deposit, scratch } from './reduce';
import { Depthwise } from './descriptors';
import { ROW_BYTES, ROW_SHIFT } from './lanes';

/** Outputs of all steps. */
export function depthwiseForward(layer: Depthwise, steps: usize): void {
  const inputStride = layer.inputStride, window = layer.kernel * inputStride, rowBytes = layer.channels << ROW_SHIFT;
  for (let step: usize = 0; step < steps; step++) {
    let from = layer.input + step * layer.stride * inputStride, weights = layer.weights;
    for (let to = layer.output + step * layer.outputStride, last = to + rowBytes; to < last; to += ROW_BYTES, from += ROW_BYTES) {
      ${lines(vectors.map((v) => `let sum_${v}: v128 = ${ZERO};`))}
      for (let row = from, end = from + window; row < end; row += inputStride, weights += 4) {
        ${loadRow('x', 'row')}
        ${accumulate({ ...simd, vectors: VECTORS }, splat('weights'), 'sum')}
      }
      ${storeAll('to', sum)}
    }
  }
}

/** Gradients of the inputs, where wanted, added to what is there, and of the weights. */
export function depthwiseBackward(layer: Depthwise, steps: usize): void {
  if (layer.inputGradient) pull(layer, steps);
  const rowBytes = layer.channels << ROW_SHIFT;
  let gradient = layer.weightGradient;
  for (let channel: usize = 0; channel < rowBytes; channel += ROW_BYTES) {
    for (let tap: usize = 0; tap < layer.kernel; tap++, gradient += 4) {
      learn(layer, layer.input + tap * layer.inputStride + channel, layer.outputGradient + channel, steps, gradient);
    }
  }
}

function pull(layer: Depthwise, steps: usize): void {
  const inputStride = layer.inputGradientStride, window = layer.kernel * inputStride, rowBytes = layer.channels << ROW_SHIFT;
  for (let step: usize = 0; step < steps; step++) {
    let from = layer.outputGradient + step * layer.outputGradientStride, weights = layer.weights;
    let to = layer.inputGradient + step * layer.stride * inputStride;
    for (const last = from + rowBytes; from < last; from += ROW_BYTES, to += ROW_BYTES) {
      ${loadRow('x', 'from')}
      for (let row = to, end = to + window; row < end; row += inputStride, weights += 4) {
        ${lines(vectors.map((v) => `let sum_${v} = ${load('row', v * 16)};`))}
        ${accumulate({ ...simd, vectors: VECTORS }, splat('weights'), 'sum')}
        ${storeAll('row', sum)}
      }
    }
  }
}

/** gradient += Σ over steps and lanes of rows · vector, of one channel and tap. */
function learn(layer: Depthwise, vector: usize, rows: usize, steps: usize, gradient: usize): void {
  const rowsStride = layer.outputGradientStride, vectorStride = layer.stride * layer.inputStride;
  ${lines(parts.map((part) => `let sum${part}: v128 = ${ZERO};`))}
  for (let d = rows, x = vector, end = rows + steps * rowsStride; d < end; d += rowsStride, x += vectorStride) {
    ${loadRow('d', 'd')}
    ${loadRow('x', 'x')}
    ${lines(
      vectors.map((v) => {
        const sum = `sum${v % PARTIAL_SUMS}`;
        return `${sum} = ${simd.multiplyAdd(`d${v}`, `x${v}`, sum)};`;
      }),
    )}
  }
  ${storeSums(parts.map((part) => `sum${part}`))}
  deposit(gradient, scratch, 1);
}
`;
}
