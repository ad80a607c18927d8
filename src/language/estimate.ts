import { messageOf, UserError } from '../base/errors.ts';
import { Random } from '../base/random.ts';
import type { Board } from '../hardware/board.ts';
import { costEstimator } from '../hardware/cost.ts';
import { boardRoom, type BoardRoom } from '../hardware/image-overhead.ts';
import type { Limits } from '../protocol/journal.ts';
import { effectiveLimits, violationsOf, type CostEstimator } from '../search/constraints.ts';
import { misfitOf, type Misfit } from '../search/nothing-fits.ts';
import { surveySpace, type SpaceSurvey } from '../search/space-survey.ts';
import { Space } from '../search/space.ts';
import type { Spec } from '../spec/schema.ts';
import type { DataShape } from './shape.ts';

/** What an estimate depends on. */
export interface EstimateInput {
  readonly spec: Pick<Spec, 'seed' | 'space' | 'target' | 'constraints' | 'output'>;
  readonly shape: DataShape;
  readonly board: Board;
  /** From measurements on the board; absent: there are none. */
  readonly latencyFactor?: number | undefined;
}

/** A choice of the space with which nothing is within the limits, although other choices leave something. */
interface DeadChoice {
  readonly gene: 'cell' | 'hidden' | 'layers';
  readonly value: string | number;
  readonly misfit: Misfit;
}

/** What the space of a spec costs on its board. */
export interface Estimate extends SpaceSurvey {
  /** The board, and what a model may use of it. */
  readonly room: BoardRoom;
  readonly limits: Limits;
  readonly mode: Spec['target']['mode'];
  /** From a part of the data. */
  readonly approximate: boolean;
  /** Set when nothing fits. */
  readonly misfit: Misfit | undefined;
  readonly dead: readonly DeadChoice[];
  /** Set when there is no space: the problem with which the search refuses it. */
  readonly refusal: { readonly code: string; readonly message: string; readonly hint: string | undefined } | undefined;
}

/** Equal for inputs whose estimates are equal. */
export function estimateKey({ spec, shape, board, latencyFactor }: EstimateInput): string {
  const { seed, space, target, constraints, output } = spec;
  return JSON.stringify([seed, space, target.mode, constraints, output.framework, shape, board.id, latencyFactor]);
}

/** In steps of about 0.2 ms, with the figures of `nas check`. */
export function* estimateInSteps(input: EstimateInput): Generator<undefined, Estimate> {
  const { spec, shape, board, latencyFactor } = input;
  const { mode } = spec.target;
  const room = boardRoom(spec.output.framework, board);
  const limits = effectiveLimits(spec.constraints, room);
  const shared = {
    room,
    limits,
    mode,
    approximate: shape.approximate,
    misfit: undefined,
    dead: [],
    refusal: undefined,
  };
  let space: Space;
  try {
    space = Space.of(spec.space, shape.problem);
  } catch (error) {
    const { code, hint } = error instanceof UserError ? error : { code: 'search/no-frontend', hint: undefined };
    const refusal = { code, message: messageOf(error), hint };
    return { ...shared, count: 0, exact: true, share: 0, ranges: undefined, refusal };
  }
  const cost = costEstimator({ board, mode, samples: shape.samples, latencyFactor });
  const survey = yield* surveySpace(space, cost, limits, new Random(spec.seed));
  const misfit = survey.share > 0 ? undefined : yield* misfitOf(space, cost, limits);
  const dead = misfit === undefined && survey.share < 1 ? yield* deadChoices(space, cost, limits) : [];
  return { ...shared, ...survey, misfit, dead };
}

/** Costs grow with hidden sizes and layers, so a choice is judged with the smallest of everything else. */
function* deadChoices(space: Space, cost: CostEstimator, limits: Limits): Generator<undefined, DeadChoice[]> {
  const { genes, problem } = space;
  const dead: DeadChoice[] = [];
  const judge = function* (
    choice: Omit<DeadChoice, 'misfit'>,
    narrowed: Partial<Space['genes']>,
  ): Generator<undefined, void> {
    const smallest = new Space({ ...genes, cnn: undefined, ...narrowed }, problem).smallest();
    for (const architecture of smallest.enumerate()) {
      yield;
      if (violationsOf(cost(architecture), limits).length === 0) return;
    }
    const misfit = yield* misfitOf(smallest, cost, limits);
    if (misfit !== undefined) dead.push({ ...choice, misfit });
  };
  for (const cell of genes.cells) yield* judge({ gene: 'cell', value: cell }, { cells: [cell] });
  for (const layers of genes.layers) yield* judge({ gene: 'layers', value: layers }, { layers: [layers] });
  // With more layers, the others would have to be small beside the one in question.
  if (genes.layers[0] !== 1) return dead;
  for (const hidden of genes.hidden) yield* judge({ gene: 'hidden', value: hidden }, { hidden: [hidden] });
  return dead;
}

/** Lets others have their turn; resolves at once, or undefined, while the turn is not over. */
export type Pause = () => Promise<void> | undefined;

/** @throws the signal's reason when it is aborted */
export async function estimate(input: EstimateInput, pause: Pause, signal: AbortSignal): Promise<Estimate> {
  const steps = estimateInSteps(input);
  for (;;) {
    signal.throwIfAborted();
    const { done, value } = steps.next();
    if (done === true) return value;
    await pause();
  }
}
