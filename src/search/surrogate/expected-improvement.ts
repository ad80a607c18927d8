import type { Objectives } from '../../protocol/dominance.ts';
import { hypervolume } from '../hypervolume.ts';
import type { Belief } from './gaussian-process.ts';

/** A point of the front, scaled: its costs are in the order of the run. */
export interface FrontPoint {
  /** Logarithm to base 2. */
  readonly error: number;
  readonly costs: Objectives;
}

/**
 * Expected hypervolume improvement of a candidate whose costs are known and whose error is believed to be log-normal, as it
 * is in hardware-aware search: all objectives but one are exact before training, so the expectation is a sum of integrals in
 * closed form, one between each two errors of the front, instead of the general EHVI's box decomposition (Emmerich 2006).
 */
export class ExpectedImprovement {
  readonly #reference: FrontPoint;
  /** Ascending; the last is the reference. */
  readonly #errors: readonly number[];
  /** [error] costs of the front's members up to this error */
  readonly #costs: readonly Objectives[][];
  readonly #volumes: readonly number[];

  /** @param reference what is worse than this counts nothing */
  constructor(front: readonly FrontPoint[], reference: FrontPoint) {
    this.#reference = reference;
    const inside = front.filter(({ error }) => error < reference.error).toSorted((a, b) => a.error - b.error);
    this.#errors = [...inside.map(({ error }) => error), reference.error];
    this.#costs = this.#errors.map((_, i) => inside.slice(0, i).map(({ costs }) => costs));
    this.#volumes = this.#costs.map((costs) => hypervolume(costs, reference.costs));
  }

  /** @param belief of the natural logarithm of the error */
  of(costs: Objectives, belief: Belief): number {
    return this.#upTo(this.#errors, costs, belief);
  }

  /** Counts only what has a smaller error than all of the front. */
  ofLeastError(costs: Objectives, belief: Belief): number {
    return this.#upTo(this.#errors.slice(0, 1), costs, belief);
  }

  /** @param errors the first of the front's, up to which the volume counts */
  #upTo(errors: readonly number[], costs: Objectives, belief: Belief): number {
    if (costs.some((cost, i) => cost >= this.#reference.costs[i]!)) return 0;
    const scaled = { mean: belief.mean / Math.LN2, deviation: belief.deviation / Math.LN2 };
    let sum = 0;
    let below = 0;
    errors.forEach((error, i) => {
      const upTo = expectedMargin(error, scaled);
      // Between the error before and this one, the candidate would add this much for every unit of error.
      const added = hypervolume([...this.#costs[i]!, costs], this.#reference.costs) - this.#volumes[i]!;
      sum += added * (upTo - below);
      below = upTo;
    });
    return sum;
  }
}

/** E[max(0, limit − e)] for a normal e. */
function expectedMargin(limit: number, { mean, deviation }: Belief): number {
  const z = (limit - mean) / deviation;
  const density = Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
  return (limit - mean) * normalDistribution(z) + deviation * density;
}

/** P(standard normal ≤ z), to 1.5e-7 (Abramowitz and Stegun 7.1.26). */
function normalDistribution(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const polynomial = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const tail = (polynomial * Math.exp(-x * x)) / 2;
  return z < 0 ? tail : 1 - tail;
}
