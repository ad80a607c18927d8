import type { Objectives } from '../protocol/dominance.ts';
import type { ObjectiveName } from '../protocol/objectives.ts';
import type { Part, Rung } from '../train/trainer.ts';
import { Contributions } from './contributions.ts';
import { nonDominatedSort } from './pareto.ts';
import { scaledObjectives } from './scaled-objectives.ts';
import type { EndedTrial } from './strategy.ts';

/** Rungs of successive halving below the top. */
const RUNGS = 2;

/** Most trials that a rung compares with: the latest. */
const COMPARED = 200;

/**
 * Epochs after which a trial has to hold its own: 1/η² and 1/η of all, for a reduction η. Ascending; none for η = 1 or very
 * short trainings.
 */
export function rungEpochs(epochs: number, reduction: number): number[] {
  if (reduction === 1) return [];
  const shares = Array.from({ length: RUNGS }, (_, rung) => Math.ceil(epochs / reduction ** (RUNGS - rung)));
  return [...new Set(shares)].filter((epoch) => epoch < epochs);
}

/**
 * Where a trial is trained on several splits, one rung more: at the end of the first, after whatever epoch that is, it has to
 * be among the best again to be trained on the others.
 */
export function rungsOnSplits(epochs: number, reduction: number, splits: number): number[] {
  const rungs = rungEpochs(epochs, reduction);
  return splits > 1 && reduction > 1 ? [...rungs, epochs] : rungs;
}

/** Until a rung, as large a part of the training series as its share of the epochs. */
export function rungParts(epochs: number, reduction: number): Part[] {
  return rungEpochs(epochs, reduction).map((until) => ({ until, share: until / epochs }));
}

/**
 * Asynchronous successive halving in its stopping form (Li et al. 2020), for several objectives: at a rung a trial goes on
 * if it is among the best 1/η of those that were there, ranked by non-domination. Its costs are known before training, so
 * the rule becomes the largest error with which it may pass, and whoever trains needs to know nothing else.
 * @param objectives of the trial; the place of the error may hold anything
 * @param epochs of the rungs
 * @param strictness 0: as above; below, the best 1/η^(1 + strictness), −1 being everybody; above, who passes has to add more
 * hypervolume to the front than that share of its members does
 */
export function rungsOf(
  names: readonly ObjectiveName[],
  objectives: Objectives,
  ended: readonly EndedTrial[],
  epochs: readonly number[],
  reduction: number,
  strictness = 0,
): Rung[] {
  const place = names.indexOf('error');
  return epochs.flatMap((epoch, rung) => {
    const rivals = ended
      .filter((trial) => trial.objectives !== undefined && trial.rungErrors[rung] !== undefined)
      .slice(-COMPARED)
      .map((trial) => trial.objectives!.with(place, trial.rungErrors[rung]!));
    const worst = worstThatPasses(names, objectives, rivals, reduction, strictness);
    return worst === undefined ? [] : [{ epoch, worst }];
  });
}

/** Those of a trial that is to have the least error: it has to be among the best by that alone. */
export function rungsOfError(
  place: number,
  ended: readonly EndedTrial[],
  epochs: readonly number[],
  reduction: number,
  strictness = 0,
): Rung[] {
  const alone = ended.map((trial) => ({ ...trial, objectives: trial.objectives && [trial.objectives[place]!] }));
  return rungsOf(['error'], [0], alone, epochs, reduction, Math.min(strictness, 0));
}

/** Undefined: everything passes. */
function worstThatPasses(
  names: readonly ObjectiveName[],
  objectives: Objectives,
  rivals: readonly Objectives[],
  reduction: number,
  strictness: number,
): number | undefined {
  if (rivals.length < reduction) return undefined;
  const place = names.indexOf('error');
  const errors = [...new Set(rivals.map((rival) => rival[place]!))].sort((a, b) => a - b);
  // Between two errors of rivals nothing changes: one value stands for all.
  const levels = errors.map((error, i) => (i === 0 ? error / 2 : (errors[i - 1]! + error) / 2));
  const quota = (rivals.length + 1) / reduction ** (1 + Math.min(strictness, 0));
  const adds = strictness > 0 ? addsEnough(names, rivals, strictness) : () => true;
  const passes = (error: number): boolean => {
    const point = objectives.with(place, error);
    return betterThan(point, rivals) < quota && adds(point);
  };
  if (passes(errors.at(-1)! + 1)) return undefined;
  let [good, bad] = [0, levels.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (passes(levels[middle]!)) good = middle;
    else bad = middle;
  }
  return levels[good]!;
}

/** Whether a point adds more hypervolume to the front of the rivals than such a share of its members does. */
function addsEnough(
  names: readonly ObjectiveName[],
  rivals: readonly Objectives[],
  share: number,
): (point: Objectives) => boolean {
  const front = new Contributions(rivals.map((rival) => scaledObjectives(names, rival)));
  const least = front.ofMember(share);
  return (point) => front.of(scaledObjectives(names, point)) >= least;
}

/** How many of the rivals stand in a better front. */
function betterThan(point: Objectives, rivals: readonly Objectives[]): number {
  let better = 0;
  for (const front of nonDominatedSort([...rivals, point])) {
    if (front.includes(rivals.length)) break;
    better += front.length;
  }
  return better;
}
