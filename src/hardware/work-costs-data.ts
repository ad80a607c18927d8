import type { MeasuredSet, WorkCosts } from './work-costs.ts';
export const WORK_COSTS: Readonly<Record<MeasuredSet, WorkCosts>> = {} as never;
