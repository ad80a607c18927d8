import type { ReferencePoint } from '../protocol/dashboard.ts';
import type { ReferenceSpec } from './schema.ts';

/** The published results of a spec as points of the chart. */
export function referencePoints(references: readonly ReferenceSpec[] = []): ReferencePoint[] {
  return references.map(({ accuracy, rmse, ...rest }) => {
    // 1 − 0.934 is not 0.066 in binary; ten decimals are more than anybody publishes.
    const error = accuracy === undefined ? rmse : Number((1 - accuracy).toFixed(10));
    return { ...rest, ...(error !== undefined && { error }) };
  });
}
