import { messageOf } from '../base/errors.ts';
import type { Engine } from '../protocol/engine.ts';
import type { DataSummary, FinishReason, JournalEvent, JournalWriter } from '../protocol/journal.ts';
import type { Calibration } from '../protocol/measurement.ts';
import type { RunState, TrialState } from '../protocol/run-state.ts';
import type { Spec } from '../spec/schema.ts';
import { TrainingFailure, type EpochReport } from '../train/trainer.ts';
import type { TrialResult, TrialRunner } from '../train/trial-runner.ts';
import { effectiveLimits, type BoardLimits, type CostEstimator } from './constraints.ts';
import { FeasibleSpace } from './feasible-space.ts';
import { frontJson } from './front-json.ts';
import type { Clock, Confirm, TrialStore } from './ports.ts';
import { assertObjectivesKnown, assertSame } from './preconditions.ts';
import { Recorder, type Observer } from './recorder.ts';
import { architectureKey, type Space } from './space.ts';
import { stopMessage } from './stop-request.ts';
import { createStrategy } from './strategies/registry.ts';
import { LOOKAHEAD, type Strategy } from './strategy.ts';
import { allFinite, budgetOf, trainingOptions } from './trial-training.ts';

export interface SearchOptions {
  readonly spec: Spec;
  /** Of the spec's text; a run resumes only with the spec that it began with. */
  readonly specHash: string;
  /** Version of this tool. */
  readonly tool: string;
  readonly data: DataSummary;
  readonly space: Space;
  readonly estimator: CostEstimator;
  readonly board: BoardLimits;
  /** What `estimator` multiplies latencies with, for the journal. */
  readonly calibration?: Calibration;
  readonly runner: TrialRunner;
  /** What trains, for the journal. */
  readonly engine: Engine;
  readonly journal: JournalWriter;
  readonly store: TrialStore;
  /** Events of the earlier parts of this run. */
  readonly previous: readonly JournalEvent[];
  readonly clock: Clock;
  /** Absent: there is no test set. */
  readonly confirm?: Confirm;
  /** Aborted: trials in flight are given up, and done again at resume. */
  readonly signal?: AbortSignal;
  readonly observe?: Observer;
}

export interface RunOutcome {
  readonly kind: 'finished' | 'stopped';
  readonly state: RunState;
  /** Canonical text of the front. */
  readonly front: string;
}

/**
 * Searches until a budget or the space is used up, or the signal stops it; every event is in the journal before anybody
 * sees it. Same spec and data, same front: whatever the capacity of the runner, and however often the run was stopped or
 * killed and resumed. (A budget of time makes the number of trials depend on the machine, and nothing else.)
 *
 * Budgets: no trial starts after `time`; those in flight are finished, so the front is always over trials 0 … k without a
 * gap. Trials that were proposed before a kill are finished even when the time is up.
 * @throws UserError when nothing fits, the data or spec are not those of `previous`, or a disk is full; whatever the runner
 * throws besides TrainingFailure. The journal then ends with run-stopped, and the run can be resumed.
 */
export async function runSearch(options: SearchOptions): Promise<RunOutcome> {
  return await new SearchRun(options).run();
}

class SearchRun {
  readonly #options: SearchOptions;
  readonly #record: Recorder;
  readonly #space: FeasibleSpace;
  readonly #strategy: Strategy;
  readonly #proposed = new Set<string>();
  readonly #running = new Map<number, Promise<void>>();
  readonly #abort = new AbortController();
  /** Trials 0 … #ended − 1 have ended. */
  #ended = 0;
  /** The first error that breaks the run. */
  #broken: { readonly error: unknown } | undefined;

  constructor(options: SearchOptions) {
    const { spec, journal, clock, previous, observe, space, estimator, board } = options;
    this.#options = options;
    this.#record = new Recorder(journal, clock, previous, observe);
    this.#space = new FeasibleSpace(space, estimator, effectiveLimits(spec.constraints, board));
    this.#strategy = createStrategy(spec.strategy, this.#space, spec.seed);
  }

  async run(): Promise<RunOutcome> {
    const { signal, store } = this.#options;
    if (this.#state.phase.kind !== 'finished') {
      this.#begin();
      const stop = (): void => this.#abort.abort(signal?.reason);
      signal?.addEventListener('abort', stop, { once: true });
      if (signal?.aborted === true) stop();
      try {
        const finished = await this.#searchAndConfirm();
        if (!finished) return this.#outcome('stopped');
      } finally {
        signal?.removeEventListener('abort', stop);
      }
    }
    await store.retain(this.#state.front);
    return this.#outcome('finished');
  }

  get #state(): RunState {
    return this.#record.state;
  }

  #outcome(kind: RunOutcome['kind']): RunOutcome {
    return { kind, state: this.#state, front: frontJson(this.#state) };
  }

