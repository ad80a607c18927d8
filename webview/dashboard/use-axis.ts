import { useMemo } from 'preact/hooks';
import type { Limits } from '../../src/protocol/journal.ts';
import type { Measure } from './measures.ts';
import { type AxisChoice, axisChoice } from './pareto-plot.ts';

/** The same object as long as nothing about the axis changes. */
export function useAxis(measure: Measure, log: boolean, limits: Limits | undefined): AxisChoice {
  return useMemo(() => axisChoice(measure, log, limits), [measure, log, limits]);
}
