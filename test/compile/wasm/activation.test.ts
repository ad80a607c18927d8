import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kernelModule } from '../../support/kernels.ts';
import { BundledScript, newerNode, withoutNewerNode } from '../../train/support/newer-node.ts';
import {
  type ActivationErrors,
  activationErrors,
  type ActivationKind,
  evaluatorOf,
} from './support/activation-errors.ts';

/**
 * Largest errors, in units of 2⁻²⁴: the step of float32 between ½ and 1, so that `absolute` is the error in units of the last
 * place of every result in there.
 */
const BOUNDS = {
  tanh: { absolute: 7, relative: 9.5 },
  sigmoid: { absolute: 3.5, relative: Infinity }, // towards −∞ σ becomes 0, and stays a few 2⁻²⁴ above
} as const;

const LOWEST = { tanh: -1, sigmoid: 0 } as const;

function expectBounds(kind: ActivationKind, { absolute, relative, range }: ActivationErrors): void {
  expect(absolute).toBeLessThanOrEqual(BOUNDS[kind].absolute);
  expect(relative).toBeLessThanOrEqual(BOUNDS[kind].relative);
  expect(range[0]).toBeGreaterThanOrEqual(LOWEST[kind]);
  expect(range[1]).toBeLessThanOrEqual(1);
}

describe.each(['tanh', 'sigmoid'] as const)('%s of the exact kernels', (kind) => {
  const evaluate = evaluatorOf(kernelModule, kind);

  it(`is off by ${BOUNDS[kind].absolute} · 2⁻²⁴ at most, and within its range`, () => {
    expectBounds(kind, activationErrors(kernelModule, kind));
  });

  it('has its limits, and keeps what is not a number', () => {
    const [middle, high, low] = kind === 'tanh' ? [0, 1, -1] : [0.5, 1, 0];
    const results = evaluate(Float32Array.of(Number.NaN, 0, Infinity, -Infinity));
    expect([...results]).toEqual([Number.NaN, middle, expect.closeTo(high, 6), expect.closeTo(low, 6)]);
  });

  it('is odd about its middle', () => {
    const inputs = Float32Array.from({ length: 1000 }, (_, i) => i / 100);
    const [above, below] = [evaluate(inputs), evaluate(inputs.map((x) => -x))];
    const sum = kind === 'tanh' ? 0 : 1;
    expect(Math.max(...above.map((value, i) => Math.abs(value + below[i]! - sum)))).toBeLessThanOrEqual(sum * 2 ** -24);
  });
});

describe.skipIf(withoutNewerNode)('of the fused kernels', () => {
  let script: BundledScript;
  beforeAll(async () => {
    script = await BundledScript.of(
      `import { kernelBytes } from '../../../../src/train/wasm/load-kernels.ts';
       import { activationErrors } from './activation-errors.ts';
       const kernels = await WebAssembly.compile(await kernelBytes('fused'));
       const [tanh, sigmoid] = [activationErrors(kernels, 'tanh'), activationErrors(kernels, 'sigmoid')];
       console.log(JSON.stringify({ tanh, sigmoid }));`,
      join(import.meta.dirname, 'support'),
    );
  });
  afterAll(() => script.remove());

  it('tanh and sigmoid have the same bounds', async () => {
    const { tanh, sigmoid } = JSON.parse(await script.run(newerNode, [])) as {
      readonly tanh: ActivationErrors;
      readonly sigmoid: ActivationErrors;
    };
    expectBounds('tanh', tanh);
    expectBounds('sigmoid', sigmoid);
  });
});