  #begin(): void {
    const { spec, specHash, tool, data, clock, space, board, engine, calibration } = this.#options;
    const { header } = this.#state;
    const time = clock.timestamp();
    if (header === undefined) {
      this.#record.record('run-started', {
        format: 1,
        tool,
        time,
        spec: { name: spec.name, hash: specHash },
        seed: spec.seed,
        board: spec.target.board,
        strategy: spec.strategy.type,
        objectives: [...spec.strategy.objectives],
        limits: effectiveLimits(spec.constraints, board),
        budget: budgetOf(spec.budget),
        space: space.count,
        engine,
        ...(calibration === undefined ? {} : { calibration }),
      });
    } else {
      assertSame(header.spec.hash, specHash, 'spec');
      if (this.#state.data !== undefined) assertSame(this.#state.data.fingerprint, data.fingerprint, 'data');
      this.#record.record('run-resumed', { tool, time, engine });
    }
    if (this.#state.data === undefined) this.#record.record('data-loaded', { data });
    for (const { architecture } of this.#state.trials) this.#proposed.add(architectureKey(architecture));
  }

  /** False: stopped by the signal. */
  async #searchAndConfirm(): Promise<boolean> {
    try {
      this.#space.assertNotEmpty();
      assertObjectivesKnown(this.#options);
      const reason = await this.#search();
      if (reason !== undefined) await this.#confirm();
      this.#throwIfBroken();
      if (reason === undefined || this.#abort.signal.aborted) {
        this.#record.record('run-stopped', { cause: 'request', message: stopMessage(this.#abort.signal.reason) });
        return false;
      }
      this.#record.record('run-finished', { reason });
      return true;
    } catch (error) {
      this.#break(error);
      await Promise.all(this.#running.values());
      this.#recordError(error);
      throw error;
    }
  }

  /** Why the search is over; undefined: it was stopped. */
  async #search(): Promise<FinishReason | undefined> {
    const capacity = Math.min(this.#options.runner.capacity, LOOKAHEAD);
    let next = 0;
    let reason: FinishReason | undefined;
    for (;;) {
      while (this.#running.size < capacity && reason === undefined && !this.#abort.signal.aborted) {
        const trial = this.#state.trials[next];
        if (trial === undefined) {
          reason = this.#budgetSpent(next);
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
      await Promise.race(this.#running.values());
    }
    this.#throwIfBroken();
    return this.#abort.signal.aborted ? undefined : reason;
  }

  #throwIfBroken(): void {
    if (this.#broken !== undefined) throw this.#broken.error;
  }

  #budgetSpent(next: number): FinishReason | undefined {
    const { trials, time } = budgetOf(this.#options.spec.budget);
    if (trials !== null && next >= trials) return 'trials';
    if (time !== null && this.#record.elapsed >= time) return 'time';
    return undefined;
  }

  /** All outcomes that the proposal may depend on are there. */
  #mayPropose(next: number): boolean {
    const { trials } = this.#state;
    while (this.#ended < trials.length && hasEnded(trials[this.#ended]!)) this.#ended++;
    return this.#ended > next - LOOKAHEAD;
  }

  /** False: nothing is left to propose. */
  #propose(next: number): boolean {
    const visible = this.#state.trials.slice(0, Math.max(0, next - LOOKAHEAD + 1));
    const ended = visible.map(({ index, architecture, result }) => ({
      index,
      architecture,
      objectives: result?.objectives,
    }));
    const proposal = this.#strategy.ask(next, { proposed: this.#proposed, ended });
    if (proposal === undefined) return false;
    const { architecture, cost, origin, rejected } = proposal;
    this.#proposed.add(architectureKey(architecture));
    this.#record.record('trial-proposed', { trial: next, architecture, cost, origin, rejected });
    return true;
  }

  #start(index: number): void {
    const done = this.#train(index)
      .catch((error: unknown) => this.#break(error))
      .finally(() => this.#running.delete(index));
    this.#running.set(index, done);
  }

  async #train(index: number): Promise<void> {
    const { runner, spec, store, clock } = this.#options;
    const { architecture } = this.#state.trials[index]!;
    const { signal } = this.#abort;
    const started = clock.milliseconds();
    const seconds = (): number => Math.round(clock.milliseconds() - started) / 1000;
    let result: TrialResult;
    try {
      const trial = { index, architecture, training: trainingOptions(spec, index) };
      result = await runner.run(trial, { signal, onEpoch: (report) => this.#epoch(index, report) });
      if (!allFinite(result.float) || !allFinite(result.integer)) throw new TrainingFailure('a metric is not a number');
    } catch (error) {
      if (error instanceof TrainingFailure) {
        this.#record.record('trial-failed', { trial: index, seconds: seconds(), reason: error.message });
      } else if (!signal.aborted) {
        this.#break(error);
      }
      return;
    }
    const { parameters, network, ...rest } = result;
    await store.save(index, { parameters, network });
    this.#record.record('trial-finished', { trial: index, seconds: seconds(), ...rest });
  }

  #epoch(trial: number, report: EpochReport): void {
    if (this.#abort.signal.aborted || this.#state.trials[trial]!.status !== 'running') return;
    // A diverging loss has no place on a curve; the trial is about to fail.
    if (![report.trainLoss, report.validationLoss, report.validationError].every(Number.isFinite)) return;
    try {
      this.#record.record('epoch', { trial, ...report });
    } catch (error) {
      this.#break(error);
    }
  }

  async #confirm(): Promise<void> {
    const { confirm } = this.#options;
    const { front, trials, test } = this.#state;
    if (confirm === undefined || test !== undefined || front.length === 0) return;
    const members = front.map((trial) => ({ trial, architecture: trials[trial]!.architecture }));
    try {
      const confirmed = await confirm(members, this.#abort.signal);
      this.#record.record('front-confirmed', { members: confirmed.map(({ trial, test }) => ({ trial, test })) });
    } catch (error) {
      if (!this.#abort.signal.aborted) throw error;
    }
  }

  /** Gives up what is in flight; the first error is the one to report. */
  #break(error: unknown): void {
    this.#broken ??= { error };
    this.#abort.abort(error);
  }

  #recordError(error: unknown): void {
    try {
      this.#record.record('run-stopped', { cause: 'error', message: messageOf(error) });
    } catch {
      // The journal itself cannot be written: the error on its way says so.
    }
  }
}

function hasEnded({ status }: TrialState): boolean {
  return status === 'finished' || status === 'failed';
}
