import { Random } from '../../base/random.ts';
import { nonDominated } from '../../protocol/dominance.ts';
import type { ObjectiveName } from '../../protocol/objectives.ts';
import { epochWork } from '../../protocol/training-plan.ts';
import type { Candidate } from '../constraints.ts';
import type { FeasibleSpace } from '../feasible-space.ts';
import { architectureKey } from '../space.ts';
import { type EndedTrial, type History, isVisible, type Proposal, type Strategy, visibleFrom } from '../strategy.ts';
import { ErrorModel } from '../surrogate/error-model.ts';
import { ExpectedImprovement, type FrontPoint } from '../surrogate/expected-improvement.ts';
import type { Kernel } from '../surrogate/gaussian-process.ts';
import { scaledObjectives } from '../scaled-objectives.ts';
import { macsOfBeginning } from './beginning.ts';
import { START, frontOf } from './local.ts';
import { randomProposal } from './random.ts';
import { spreadProposal } from './spread.ts';

/** Candidates that the model chooses from: strangers, mutations of the front, and children of two of its members. */
const POOL = { random: 120, mutation: 150, crossover: 50 };

/** Ended trials before a model is worth its while. */
const ENOUGH = 6;

/** So many of the most accurate are the parents of the pool where the least error is to be improved. */
const ACCURATE = 4;

/** Proposals that share one kernel: fitting it takes as long as a hundred predictions. */
const BLOCK = 8;

/**
 * Bayesian optimisation for hardware-aware search: a Gaussian process believes in the error of a candidate, its costs are
 * known, and the candidate with the largest expected hypervolume improvement for the training that it takes is proposed
 * (improvement per second; Snoek et al. 2012). Trials in flight count as if they had ended as the model believes (kriging
 * believer; Ginsbourger et al. 2010), so that proposals do not crowd.
 */
export class BayesianSearch implements Strategy {
  readonly #space: FeasibleSpace;
  readonly #objectives: readonly ObjectiveName[];
  readonly #random: Random;
  #kernel: { readonly block: number; readonly kernel: Kernel } | undefined;

  constructor(space: FeasibleSpace, objectives: readonly ObjectiveName[], seed: string) {
    this.#space = space;
    this.#objectives = objectives;
    this.#random = new Random(seed);
  }

  /**
   * @param kind `accurate`: only what is below the least error of the front counts
   * @param thrift how much the training of a candidate counts against what it improves: an exponent
   */
  ask(index: number, history: History, kind: 'model' | 'accurate' = 'model', thrift = 1): Proposal | undefined {
    const random = this.#random.fork(index);
    const usable = history.ended.filter(({ objectives }) => objectives !== undefined);
    if (index < START || usable.length < ENOUGH) return spreadProposal(this.#space, random, history);
    const model = this.#model(index, usable).believing(history.pending);
    const parents = kind === 'model' ? frontOf(usable) : mostAccurate(usable, model);
    const { candidates, rejected } = this.#pool(random, history, parents);
    if (candidates.length === 0) return randomProposal(this.#space, random, history.proposed, rejected);
    const improvement = this.#improvement(usable, history.pending, model);
    const start = macsOfBeginning(history);
    let best: { readonly candidate: Candidate; readonly worth: number } | undefined;
    for (const candidate of candidates) {
      const [costs, belief] = [this.#costs(candidate), model.predict(candidate)];
      const worth =
        kind === 'model'
          ? improvement.of(costs, belief) / epochWork(candidate.cost.macs, start) ** thrift
          : improvement.ofLeastError(costs, belief);
      if (best === undefined || worth > best.worth) best = { candidate, worth };
    }
    return { ...best!.candidate, origin: { kind }, rejected };
  }

  #model(index: number, usable: readonly EndedTrial[]): ErrorModel {
    const block = Math.floor(index / BLOCK) * BLOCK;
    if (this.#kernel?.block !== block) {
      // What the first proposal of the block could see, or the first that had enough: the same in a resumed run.
      const then = usable.filter((trial) => isVisible(trial, block));
      const first = usable.toSorted((a, b) => visibleFrom(a) - visibleFrom(b) || a.index - b.index).slice(0, ENOUGH);
      const seen = then.length < ENOUGH ? first : then;
      this.#kernel = { block, kernel: ErrorModel.fitKernel(this.#space.space, this.#place, seen) };
    }
    return ErrorModel.of(this.#space.space, this.#place, usable, this.#kernel.kernel);
  }

  get #place(): number {
    return this.#objectives.indexOf('error');
  }

  #pool(
    random: Random,
    { proposed }: History,
    parents: readonly EndedTrial[],
  ): { candidates: Candidate[]; rejected: number } {
    const { space } = this.#space;
    const candidates = new Map<string, Candidate>();
    let rejected = 0;
    const add = (source: () => Candidate['architecture']): void => {
      const draw = this.#space.draw(source, 3, proposed);
      rejected += draw.rejected;
      if (draw.candidate !== undefined) candidates.set(architectureKey(draw.candidate.architecture), draw.candidate);
    };
    for (let i = 0; i < POOL.random; i++) add(() => space.sample(random));
    if (parents.length > 0 && space.count > 1) {
      for (let i = 0; i < POOL.mutation; i++) add(() => space.mutate(random.pick(parents).architecture, random));
      for (let i = 0; i < POOL.crossover; i++) {
        add(() => space.cross(random.pick(parents).architecture, random.pick(parents).architecture, random));
      }
    }
    return { candidates: [...candidates.values()], rejected };
  }

  #improvement(usable: readonly EndedTrial[], pending: readonly Candidate[], model: ErrorModel): ExpectedImprovement {
    // Errors as the model believes them: by what they were trained to, the luckiest would be in everybody's way.
    const trained = usable
      .filter(({ complete }) => complete)
      .map((trial) => trial.objectives!.with(this.#place, Math.exp(model.predict(trial).mean)));
    const known = nonDominated(trained).map((place) => this.#point(trained[place]!));
    const believed = pending.map((trial) => {
      return { error: model.predict(trial).mean / Math.LN2, costs: this.#costs(trial) };
    });
    const all = usable.map(({ objectives }) => this.#point(objectives!));
    // A twentieth of the range beyond the worst: candidates at the cheap end count too.
    const reference: FrontPoint = {
      error: Math.max(...all.map(({ error }) => error)),
      costs: all[0]!.costs.map((_, i) => {
        const values = all.map(({ costs }) => costs[i]!);
        const [least, most] = [Math.min(...values), Math.max(...values)];
        return most + Math.max(1e-6, (most - least) / 20);
      }),
    };
    return new ExpectedImprovement([...known, ...believed], reference);
  }

  #point(objectives: readonly number[]): FrontPoint {
    const scaled = scaledObjectives(this.#objectives, objectives);
    return { error: scaled[this.#place]!, costs: scaled.toSpliced(this.#place, 1) };
  }

  #costs({ cost }: Candidate): number[] {
    const values = this.#objectives.map((name) => (name === 'error' ? 1 : cost[name]!));
    return scaledObjectives(this.#objectives, values).toSpliced(this.#place, 1);
  }
}

/** Of those that were trained to the end, as the model believes. */
function mostAccurate(usable: readonly EndedTrial[], model: ErrorModel): EndedTrial[] {
  return usable
    .filter(({ complete }) => complete)
    .map((trial) => ({ trial, error: model.predict(trial).mean }))
    .sort((a, b) => a.error - b.error || a.trial.index - b.trial.index)
    .slice(0, ACCURATE)
    .map(({ trial }) => trial);
}
