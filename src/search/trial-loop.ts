import type { FinishReason } from '../protocol/journal.ts';
import type { RunState, TrialState } from '../protocol/run-state.ts';
import { type EpochReport, TrainingFailure, TrainingStopped } from '../train/trainer.ts';
import { BudgetWatch } from './budget-watch.ts';
import type { FeasibleSpace } from './feasible-space.ts';
import type { RunContext } from './run-context.ts';
import { rungsOf, rungsOfError, rungsOnSplits } from './rungs.ts';
import { architectureKey } from './space.ts';
import { createStrategy } from './strategies/registry.ts';
import { LOOKAHEAD, isVisible, type EndedTrial, type Proposal, type Strategy } from './strategy.ts';
import { trainingOptions } from './trial-training.ts';

/** The search proper: proposes trials and has them trained, until a budget or the space is used up. */
export class TrialLoop {
  readonly #context: RunContext;
  readonly #strategy: Strategy;
  readonly #budget: BudgetWatch;
  /** Of the data, that a trial is trained on. */
  readonly #splits: number;
  readonly #rungs: readonly number[];
  readonly #reduction: number;
  readonly #proposed = new Set<string>();
  readonly #running = new Map<number, Promise<void>>();
  #ahead: { readonly next: number; readonly proposal: Proposal | undefined } | undefined;
  /** Called when a trial has passed its first rung. */
  #passed: (() => void) | undefined;
  /** By index; undefined where a trial has not ended. */
  readonly #outcomes: (EndedTrial | undefined)[] = [];
  /** So many trials from the first on have ended. */
  #settled = 0;

