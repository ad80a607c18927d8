import { Random } from '../../base/random.ts';
import type { ObjectiveName } from '../../protocol/objectives.ts';
import { ACCURATE_EVERY, type PlannedTrial, type Training, TrainingPlan } from '../../protocol/training-plan.ts';
import type { FeasibleSpace } from '../feasible-space.ts';
import type { History, Proposal, Strategy } from '../strategy.ts';
import { BayesianSearch } from './bayesian.ts';
import { macsOfBeginning } from './beginning.ts';
import { neighbourOfFront, START } from './local.ts';
import { spreadProposal } from './spread.ts';

/** Every so many trials one is a small change of a member of the front: models err near their best points. */
const LOCAL = 4;

/** The default: spread over the space at first, then a model's proposals mixed with mutations of the front. */
export class AutoSearch implements Strategy {
  readonly #space: FeasibleSpace;
  readonly #random: Random;
  readonly #model: BayesianSearch;
  readonly #training: Omit<Training, 'start'>;

  constructor(
    space: FeasibleSpace,
    objectives: readonly ObjectiveName[],
    seed: string,
    training: Omit<Training, 'start'>,
  ) {
    this.#space = space;
    this.#training = training;
    this.#random = new Random(seed);
    this.#model = new BayesianSearch(space, objectives, seed);
  }

  ask(index: number, history: History): Proposal | undefined {
    const random = this.#random.fork(index);
    if (index < START) return spreadProposal(this.#space, random, history);
    if (index % LOCAL === 0) return neighbourOfFront(this.#space, random, history);
    const accurate = index % ACCURATE_EVERY === ACCURATE_EVERY / 2 && this.#hasRoom(index, history);
    return this.#model.ask(index, history, accurate ? 'accurate' : 'model');
  }

  /** Whether less has been trained than planned. */
  #hasRoom(index: number, history: History): boolean {
    const trials: PlannedTrial[] = [
      ...history.ended,
      ...history.pending.map((trial) => ({ ...trial, epochs: undefined, complete: false })),
    ];
    const plan = TrainingPlan.of(trials, { ...this.#training, start: macsOfBeginning(history) });
    return plan !== undefined && plan.spent(trials) < plan.planned(index);
  }
}
