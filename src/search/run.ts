import { messageOf } from '../base/errors.ts';
import type { RunState } from '../protocol/run-state.ts';
import { confirmationOf, confirmFront } from './confirmation.ts';
import { effectiveLimits } from './constraints.ts';
import { FeasibleSpace } from './feasible-space.ts';
import { frontJson } from './front-json.ts';
import { chooseAugmentation } from './pilot.ts';
import { assertObjectivesKnown, assertSame } from './preconditions.ts';
import { RunContext, type SearchOptions } from './run-context.ts';
import { stopMessage } from './stop-request.ts';
import { beginningOf } from './strategies/beginning.ts';
import { createStrategy } from './strategies/registry.ts';
import { TrialLoop } from './trial-loop.ts';
import { budgetOf } from './trial-training.ts';

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
  readonly #context: RunContext;
  readonly #space: FeasibleSpace;

  constructor(options: SearchOptions) {
    const { spec, space, estimator, board } = options;
    this.#context = new RunContext(options);
    this.#space = new FeasibleSpace(space, estimator, effectiveLimits(spec.constraints, board));
  }

  async run(): Promise<RunOutcome> {
    const { signal, store } = this.#context.options;
    if (this.#state.phase.kind !== 'finished') {
      this.#begin();
      const stop = (): void => this.#context.stop(signal?.reason);
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
    return this.#context.state;
  }

  #outcome(kind: RunOutcome['kind']): RunOutcome {
    return { kind, state: this.#state, front: frontJson(this.#state) };
  }

  #begin(): void {
    const { record, options } = this.#context;
    const { spec, specHash, tool, data, folds, clock, space, board, engine, calibration } = options;
    const { header } = this.#state;
    const time = clock.timestamp();
    if (header === undefined) {
      const confirmation = confirmationOf(spec, data, folds ?? 1);
      const strategy = createStrategy(spec.strategy, this.#space, spec.seed, {
        splits: confirmation.splits ?? 1,
        epochs: spec.training.epochs,
      });
      record.record('run-started', {
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
        epochs: spec.training.epochs,
        start: beginningOf(strategy).map(({ cost }) => cost.macs),
        confirmation,
      });
    } else {
      assertSame(header.spec.hash, specHash, 'spec');
      if (this.#state.data !== undefined) assertSame(this.#state.data.fingerprint, data.fingerprint, 'data');
      record.record('run-resumed', { tool, time, engine });
    }
    if (this.#state.data === undefined) record.record('data-loaded', { data });
  }

  /** False: stopped by the signal. */
  async #searchAndConfirm(): Promise<boolean> {
    const context = this.#context;
    const loop = new TrialLoop(context, this.#space);
    try {
      this.#space.assertNotEmpty();
      assertObjectivesKnown(context.options);
      await chooseAugmentation(context, this.#space);
      const reason = this.#state.searched ?? (await loop.run());
      if (reason !== undefined) {
        if (this.#state.searched === undefined) context.record.record('search-finished', { reason });
        await confirmFront(context);
      }
      context.throwIfBroken();
      if (reason === undefined || context.signal.aborted) {
        context.record.record('run-stopped', { cause: 'request', message: stopMessage(context.signal.reason) });
        return false;
      }
      context.record.record('run-finished', { reason });
      return true;
    } catch (error) {
      context.break(error);
      await loop.settled();
      this.#recordError(error);
      throw error;
    }
  }

  #recordError(error: unknown): void {
    try {
      this.#context.record.record('run-stopped', { cause: 'error', message: messageOf(error) });
    } catch {
      // The journal itself cannot be written: the error on its way says so.
    }
  }
}
