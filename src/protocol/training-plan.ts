import type { Origin } from './journal.ts';

/**
 * How much training the default strategy plans for. Of the whole volume, what is below the least error is a small part, so
 * some of its proposals are for accuracy alone. One of those takes as long as dozens of others, or is stopped at once: they
 * are made while the plan has room for them. So they get their share wherever others are cheap, and what so many trials take
 * is known before they are proposed.
 */

/** What stops trials: rungs within the first split and at its end, rungs where there is one split, nothing. */
export type Stopping = 'splits' | 'rungs' | 'nothing';

/** For each trial, and for what is new to a front, which becomes rare as records do. */
const PLAN: Readonly<Record<Stopping, { readonly each: number; readonly newcomers: number }>> = {
  splits: { each: 0.07, newcomers: 3.4 },
  rungs: { each: 0.27, newcomers: 4 },
  nothing: { each: 1, newcomers: 0 },
};

/** Of the trials after the start, every so many one is for accuracy if the plan has room for it. */
export const ACCURATE_EVERY = 4;

/** Believed: of the plan, what trials for the front take where they are stopped; and what one for accuracy takes. */
const BELIEF = { front: 0.7, accurate: 0.6 };

/** What these beliefs are worth: so much of the plan, and so many trials. */
const WORTH = { front: 4, accurate: 4 };

/** What an epoch has besides MACs, activations and the shuffling of data: MACs, relative to the mean of the start. */
const BESIDES = 0.3;

/** What an epoch of a network with so many MACs takes, relative to the mean of the networks that a search begins with. */
export function epochWork(macs: number, start: readonly number[]): number {
  return (macs / mean(start) + BESIDES) / (1 + BESIDES);
}

export interface PlannedTrial {
  readonly index: number;
  readonly origin: Origin;
  readonly cost: { readonly macs: number };
  /** Until it ended, on one split; undefined: it has not. */
  readonly epochs: number | undefined;
  /** Trained to the end: on all splits. */
  readonly complete: boolean;
}

export interface Training {
  readonly stopping: Stopping;
  /** Of the data, that a complete trial is trained on. */
  readonly splits: number;
  /** MACs of the trials that a search begins with. */
  readonly start: readonly number[];
}

/** What trials were trained, and what is planned; all in usual trainings: the mean of those that a search begins with. */
export class TrainingPlan {
  readonly #training: Training;
  /** Epochs of a usual training, on all splits. */
  readonly #epochs: number;
  /** Of the plan, what trials for the front take. */
  readonly #front: number;
  /** Expected of a trial for accuracy. */
  readonly accurate: number;

  private constructor(trials: readonly PlannedTrial[], training: Training) {
    const { start, stopping } = training;
    this.#training = training;
    const whole = trials.filter(({ complete }) => complete);
    this.#epochs = sum(whole.map((trial) => this.#work(trial))) / sum(whole.map(({ cost }) => this.ofStart(cost.macs)));
    const ended = trials.filter(({ index, epochs }) => index >= start.length && epochs !== undefined);
    const [front, accurate] = [false, true].map((kind) => ended.filter((trial) => isAccurate(trial) === kind));
    const planned = sum(front!.map(({ index }) => this.planned(index + 1) - this.planned(index)));
    this.#front = believed(stopping === 'nothing' ? 1 : BELIEF.front, WORTH.front, this.spent(front!), planned);
    this.accurate = believed(BELIEF.accurate, WORTH.accurate, this.spent(accurate!), accurate!.length);
  }

  /** @returns undefined before a trial was trained to the end */
  static of(trials: readonly PlannedTrial[], training: Training): TrainingPlan | undefined {
    return trials.some(({ complete }) => complete) ? new TrainingPlan(trials, training) : undefined;
  }

  /** For the trials after the start up to, and without, an index. */
  planned(index: number): number {
    const { start, stopping } = this.#training;
    const { each, newcomers } = PLAN[stopping];
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
    const { index, cost, epochs } = trial;
    if (epochs !== undefined) return this.#work(trial) / this.#epochs;
    if (index < this.#training.start.length) return this.ofStart(cost.macs);
    return isAccurate(trial) ? this.accurate : this.front(index, index + 1);
  }

  /** Of a trial of the start with so many MACs. */
  ofStart(macs: number): number {
    return epochWork(macs, this.#training.start);
  }

  #work({ cost, epochs, complete }: PlannedTrial): number {
    return this.ofStart(cost.macs) * epochs! * (complete ? this.#training.splits : 1);
  }
}

const isAccurate = ({ origin }: PlannedTrial): boolean => origin.kind === 'accurate';

/** A quotient that begins with a belief, which is worth so much of the divisor. */
function believed(belief: number, worth: number, seen: number, divisor: number): number {
  return (worth * belief + seen) / (worth + divisor);
}

function mean(values: readonly number[]): number {
  return sum(values) / Math.max(1, values.length);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
