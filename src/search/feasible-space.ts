import type { Random } from '../base/random.ts';
import type { Architecture } from '../protocol/architecture.ts';
import type { Limits } from '../protocol/journal.ts';
import { violationsOf, type Candidate, type CostEstimator } from './constraints.ts';
import { ENUMERABLE, misfitOf, nothingFits } from './nothing-fits.ts';
import { finish } from './space-survey.ts';
import { architectureKey, type Space } from './space.ts';

/** A feasible candidate, or none after so many draws. */
export interface Draw {
  readonly candidate: Candidate | undefined;
  /** Draws over a limit. */
  readonly rejected: number;
}

/** Draws before a fresh candidate is looked for in another way. */
const DRAWS = 500;

/** Steps of the walk through a space that is too large to enumerate. */
const WALK = 5_000;

/** Most architectures whose costs are remembered: proposals look at the neighbours of the front again and again. */
const REMEMBERED = 20_000;

/** The part of a space that is within the limits. */
export class FeasibleSpace {
  readonly space: Space;
  readonly #estimate: CostEstimator;
  readonly #limits: Limits;
  #all: (Candidate & { readonly key: string })[] | undefined;
  #smallest: Candidate[] | undefined;
  /** By `architectureKey`; undefined: over a limit. */
  readonly #known = new Map<string, Candidate | undefined>();

  constructor(space: Space, estimate: CostEstimator, limits: Limits) {
    this.space = space;
    this.#estimate = estimate;
    this.#limits = limits;
  }

  /** @throws UserError that names the limits which exclude everything */
  assertNotEmpty(): void {
    const misfit = finish(misfitOf(this.space, this.#estimate, this.#limits));
    if (misfit !== undefined) throw nothingFits(misfit);
  }

  /** Draws from `source` until one is feasible and new, at most `attempts` times. */
  draw(source: () => Architecture, attempts: number, proposed: ReadonlySet<string>): Draw {
    let rejected = 0;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const architecture = source();
      const key = architectureKey(architecture);
      if (proposed.has(key)) continue;
      const candidate = this.#recall(key, architecture);
      if (candidate !== undefined) return { candidate, rejected };
      rejected++;
    }
    return { candidate: undefined, rejected };
  }

  /**
   * A feasible architecture that was not proposed before. Without one the space is exhausted: for certain when it can be
   * enumerated, in all likelihood when it is larger.
   */
  sample(random: Random, proposed: ReadonlySet<string>): Draw {
    const drawn = this.draw(() => this.space.sample(random), DRAWS, proposed);
    if (drawn.candidate !== undefined) return drawn;
    if (this.space.count > ENUMERABLE) return this.#walk(random, proposed, drawn.rejected);
    const left = this.#enumerated().filter(({ key }) => !proposed.has(key));
    return { candidate: left.length === 0 ? undefined : random.pick(left), rejected: drawn.rejected };
  }

  /** A random walk over feasible neighbours, from the small end, where limits leave most room. */
  #walk(random: Random, proposed: ReadonlySet<string>, rejectedBefore: number): Draw {
    const starts = this.#smallestFeasible();
    let rejected = rejectedBefore;
    if (starts.length === 0) return { candidate: undefined, rejected };
    let here = random.pick(starts);
    for (let step = 0; step < WALK; step++) {
      if (!proposed.has(architectureKey(here.architecture))) return { candidate: here, rejected };
      const next = this.#check(this.space.mutate(here.architecture, random));
      if (next === undefined) rejected++;
      else here = next;
    }
    return { candidate: undefined, rejected };
  }

  #recall(key: string, architecture: Architecture): Candidate | undefined {
    if (!this.#known.has(key)) {
      if (this.#known.size === REMEMBERED) this.#known.clear();
      this.#known.set(key, this.#check(architecture));
    }
    return this.#known.get(key);
  }

  #check(architecture: Architecture): Candidate | undefined {
    const cost = this.#estimate(architecture);
    return violationsOf(cost, this.#limits).length === 0 ? { architecture, cost } : undefined;
  }

  #enumerated(): (Candidate & { readonly key: string })[] {
    return (this.#all ??= this.#feasible(this.space).map((candidate) => ({
      ...candidate,
      key: architectureKey(candidate.architecture),
    })));
  }

  #smallestFeasible(): Candidate[] {
    return (this.#smallest ??= this.#feasible(this.space.smallest()));
  }

  #feasible(space: Space): Candidate[] {
    const result: Candidate[] = [];
    for (const architecture of space.enumerate()) {
      const candidate = this.#check(architecture);
      if (candidate !== undefined) result.push(candidate);
    }
    return result;
  }
}
