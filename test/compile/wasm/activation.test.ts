import { describe, expect, it } from 'vitest';
import { freshKernels } from '../../support/kernels.ts';

const COUNT = 4 * 25_000;

const kernels = freshKernels();
const address = kernels.heapStart();
kernels.memory.grow(Math.ceil((COUNT * 4) / 65536) + 1);

/** The kernels' function over float32 inputs. */
function evaluate(inputs: Float32Array, kind: 'tanh' | 'sigmoid'): Float32Array {
  const values = new Float32Array(kernels.memory.buffer, address, inputs.length);
  values.set(inputs);
  kernels.activate(address, inputs.length / 4, kind === 'tanh' ? 0 : 1);
  return values.slice();
}

/** Evenly from −12 to 12, and as many towards 0, by powers. */
const inputs = Float32Array.from({ length: COUNT }, (_, i) => {
  const place = i / COUNT;
  return i % 2 === 0 ? 24 * place - 12 : (i % 4 === 1 ? 1 : -1) * 10 ** (-6 * place);
});

describe('the activations of the kernels', () => {
  it.each([
    { kind: 'tanh', exact: Math.tanh, bound: 6e-7 },
    { kind: 'sigmoid', exact: (x: number) => 1 / (1 + Math.exp(-x)), bound: 3.5e-7 },
  ] as const)('$kind is within $bound of the exact value', ({ kind, exact, bound }) => {
    const worst = evaluate(inputs, kind).reduce(
      (most, value, i) => Math.max(most, Math.abs(value - exact(inputs[i]!))),
      0,
    );
    expect(worst).toBeLessThan(bound);
  });

  it('stay within ±1 and within 0 … 1', () => {
    for (const value of evaluate(inputs, 'tanh')) expect(Math.abs(value)).toBeLessThanOrEqual(1);
    for (const value of evaluate(inputs, 'sigmoid')) expect(value >= 0 && value <= 1).toBe(true);
  });

  it('tanh is odd', () => {
    const mirrored = inputs.map((x) => -x);
    expect(evaluate(mirrored, 'tanh').map((y) => -y)).toEqual(evaluate(inputs, 'tanh'));
  });

  it.each([
    { kind: 'tanh', expected: [Number.NaN, 0, expect.closeTo(1, 6), expect.closeTo(-1, 6)] },
    { kind: 'sigmoid', expected: [Number.NaN, 0.5, expect.closeTo(1, 6), expect.closeTo(0, 6)] },
  ] as const)('$kind has its limits, and keeps what is not a number', ({ kind, expected }) => {
    expect([...evaluate(Float32Array.of(Number.NaN, 0, Infinity, -Infinity), kind)]).toEqual(expected);
  });
});