  constructor(context: RunContext, space: FeasibleSpace) {
    const { spec } = context.options;
    this.#context = context;
    this.#budget = new BudgetWatch(context);
    this.#reduction = spec.strategy.reduction ?? 1;
    this.#splits = context.state.header?.confirmation?.splits ?? 1;
    this.#strategy = createStrategy(spec.strategy, space, spec.seed, {
      splits: this.#splits,
      epochs: spec.training.epochs,
    });
    this.#rungs = rungsOnSplits(spec.training.epochs, this.#reduction, this.#splits);
    for (const { architecture } of context.state.trials) this.#proposed.add(architectureKey(architecture));
  }

  /** Why the search is over; undefined: it was stopped. */
  async run(): Promise<FinishReason | undefined> {
    const { options, signal } = this.#context;
    const capacity = Math.min(options.runner.capacity, LOOKAHEAD);
    let next = 0;
    let reason: FinishReason | undefined;
    for (;;) {
      while (this.#running.size < capacity && reason === undefined && !signal.aborted) {
        const trial = this.#state.trials[next];
        if (trial === undefined) {
          this.#gather();
          reason = this.#budget.spent(next, this.#visible(next));
          if (reason !== undefined || !this.#mayPropose(next)) break;
          if (!this.#propose(next)) {
            reason = 'exhausted';
            break;
          }
        }
        if (!hasEnded(this.#state.trials[next]!)) this.#start(next);
        next++;
      }
      if (this.#running.size === 0) break;
      if (reason === undefined && !signal.aborted) this.#thinkAhead(next);
      await Promise.race([...this.#running.values(), this.#passing()]);
    }
    this.#context.throwIfBroken();
    return signal.aborted ? undefined : reason;
  }

  /** Resolves when nothing is in flight. */
  async settled(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  get #state(): RunState {
    return this.#context.state;
  }

  /** All outcomes that the proposal may depend on are there. */
  #mayPropose(next: number): boolean {
    return this.#state.trials.slice(this.#settled, next).every((trial) => {
      if (this.#outcomes[trial.index] !== undefined) return true;
      const [early, late] = [true, false].map((early) => isVisible({ ...trial, early }, next));
      return !late && (!early || this.#hasPassed(trial));
    });
  }

  /** Whether a trial will not end by its first rung, or has none. */
  #hasPassed({ rungs, curve }: TrialState): boolean {
    const first = rungs[0]?.epoch;
    return first === undefined || first !== this.#rungs[0] || curve.some(({ epoch }) => epoch > first);
  }

  /** Resolves when a trial passes its first rung. */
  #passing(): Promise<void> {
    return new Promise((resolve) => {
      this.#passed = resolve;
    });
  }

  /** What the proposal of a trial may depend on. */
  #visible(next: number): readonly EndedTrial[] {
    return this.#outcomes.filter((trial) => trial !== undefined).filter((trial) => isVisible(trial, next));
  }

  #gather(): void {
    const { trials } = this.#state;
    for (let index = this.#settled; index < trials.length; index++) {
      if (hasEnded(trials[index]!)) this.#outcomes[index] ??= this.#endedTrial(trials[index]!);
    }
    while (this.#outcomes[this.#settled] !== undefined) this.#settled++;
  }

  #endedTrial(trial: TrialState): EndedTrial {
    const { index, architecture, cost, origin, status, result, stopped } = trial;
    const { epochs } = this.#context.options.spec.training;
    const rungErrors = this.#rungs
      .filter((epoch) => (epoch === epochs ? cameToTheEnd(trial, epochs) : hasEpoch(trial, epoch)))
      .map((epoch) => leastError(trial, epoch));
    const objectives = result?.objectives ?? (stopped && this.#vector(cost, stopped.error));
    const trained = result?.splitEpochs ?? stopped?.epochs ?? trial.curve.length;
    return {
      ...{ index, architecture, cost, origin, objectives, rungErrors },
      ...{ epochs: trained, complete: status === 'finished' },
      early: !this.#hasPassed(trial) && status !== 'finished',
    };
  }

  #vector(cost: TrialState['cost'], error: number): number[] {
    const { objectives } = this.#context.options.spec.strategy;
    return objectives.map((name) => (name === 'error' ? error : cost[name]!));
  }

  /** Makes the next proposal while others train, so that no worker waits for it. */
  #thinkAhead(next: number): void {
    this.#gather();
    if (this.#state.trials[next] !== undefined || this.#ahead?.next === next || !this.#mayPropose(next)) return;
    this.#ahead = { next, proposal: this.#ask(next) };
  }

  #ask(next: number): Proposal | undefined {
    const ended = this.#visible(next);
    const seen = new Set(ended.map(({ index }) => index));
    const pending = this.#state.trials.filter(({ index }) => !seen.has(index));
    return this.#strategy.ask(next, { proposed: this.#proposed, ended, pending });
  }

  /** False: nothing is left to propose. */
  #propose(next: number): boolean {
    const ended = this.#visible(next);
    const proposal = this.#ahead?.next === next ? this.#ahead.proposal : this.#ask(next);
    if (proposal === undefined) return false;
    const { architecture, cost, origin, rejected } = proposal;
    this.#proposed.add(architectureKey(architecture));
    const { objectives } = this.#context.options.spec.strategy;
    const { strictness } = proposal;
    const rungs =
      origin.kind === 'accurate'
        ? rungsOfError(objectives.indexOf('error'), ended, this.#rungs, this.#reduction, strictness)
        : rungsOf(objectives, this.#vector(cost, 0), ended, this.#rungs, this.#reduction, strictness);
    this.#context.record.record('trial-proposed', {
      ...{ trial: next, architecture, cost, origin, rejected },
      ...(rungs.length === 0 ? {} : { rungs }),
    });
    return true;
  }

  #start(index: number): void {
    const done = this.#train(index)
      .catch((error: unknown) => this.#context.break(error))
      .finally(() => this.#running.delete(index));
    this.#running.set(index, done);
  }

  async #train(index: number): Promise<void> {
    const { record, signal, options } = this.#context;
    const { clock, spec, store } = options;
    const started = clock.milliseconds();
    try {
      const { augmentation, trials } = this.#state;
      const { rungs } = trials[index]!;
      const training = { ...trainingOptions(spec, index, { augmentation }), rungs, splits: this.#splits };
      const { result, seconds } = await this.#context.train(index, training, (report) => this.#epoch(index, report));
      const { parameters, network, ...rest } = result;
      await store.save(index, { parameters, network });
      record.record('trial-finished', { trial: index, seconds, ...rest });
    } catch (error) {
      const seconds = Math.round(clock.milliseconds() - started) / 1000;
      if (error instanceof TrainingStopped) {
        const least = leastError(this.#state.trials[index]!, error.epochs);
        record.record('trial-stopped', { trial: index, epochs: error.epochs, seconds, error: least });
      } else if (error instanceof TrainingFailure) {
        record.record('trial-failed', { trial: index, seconds, reason: error.message });
      } else if (!signal.aborted) {
        this.#context.break(error);
      }
    }
  }

  #epoch(trial: number, report: EpochReport): void {
    const { record, signal } = this.#context;
    if (signal.aborted || this.#state.trials[trial]!.status !== 'running') return;
    // A diverging loss has no place on a curve; the trial is about to fail.
    if (![report.trainLoss, report.validationLoss, report.validationError].every(Number.isFinite)) return;
    try {
      record.record('epoch', { trial, ...report });
      if (report.epoch > this.#rungs[0]!) this.#passed?.();
    } catch (error) {
      this.#context.break(error);
    }
  }
}

/** Of the float network, in its first training, up to an epoch. */
function leastError({ curve }: TrialState, until: number): number {
  const points = curve.filter(({ epoch, tuning }) => epoch <= until && tuning === undefined);
  return Math.min(...points.map(({ validationError }) => validationError));
}

const hasEpoch = ({ curve }: TrialState, wanted: number): boolean => curve.some(({ epoch }) => epoch === wanted);

/** Whether no rung before the last epoch has stopped it. */
function cameToTheEnd({ status, stopped, rungs }: TrialState, epochs: number): boolean {
  if (stopped === undefined) return status === 'finished';
  return !rungs.some(({ epoch, worst }) => epoch < epochs && epoch === stopped.epochs && stopped.error > worst);
}

function hasEnded({ status }: TrialState): boolean {
  return status === 'finished' || status === 'stopped' || status === 'failed';
}
