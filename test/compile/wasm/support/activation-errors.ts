import { instantiate } from '../../../../src/train/wasm/kernels.ts';

export type ActivationKind = 'tanh' | 'sigmoid';

/** Step of the numbers between 0.5 and 1. */
const ULP = 2 ** -24;

/** Numbers per call of the kernel. */
const BLOCK = 2 ** 18;

export interface ActivationErrors {
  /** Largest absolute error, in units of 2⁻²⁴. */
  readonly absolute: number;
  /** Largest error as a share of the result, in units of 2⁻²⁴, of normal results. */
  readonly relative: number;
  /** Smallest and largest result. */
  readonly range: readonly [number, number];
}

/** The kernels' tanh or σ against float64, over a dense set of float32 numbers of both signs. */
export function activationErrors(module: WebAssembly.Module, kind: ActivationKind): ActivationErrors {
  const evaluate = evaluatorOf(module, kind);
  const exact = kind === 'tanh' ? Math.tanh : (x: number) => 1 / (1 + Math.exp(-x));
  let [absolute, relative, least, most] = [0, 0, Infinity, -Infinity];
  for (const inputs of blocks()) {
    evaluate(inputs).forEach((value, i) => {
      const expected = exact(inputs[i]!);
      const error = Math.abs(value - expected) / ULP;
      absolute = Math.max(absolute, error);
      if (Math.abs(expected) > 2 ** -126) relative = Math.max(relative, error / Math.abs(expected));
      least = Math.min(least, value);
      most = Math.max(most, value);
    });
  }
  return { absolute, relative, range: [least, most] };
}

/** Runs the kernel over at most 2¹⁸ numbers, a multiple of four. */
export function evaluatorOf(module: WebAssembly.Module, kind: ActivationKind): (inputs: Float32Array) => Float32Array {
  const kernels = instantiate(module);
  const address = kernels.heapStart();
  kernels.memory.grow(Math.ceil((BLOCK * 4) / 65536) + 1);
  return (inputs) => {
    const values = new Float32Array(kernels.memory.buffer, address, inputs.length);
    values.set(inputs);
    kernels.activate(address, inputs.length / 4, kind === 'tanh' ? 0 : 1);
    return values.slice();
  };
}

/** Ranges of bit patterns of positive numbers, and the step through them. */
const ranges = [
  { from: 0, to: 0x7f800000, step: 2 ** 12 }, // all but the infinite
  { from: 0, to: 2 ** 16, step: 1 }, // next to 0
  { from: 0x3e800000, to: 0x41800000, step: 2 ** 6 }, // ¼ … 16: where σ and tanh bend and flatten
];

function* blocks(): Generator<Float32Array> {
  for (const { from, to, step } of ranges) {
    for (const sign of [0, 0x80000000]) {
      for (let first = from; first < to; first += BLOCK * step) {
        const count = Math.min(BLOCK, Math.floor((to - first) / step));
        const bits = Uint32Array.from({ length: count - (count % 4) }, (_, i) => sign + first + i * step);
        yield new Float32Array(bits.buffer);
      }
    }
  }
}
