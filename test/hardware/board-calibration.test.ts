import { expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { calibrationOf } from '../../src/hardware/board-calibration.ts';

it('nothing measured, nothing known; one measurement is believed to ± 10 %', () => {
  expect(calibrationOf([])).toBeUndefined();
  expect(calibrationOf([1.3])).toEqual({ factor: 1.3, error: 0.1, measurements: 1 });
});

it('the factor has the least squares of all, and the error bar holds nearly all further ratios', () => {
  const random = new Random('ratios');
  const draw = (count: number): number[] => Array.from({ length: count }, () => 1.4 * (1 + 0.08 * random.normal()));
  const ratios = draw(40);
  const { factor, error, measurements } = calibrationOf(ratios)!;
  const squares = (candidate: number): number => ratios.reduce((sum, ratio) => sum + (ratio - candidate) ** 2, 0);
  for (const other of [0.99, 0.999, 1.001, 1.01]) expect(squares(factor)).toBeLessThan(squares(factor * other));
  expect(measurements).toBe(40);
  const inside = draw(2000).filter((ratio) => Math.abs(ratio / factor - 1) <= error).length;
  expect(inside / 2000).toBeGreaterThan(0.9);
});

it('a few that happen to agree are not believed to be exact', () => {
  expect(calibrationOf([1.2, 1.2])!.error).toBeCloseTo(0.1 / Math.sqrt(2), 12);
});
