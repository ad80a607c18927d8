import { describe, expect, it } from 'vitest';
import { classificationMetrics, metricsOf, pooledMetrics, regressionMetrics } from '../../src/train/metrics.ts';
import { pulseOrderData, sumData } from '../support/tasks.ts';

describe('classification metrics', () => {
  it('count by true and predicted class', () => {
    const metrics = classificationMetrics([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 2, 2], 3);
    expect(metrics.confusion).toEqual([
      [2, 1, 0],
      [0, 1, 1],
      [0, 0, 1],
    ]);
    expect(metrics.count).toBe(6);
    expect(metrics.accuracy).toBeCloseTo(4 / 6, 15);
    // F1: 4/5, 2/4, 2/3
    expect(metrics.macroF1).toBeCloseTo((0.8 + 0.5 + 2 / 3) / 3, 15);
  });

  it('leave classes that do not occur out of the mean F1', () => {
    expect(classificationMetrics([0, 1], [0, 1], 4).macroF1).toBe(1);
    // Class 2 occurs among the predictions alone: F1 = 0. Class 1: 2·1 / (2 + 1).
    expect(classificationMetrics([0, 1, 1], [0, 1, 2], 4).macroF1).toBeCloseTo((1 + 2 / 3 + 0) / 3, 15);
  });

  it('take the class of the largest output, the first among equals', () => {
    const data = pulseOrderData();
    const set = { ...data.validation, targets: Float32Array.of(0, 0, 1) };
    const metrics = metricsOf(data, set, Float32Array.of(2, 1, 1, 1, -3, -2));
    expect(metrics).toMatchObject({ accuracy: 1, count: 3 });
  });
});

describe('regression metrics', () => {
  it('are those of the textbook', () => {
    const metrics = regressionMetrics([1, 2, 3, 6], [1, 3, 3, 4]);
    expect(metrics.count).toBe(4);
    expect(metrics.rmse).toBeCloseTo(Math.sqrt(5 / 4), 15);
    expect(metrics.mae).toBeCloseTo(3 / 4, 15);
    expect(metrics.r2).toBeCloseTo(1 - 5 / 14, 15);
  });

  it('have an R² of 1 or 0 where all values are the same', () => {
    expect(regressionMetrics([5, 5], [5, 5]).r2).toBe(1);
    expect(regressionMetrics([5, 5], [5, 6]).r2).toBe(0);
  });

  it('are in the unit of the target', () => {
    const data = sumData();
    const set = { ...data.validation, targets: Float32Array.of(140, 170) };
    // 0 → 140, 2 → 200
    const metrics = metricsOf(data, set, Float32Array.of(0, 2));
    expect(metrics).toMatchObject({ task: 'regression', mae: expect.closeTo(15, 4) });
  });
});

describe('metrics of several splits', () => {
  it('are those of all answers together', () => {
    const [truth, predicted] = [
      [0, 0, 1, 2, 2, 1],
      [0, 1, 1, 2, 0, 1],
    ];
    const of = (from: number, to?: number) =>
      classificationMetrics(truth.slice(from, to), predicted.slice(from, to), 3);
    expect(pooledMetrics([of(0, 2), of(2, 3), of(3)])).toEqual(of(0));
  });

  it('are those of all values together, R² aside, which is about the mean of each', () => {
    const [truth, predicted] = [
      [1, 2, 3, 6, 50, 60, 52],
      [1, 3, 3, 4, 51, 57, 52],
    ];
    const part = (from: number, to?: number) => {
      const [own, guesses] = [truth.slice(from, to), predicted.slice(from, to)];
      return { ...regressionMetrics(own, guesses), scatter: { truth: own, predicted: guesses } };
    };
    const pooled = pooledMetrics([part(0, 4), part(4)]);
    const { rmse, mae } = part(0);
    expect(pooled).toMatchObject({ count: 7, rmse: expect.closeTo(rmse, 12), mae: expect.closeTo(mae, 12) });
    // Squares: 5 and 10; about the means 3 and 54: 14 and 56.
    expect(pooled).toMatchObject({ r2: expect.closeTo(1 - 15 / 70, 12) });
    expect(pooled).toMatchObject({ scatter: { truth: [1, 3, 50, 52], predicted: [1, 3, 51, 52] } });
  });
});
