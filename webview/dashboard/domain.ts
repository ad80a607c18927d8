import { scaleLinear, scaleLog } from 'd3-scale';
import type { Measure } from './measures.ts';

/** What an axis spans, in the unit of its measure. */
export type Domain = readonly [low: number, high: number];

/** Room beside the outermost points, as a share of the span; more where an axis has to grow, so that it seldom does. */
const MARGIN = 0.08;
const GROWTH = 0.25;

/**
 * What an axis spans when it has to show `values`. An axis that is there already stays as it is while they fit, and
 * otherwise grows at the end where they do not: a point that arrives does not move the others without need.
 * @param bounds values that cannot be passed, e.g. 0 and 1 for a share
 */
export function growDomain(
  before: Domain | undefined,
  values: readonly number[],
  log: boolean,
  bounds: { readonly least?: number; readonly most?: number | undefined } = {},
): Domain {
  const usable = log ? values.filter((value) => value > 0) : values;
  if (usable.length === 0) return before ?? (log ? [1, 10] : [0, 1]);
  const [forward, back] = log ? [Math.log10, (value: number) => 10 ** value] : [same, same];
  const low = forward(usable.reduce((a, b) => Math.min(a, b)));
  const high = forward(usable.reduce((a, b) => Math.max(a, b)));
  const old = before?.map(forward) as [number, number] | undefined;
  const span = Math.max(high, old?.[1] ?? -Infinity) - Math.min(low, old?.[0] ?? Infinity) || Math.abs(high) / 5 || 1;
  const [from, to] = old ?? [Infinity, -Infinity];
  const margin = (old === undefined ? MARGIN : GROWTH) * span;
  const grown: Domain = [low < from ? back(low - margin) : before![0], high > to ? back(high + margin) : before![1]];
  return log ? grown : [Math.max(grown[0], bounds.least ?? -Infinity), Math.min(grown[1], bounds.most ?? Infinity)];
}

const same = (value: number): number => value;

export interface Axis {
  readonly domain: Domain;
  readonly ticks: readonly number[];
  /** @returns pixels */
  place(value: number): number;
}

/** @param range pixels of both ends. @param count about how many ticks there is room for */
export function axisOf(
  domain: Domain,
  log: boolean,
  range: readonly [number, number],
  measure: Measure,
  count: number,
): Axis {
  if (log) {
    const scale = scaleLog().domain(domain).range(range);
    return {
      domain,
      ticks: distinct(logTicks(domain, measure.binary, count), measure),
      place: (value) => scale(value),
    };
  }
  const scale = scaleLinear().domain(domain).range(range);
  const unit = measure.binary && domain[1] > 2048 ? 1024 : 1;
  const ticks = scaleLinear()
    .domain([domain[0] / unit, domain[1] / unit])
    .ticks(count)
    .map((tick) => tick * unit);
  return { domain, ticks: distinct(ticks, measure), place: (value) => scale(value) };
}

/** Ticks so close that they would read the same are left out. */
function distinct(ticks: readonly number[], measure: Measure): number[] {
  return ticks.filter((tick, index) => index === 0 || measure.format(tick) !== measure.format(ticks[index - 1]!));
}

/** Powers of two for bytes, 1, 2 and 5 times powers of ten for the rest; every so many of them that they have room. */
function logTicks([low, high]: Domain, binary: boolean, count: number): number[] {
  const candidates: number[] = [];
  if (binary) {
    for (let tick = 2 ** Math.ceil(Math.log2(low)); tick <= high; tick *= 2) candidates.push(tick);
  } else {
    for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++)
      for (const factor of [1, 2, 5]) candidates.push(Number(`${factor}e${power}`));
  }
  const inside = candidates.filter((tick) => tick >= low && tick <= high);
  const every = Math.max(1, Math.ceil(inside.length / (count + 1)));
  return inside.filter((_, index) => index % every === 0);
}
