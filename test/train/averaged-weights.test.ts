import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { AveragedWeights } from '../../src/train/averaged-weights.ts';

describe('averaged weights', () => {
  const after = (steps: readonly number[], horizon: number): number => {
    const averaged = new AveragedWeights(Float32Array.of(100));
    for (const step of steps) averaged.add(Float32Array.of(step), horizon);
    return averaged.parameters[0]!;
  };

  it('forgets where training began', () => {
    expect(after([3], 50)).toBe(3);
    expect(after([3, 3, 3], 50)).toBe(3);
  });

  it('is an exponential average over the horizon', () => {
    const ramp = Array.from({ length: 2000 }, (_, step) => step);
    // Of a ramp it lags behind by the horizon.
    expect(after(ramp, 50)).toBeCloseTo(1999 - 50, 3);
    expect(after(ramp, 8)).toBeCloseTo(1999 - 8, 3);
  });

  it('reaches over a tenth of the steps at first', () => {
    const ramp = Array.from({ length: 100 }, (_, step) => step);
    expect(99 - after(ramp, 5000)).toBeGreaterThan(4);
    expect(99 - after(ramp, 5000)).toBeLessThan(20);
  });

  it('has a fraction of the noise of single steps', () => {
    const random = new Random('noise');
    const deviations = Array.from({ length: 200 }, () => {
      return after(
        Array.from({ length: 800 }, () => random.between(-1, 1)),
        50,
      );
    });
    // Of an exponential average with share a: √(a / (2 − a)) of a step's deviation, here √(1/3) · 0.0995.
    const deviation = Math.sqrt(deviations.reduce((sum, value) => sum + value * value, 0) / deviations.length);
    expect(deviation / Math.sqrt(1 / 3)).toBeGreaterThan(0.08);
    expect(deviation / Math.sqrt(1 / 3)).toBeLessThan(0.12);
  });
});
