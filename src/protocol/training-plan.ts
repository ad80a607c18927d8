import { mean, sum } from '../base/means.ts';
import type { Origin } from './journal.ts';

/**
 * How much training the default strategy plans for: MACs × epochs, which are the same on every machine. Its proposals keep to
 * the plan, so that what so many trials take is known before they are proposed; see `search/strategies/auto.ts`.
 */

/**
 * For each trial, and for what is new to a front, which becomes rare as records do; of trials that are stopped at rungs, on
 * several splits of the data or on one.
 */
const PLAN = { onSplits: { each: 0.07, newcomers: 3.4 }, onOne: { each: 0.27, newcomers: 4 } };

/** Believed: epochs of a training, of those that it may take: many end by themselves. */
export const USUAL = 0.55;

/** Believed: of the plan, what trials for the front take where they are stopped; and what one for accuracy takes. */
const BELIEF = { front: 0.7, accurate: 0.5 };

/** What these beliefs are worth: so much of the plan, and so many trials. */
const WORTH = { front: 4, accurate: 2, epochs: 4 };

/** What a trial for accuracy that passes its first rung takes, relative to a usual training of its network. */
const PASSED = 0.85;

/** What an epoch has besides MACs, activations and the loading of data: MACs, relative to the mean of the start. */
const BESIDES = 0.2;

/** What an epoch of a network with so many MACs takes, relative to the mean of the networks that a search begins with. */
export function epochWork(macs: number, start: readonly number[]): number {
  return (macs / mean(start) + BESIDES) / (1 + BESIDES);
}

export interface PlannedTrial {
  readonly index: number;
  readonly origin: Origin;
  readonly cost: { readonly macs: number };
  /** Until it ended, on all splits together; undefined: it has not. */
  readonly epochs: number | undefined;
  /** For accuracy, and known not to be stopped at its first rung. */
  readonly passed: boolean;
  /** Trained to the end: on all splits. */
  readonly complete: boolean;
}

export interface Training {
  /** Of the data, that a complete trial is trained on. */
  readonly splits: number;
  /** Most epochs of a training, on each. */
  readonly epochs: number;
  /** MACs of the trials that a search begins with. */
  readonly start: readonly number[];
}

/** What trials were trained, and what is planned; all in usual trainings of the mean of those that a search begins with. */
export class TrainingPlan {
  readonly #training: Training;
  /** Of the plan, what trials for the front take. */
  readonly #front: number;
  /** Expected of a trial for accuracy. */
  readonly #accurate: number;
  /** Epochs of a usual training, on all splits: as those of the start say, so that the unit does not follow what it measures. */
  readonly epochs: number;

  constructor(trials: readonly PlannedTrial[], training: Training) {
    const { start } = training;
    this.#training = training;
    const complete = trials.filter((trial) => trial.complete && trial.index < start.length);
    const work = sum(complete.map(({ cost }) => epochWork(cost.macs, start)));
    const seen = sum(complete.map(({ cost, epochs }) => epochWork(cost.macs, start) * epochs!));
    this.epochs = believed(USUAL * training.splits * training.epochs, WORTH.epochs, seen, work);
    const known = trials.filter(
      ({ index, epochs, passed }) => index >= start.length && (epochs !== undefined || passed),
    );
    const [front, accurate] = [false, true].map((kind) => known.filter((trial) => isAccurate(trial) === kind));
    const planned = sum(front!.map(({ index }) => this.planned(index + 1) - this.planned(index)));
    this.#front = believed(BELIEF.front, WORTH.front, this.spent(front!), planned);
    this.#accurate = believed(BELIEF.accurate, WORTH.accurate, this.spent(accurate!), accurate!.length);
  }

  /** For the trials after the start up to, and without, an index. */
  planned(index: number): number {
    const { start, splits } = this.#training;
    const { each, newcomers } = splits > 1 ? PLAN.onSplits : PLAN.onOne;
    return index <= start.length ? 0 : each * (index - start.length) + newcomers * Math.log(index / start.length);
  }

  /** Expected if all trials from one index up to, and without, another are for the front. */
  front(from: number, to: number): number {
    return this.#front * (this.planned(to) - this.planned(from));
  }

  /** By these trials, those of the start left out. */
  spent(trials: readonly PlannedTrial[]): number {
    return sum(trials.filter(({ index }) => index >= this.#training.start.length).map((trial) => this.of(trial)));
  }

  /** Of a trial that ended; of one under way, as expected. */
  of(trial: PlannedTrial): number {
    const { index, cost, epochs, passed } = trial;
    const usual = epochWork(cost.macs, this.#training.start);
    if (epochs !== undefined) return (usual * epochs) / this.epochs;
    if (index < this.#training.start.length) return usual;
    if (passed) return PASSED * usual;
    return isAccurate(trial) ? this.#accurate : this.front(index, index + 1);
  }
}

const isAccurate = ({ origin }: PlannedTrial): boolean => origin.kind === 'accurate';

/** A quotient that begins with a belief, which is worth so much of the divisor. */
function believed(belief: number, worth: number, seen: number, divisor: number): number {
  return (worth * belief + seen) / (worth + divisor);
}
