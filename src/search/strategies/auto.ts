import { Random } from '../../base/random.ts';
import type { ObjectiveName } from '../../protocol/objectives.ts';
import { type PlannedTrial, type Training, TrainingPlan } from '../../protocol/training-plan.ts';
import type { FeasibleSpace } from '../feasible-space.ts';
import { type History, isVisible, type Proposal, type Strategy } from '../strategy.ts';
import { BayesianSearch } from './bayesian.ts';
import { macsOfBeginning } from './beginning.ts';
import { neighbourOfFront, START } from './local.ts';
import { spreadProposal } from './spread.ts';

/** Every so many trials one is a small change of a member of the front: models err near their best points. */
const LOCAL = 4;

/** Every so many trials one is for accuracy alone, if the plan has room for it: it takes as long as dozens, or is stopped. */
const ACCURATE = 4;

/**
 * A share of the plan. So much more training than planned, and what a proposal takes counts by its square; so much less, and
 * it does not count.
 */
const THRIFT = { share: 0.15, most: 3 };

/** A share of the plan, too: with so much more training than planned rungs would let nobody pass, with so much less everybody. */
const STRICT = { share: 0.35, most: 0.75 };

/** The default: spread over the space at first, then a model's proposals mixed with mutations of the front. */
export class AutoSearch implements Strategy {
  readonly #space: FeasibleSpace;
  readonly #random: Random;
  readonly #model: BayesianSearch;
  readonly #training: Omit<Training, 'start'> | undefined;

  /** @param training where trials are stopped at rungs: what a complete one is; proposals keep to the plan */
  constructor(
    space: FeasibleSpace,
    objectives: readonly ObjectiveName[],
    seed: string,
    training: Omit<Training, 'start'> | undefined,
  ) {
    this.#space = space;
    this.#training = training;
    this.#random = new Random(seed);
    this.#model = new BayesianSearch(space, objectives, seed);
  }

  ask(index: number, history: History): Proposal | undefined {
    const random = this.#random.fork(index);
    if (index < START) return spreadProposal(this.#space, random, history);
    const room = this.#room(index, history);
    const strictness = clamp(-room / STRICT.share, -STRICT.most, STRICT.most);
    const proposal = this.#proposal(index, history, random, room);
    return proposal && { ...proposal, strictness };
  }

  #proposal(index: number, history: History, random: Random, room: number): Proposal | undefined {
    if (index % LOCAL === 0) return neighbourOfFront(this.#space, random, history);
    if (index % ACCURATE === ACCURATE / 2 && room >= 0) return this.#model.ask(index, history, 'accurate');
    return this.#model.ask(index, history, 'model', clamp(1 - room / THRIFT.share, 0, THRIFT.most));
  }

  /** How much less was trained than planned, as a share of the plan; 0 where nothing is planned. */
  #room(index: number, history: History): number {
    if (this.#training === undefined) return 0;
    const trials: PlannedTrial[] = [
      ...history.ended.map((trial) => ({ ...trial, passed: false })),
      // Had those for accuracy been stopped, they would be visible after as many proposals as others.
      ...history.pending.map((trial) => {
        return { ...trial, epochs: undefined, passed: isVisible({ ...trial, early: true }, index), complete: false };
      }),
    ];
    const plan = new TrainingPlan(trials, { ...this.#training, start: macsOfBeginning(history) });
    return (plan.planned(index) - plan.spent(trials)) / plan.planned(Math.max(index, 2 * START));
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
