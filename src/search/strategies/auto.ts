import { Random } from '../../base/random.ts';
import { ACCURATE_EVERY } from '../../protocol/accurate-share.ts';
import type { ObjectiveName } from '../../protocol/objectives.ts';
import type { FeasibleSpace } from '../feasible-space.ts';
import type { History, Proposal, Strategy } from '../strategy.ts';
import { BayesianSearch } from './bayesian.ts';
import { neighbourOfFront, START } from './local.ts';
import { spreadProposal } from './spread.ts';

/** Every so many trials one is a small change of a member of the front: models err near their best points. */
const LOCAL = 4;

/** The default: spread over the space at first, then a model's proposals mixed with mutations of the front. */
export class AutoSearch implements Strategy {
  readonly #space: FeasibleSpace;
  readonly #random: Random;
  readonly #model: BayesianSearch;

  constructor(space: FeasibleSpace, objectives: readonly ObjectiveName[], seed: string) {
    this.#space = space;
    this.#random = new Random(seed);
    this.#model = new BayesianSearch(space, objectives, seed);
  }

  ask(index: number, history: History): Proposal | undefined {
    const random = this.#random.fork(index);
    if (index < START) return spreadProposal(this.#space, random, history);
    if (index % LOCAL === 0) return neighbourOfFront(this.#space, random, history);
    return this.#model.ask(index, history, index % ACCURATE_EVERY === LOCAL / 2 ? 'accurate' : 'model');
  }
}
