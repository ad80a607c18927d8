import type { FinishReason } from '../protocol/journal.ts';
import { confirmationSeconds } from '../protocol/time-left.ts';
import { hypervolume } from './hypervolume.ts';
import { referencePoint } from './pareto.ts';
import type { RunContext } from './run-context.ts';
import { scaledObjectives } from './scaled-objectives.ts';
import type { EndedTrial } from './strategy.ts';
import { budgetOf } from './trial-training.ts';

/** A front has grown when its hypervolume is larger by this share. */
const GROWTH = 0.001;

/** Says when the search is over. */
export class BudgetWatch {
  readonly #context: RunContext;

  constructor(context: RunContext) {
    this.#context = context;
  }

  /**
   * @param next index of the trial that would be proposed
   * @param ended what its proposal may depend on
   */
  spent(next: number, ended: readonly EndedTrial[]): FinishReason | undefined {
    const { options, record } = this.#context;
    const { trials, time } = budgetOf(options.spec.budget);
    if (trials !== null && next >= trials) return 'trials';
    if (time !== null && record.elapsed + this.#reserve(time) >= time) return 'time';
    const { stall } = options.spec.budget;
    if (stall !== undefined && this.#hasStalled(ended, stall)) return 'stalled';
    return undefined;
  }

  /** Seconds that are kept for the confirmation of the front: what it will take, and at most half of the time. */
  #reserve(time: number): number {
    const { state } = this.#context;
    return Math.min(time / 2, confirmationSeconds(state));
  }

  #hasStalled(ended: readonly EndedTrial[], stall: number): boolean {
    const names = this.#context.options.spec.strategy.objectives;
    const points = (trials: readonly EndedTrial[]): number[][] =>
      trials.flatMap(({ complete, objectives }) => (complete ? [scaledObjectives(names, objectives!)] : []));
    const [now, before] = [points(ended), points(ended.slice(0, -stall))];
    if (ended.length <= stall || before.length === 0) return false;
    const reference = referencePoint(now);
    return hypervolume(now, reference) <= hypervolume(before, reference) * (1 + GROWTH);
  }
}
