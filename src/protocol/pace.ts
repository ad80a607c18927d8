import { geometricMean, mean, sum } from '../base/means.ts';
import type { RunState, TrialState } from './run-state.ts';
import { epochWork, type PlannedTrial, type Training, TrainingPlan, USUAL } from './training-plan.ts';

/** Trials that a search begins with, where the journal does not say what they are. */
const START = 12;

/**
 * Of the trials that a search begins with, the first that a rung can stop: it has three rivals. The larger ones, of which more
 * is asked, are expected to get so far.
 */
const JUDGED = { from: 10, epochs: 0.15 };

/** What beliefs are worth, in trainings: of the seconds of a usual one, of the epochs of one that a search begins with. */
const WORTH = { usual: 6, epochs: 1 };

/** What a search trains, and how long that takes one worker. */
export interface Pace {
  /** Of a search whose trials are stopped at rungs; without, all are trained to the end. */
  readonly plan: TrainingPlan | undefined;
  /** Seconds of the trials that the search begins with, by index. */
  readonly start: readonly number[];
  /** Seconds of a usual training, after the start. */
  readonly usual: number;
  /** On one split: most epochs of a training, and those of a usual one. */
  readonly epochs: { readonly most: number; readonly usual: number };
  /** Seconds of an epoch of a network with so many MACs, with its part of what comes before the first and after the last. */
  readonly perEpoch: (macs: number) => number;
  /** Of one as large as the mean of the start. */
  readonly usualEpoch: number;
}

/** @returns undefined before a trial was trained to the end */
export function paceOf({ header, trials }: RunState): Pace | undefined {
  const known = trials.slice(0, START).map(({ cost }) => cost.macs);
  const macs = header?.start ?? Array.from({ length: START }, (_, index) => known[index] ?? geometricMean(known));
  const complete = trials.filter(({ result }) => result !== undefined).slice(0, macs.length);
  if (complete.length === 0) return undefined;
  const splits = header?.confirmation?.splits ?? 1;
  const most = header?.epochs ?? Math.max(...complete.map(({ result }) => result!.epochs)) / USUAL;
  const work = (some: readonly TrialState[], epochs: (trial: TrialState) => number): number =>
    sum(some.map((trial) => epochWork(trial.cost.macs, macs) * epochs(trial)));
  const trained = work(complete, epochsOf);
  const epochs = (WORTH.epochs * USUAL * splits * most + trained) / (WORTH.epochs + work(complete, () => 1));
  const ended = trials.filter(({ result, stopped }) => (result ?? stopped) !== undefined);
  const usualEpoch = sum(ended.map(secondsOf)) / work(ended, epochsOf);
  const perEpoch = (size: number): number => usualEpoch * epochWork(size, macs);
  const plan = planOf(header, trials, { splits, epochs: most, start: macs });
  const isJudged = (size: number, index: number): boolean =>
    plan !== undefined && index >= JUDGED.from && size > mean(macs);
  const start = macs.map((size, index) => epochs * (isJudged(size, index) ? JUDGED.epochs : 1) * perEpoch(size));
  const later = ended.filter(({ index }) => index >= macs.length);
  const expected = plan === undefined ? mean(start) : plan.epochs * usualEpoch;
  const trainings = sum(later.map((trial) => plan?.of(plannedTrial(trial)) ?? 1));
  const usual = (WORTH.usual * expected + sum(later.map(secondsOf))) / (WORTH.usual + trainings);
  return { plan, start, usual, epochs: { most, usual: epochs / splits }, perEpoch, usualEpoch };
}

function planOf(
  header: RunState['header'],
  trials: readonly TrialState[],
  training: Training,
): TrainingPlan | undefined {
  const stops =
    trials.some(({ rungs }) => rungs.length > 0) || (header?.strategy === 'auto' && trials.length < 2 * START);
  return stops ? new TrainingPlan(trials.map(plannedTrial), training) : undefined;
}

export function plannedTrial(trial: TrialState): PlannedTrial {
  const { index, origin, cost, status, curve, rungs, result, stopped } = trial;
  const epochs = result?.splitEpochs ?? stopped?.epochs ?? (status === 'failed' ? curve.length : undefined);
  const passed = origin.kind === 'accurate' && curve.some(({ epoch }) => epoch > (rungs[0]?.epoch ?? Infinity));
  return { index, origin, cost, epochs, passed, complete: status === 'finished' };
}

const epochsOf = ({ result, stopped }: TrialState): number => result?.splitEpochs ?? stopped!.epochs;
const secondsOf = ({ result, stopped }: TrialState): number => (result ?? stopped)!.seconds;
