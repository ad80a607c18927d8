import { describe, expect, it } from 'vitest';
import { lossOf } from '../../src/train/loss.ts';

describe('the loss of one series', () => {
  it('is −log of the softmax', () => {
    expect(lossOf('cross-entropy', [Math.log(1), Math.log(2), Math.log(5)], 1)).toBeCloseTo(Math.log(4), 14);
    expect(lossOf('cross-entropy', [1000, 0], 0)).toBe(0);
    expect(lossOf('cross-entropy', [1000, 0], 1)).toBe(1000);
  });

  it('is the squared error', () => {
    expect(lossOf('mse', [1.5], -0.5)).toBe(4);
  });

  it('is quadratic up to 1 and linear beyond', () => {
    expect(lossOf('huber', [0.5], 0)).toBe(0.125);
    expect(lossOf('huber', [0], 1)).toBe(0.5);
    expect(lossOf('huber', [-3], 1)).toBe(3.5);
  });
});
