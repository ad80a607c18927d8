import type { Limits } from '../../src/protocol/journal.ts';
import type { ObjectiveName } from '../../src/protocol/objectives.ts';
import { type Axis, axisOf, type Domain, growDomain } from './domain.ts';
import type { Measure } from './measures.ts';
import type { Mark, Point } from './plot-points.ts';

/** Pixels around the plane. */
export const MARGIN = { left: 64, right: 20, top: 38, bottom: 44 } as const;
export const HEIGHT = 368;

/** One axis of the chart and how it is shown. */
export interface AxisChoice {
  readonly measure: Measure;
  readonly log: boolean;
  readonly limit: number | undefined;
}

/** A share is never drawn on a logarithmic axis. */
export function axisChoice(measure: Measure, log: boolean, limits: Limits | undefined): AxisChoice {
  return { measure, log: log && measure.most === undefined, limit: limitOf(measure.name, limits) };
}

function limitOf(name: ObjectiveName, limits: Limits | undefined): number | undefined {
  return name === 'error' ? undefined : limits?.[name];
}

/** What an axis has to span: points, published results, and the limit where it is not far away. */
export function spanned(
  before: Domain | undefined,
  { measure, log, limit }: AxisChoice,
  values: readonly number[],
): Domain {
  const shown = limit !== undefined && isNear(limit, values, log) ? [...values, limit] : values;
  return growDomain(before, shown, log, { least: 0, most: measure.most });
}

/** Within the span of the values once more: a far limit would press all points into a corner. */
function isNear(limit: number, values: readonly number[], log: boolean): boolean {
  if (values.length === 0) return true;
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  return log ? limit <= high * Math.max(4, high / Math.max(low, Number.MIN_VALUE)) : limit <= high + (high - low);
}

export interface Plane {
  readonly width: number;
  readonly x: Axis;
  readonly y: Axis;
}

export function planeOf(x: AxisChoice, y: AxisChoice, across: Domain, up: Domain, width: number): Plane {
  const right = Math.max(MARGIN.left + 50, width - MARGIN.right);
  const room = Math.max(2, Math.round((right - MARGIN.left) / 90));
  return {
    width,
    x: axisOf(across, x.log, [MARGIN.left, right], x.measure, room),
    y: axisOf(up, y.log, [HEIGHT - MARGIN.bottom, MARGIN.top], y.measure, 6),
  };
}

export const valuesOf = (points: readonly Point[], marks: readonly Mark[], axis: 'x' | 'y'): number[] => [
  ...points.map((point) => point[axis]),
  ...marks.map((mark) => mark[axis]),
];
