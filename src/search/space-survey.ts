import type { Random } from '../base/random.ts';
import type { Architecture } from '../protocol/architecture.ts';
import type { Limits } from '../protocol/journal.ts';
import type { Cost } from '../protocol/results.ts';
import { violationsOf, type CostEstimator } from './constraints.ts';
import type { Space } from './space.ts';

/** Architectures looked at to tell the share that fits and the ranges of costs. */
const SAMPLES = 1000;

export type CostRange = readonly [least: number, most: number];

/** What a space holds, told from all of it or from a sample. */
export interface SpaceSurvey {
  /** Distinct architectures. */
  readonly count: number;
  /** The share is counted, not estimated. */
  readonly exact: boolean;
  /** Of the space that is within the limits, 0–1. */
  readonly share: number;
  /** Of the architectures within the limits; undefined when none of those looked at is. `energy` where it is known. */
  readonly ranges: Readonly<Record<Exclude<keyof Cost, 'energy'>, CostRange> & { energy?: CostRange }> | undefined;
}

/** Looks at a space in steps of one estimate. The same seed gives the same figures. */
export function* surveySpace(
  space: Space,
  estimate: CostEstimator,
  limits: Limits,
  random: Random,
): Generator<undefined, SpaceSurvey> {
  const count = yield* space.counting();
  const fitting: Cost[] = [];
  for (const architecture of examplesOf(space, random.fork('check'), SAMPLES)) {
    const cost = estimate(architecture);
    if (violationsOf(cost, limits).length === 0) fitting.push(cost);
    yield;
  }
  return {
    count,
    exact: count <= SAMPLES,
    share: fitting.length / Math.min(count, SAMPLES),
    ranges: rangesOf(fitting),
  };
}

/** What stands for a space when its costs are looked at: all of it when it has at most `samples`, else as many draws. */
function* examplesOf(space: Space, random: Random, samples: number): Generator<Architecture, undefined> {
  if (space.count <= samples) yield* space.enumerate();
  else for (let i = 0; i < samples; i++) yield space.sampleUniform(random);
}

/** Runs steps to their end, for those who may be held up. */
export function finish<T>(steps: Generator<undefined, T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

function rangesOf(costs: readonly Cost[]): SpaceSurvey['ranges'] {
  const [first] = costs;
  if (first === undefined) return undefined;
  const range = (of: (cost: Cost) => number): CostRange => {
    const values = costs.map(of);
    return [Math.min(...values), Math.max(...values)];
  };
  return {
    flash: range((cost) => cost.flash),
    ram: range((cost) => cost.ram),
    macs: range((cost) => cost.macs),
    latency: range((cost) => cost.latency),
    ...(first.energy !== null && { energy: range((cost) => cost.energy ?? 0) }),
  };
}
