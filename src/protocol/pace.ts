import { geometricMean, mean, sum } from '../base/means.ts';
import { secondsPerEpoch } from './epoch-seconds.ts';
import type { RunState, TrialState } from './run-state.ts';
import { epochWork, type PlannedTrial, TrainingPlan, USUAL } from './training-plan.ts';

/** Trials that a search begins with, where the journal does not say what they are. */
const START = 12;

/** As much training as a usual trial's, in trials that are stopped or small: relative to what the start lets expect. */
const LATER = 1.1;

/** Believed of a training: what it takes for each split, relative to the epochs of the first; others may go on for longer. */
const BESIDES = 1.35;

/** What beliefs are worth, in trainings: of the seconds of a usual one, of the epochs of one that a search begins with. */
const WORTH = { usual: 6, epochs: 1, besides: 2 };

/** What a search trains, and how long that takes one worker. */
export interface Pace {
  /** Of a search whose trials are stopped at rungs; without, all are trained to the end. */
  readonly plan: TrainingPlan | undefined;
  /** Seconds of the trials that the search begins with, by index. */
  readonly start: readonly number[];
  /** Seconds of a usual training, after the start. */
  readonly usual: number;
  /** Most epochs of a training, and those of a usual one, on one split. */
  readonly epochs: { readonly most: number; readonly usual: number };
  /** Seconds of an epoch of a network with so many MACs. */
  readonly perEpoch: (macs: number) => number;
  /** Those of a usual network. */
  readonly usualEpoch: number;
}

/** @returns undefined before a trial was trained to the end */
export function paceOf({ header, trials }: RunState): Pace | undefined {
  const known = trials.slice(0, START).map(({ cost }) => cost.macs);
  const macs = header?.start ?? Array.from({ length: START }, (_, index) => known[index] ?? geometricMean(known));
  const complete = trials.filter(({ result }) => result !== undefined).slice(0, macs.length);
  if (complete.length === 0) return undefined;
  const most = header?.epochs ?? Math.max(...complete.map(({ result }) => result!.epochs)) / USUAL;
  const work = (epochs: (trial: TrialState) => number): number =>
    sum(complete.map((trial) => epochWork(trial.cost.macs, macs) * epochs(trial)));
  const epochs = (WORTH.epochs * USUAL * most + work(({ result }) => result!.epochs)) / (WORTH.epochs + work(() => 1));
  const perEpoch = secondsPerEpoch(trials);
  const first = sum(complete.map(({ cost, result }) => result!.epochs * perEpoch(cost.macs)));
  const splits = header?.confirmation?.splits ?? 1;
  const believed = (WORTH.besides * first) / complete.length;
  const besides = (believed * BESIDES * splits + sum(complete.map(secondsOf))) / (believed + first);
  const start = macs.map((size) => epochs * besides * perEpoch(size));
  const plan = planOf(header, trials, macs, most);
  // Half of them are smaller than that: what an epoch takes besides MACs weighs more than in the plan, or less.
  const middle = geometricMean(macs);
  const usualEpoch = perEpoch(middle) / epochWork(middle, macs);
  const expected = plan === undefined ? mean(start) : LATER * plan.epochs * besides * usualEpoch;
  const ended = trials.slice(macs.length).filter(({ result, stopped }) => (result ?? stopped) !== undefined);
  const trainings = sum(ended.map((trial) => plan?.of(plannedTrial(trial)) ?? 1));
  const usual = (WORTH.usual * expected + sum(ended.map(secondsOf))) / (WORTH.usual + trainings);
  return { plan, start, usual, epochs: { most, usual: epochs }, perEpoch, usualEpoch };
}

function planOf(
  header: RunState['header'],
  trials: readonly TrialState[],
  start: readonly number[],
  epochs: number,
): TrainingPlan | undefined {
  const stops =
    trials.some(({ rungs }) => rungs.length > 0) || (header?.strategy === 'auto' && trials.length < 2 * START);
  const splits = header?.confirmation?.splits ?? 1;
  return stops ? new TrainingPlan(trials.map(plannedTrial), { splits, epochs, start }) : undefined;
}

export function plannedTrial(trial: TrialState): PlannedTrial {
  const { index, origin, cost, status, curve, rungs, result, stopped } = trial;
  const epochs = (result ?? stopped)?.epochs ?? (status === 'failed' ? curve.length : undefined);
  const passed = origin.kind === 'accurate' && curve.some(({ epoch }) => epoch > (rungs[0]?.epoch ?? Infinity));
  return { index, origin, cost, epochs, passed, complete: status === 'finished' };
}

const secondsOf = ({ result, stopped }: TrialState): number => (result ?? stopped)!.seconds;
