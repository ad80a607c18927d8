import type { Metrics } from './results.ts';

/** The one number that ranks: 1 − accuracy for classes, RMSE for values. Lower is better. */
export function errorOf(metrics: Metrics): number {
  return metrics.task === 'classification' ? 1 - metrics.accuracy : metrics.rmse;
}
