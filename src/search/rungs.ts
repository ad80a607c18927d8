import type { Objectives } from '../protocol/dominance.ts';
import type { Part, Rung } from '../train/trainer.ts';
import { nonDominatedSort } from './pareto.ts';
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
 * @param place of the error among the objectives
 * @param epochs of the rungs
 */
export function rungsOf(
  objectives: Objectives,
  place: number,
  ended: readonly EndedTrial[],
  epochs: readonly number[],
  reduction: number,
): Rung[] {
  return epochs.flatMap((epoch, rung) => {
    const rivals = ended
      .filter((trial) => trial.objectives !== undefined && trial.rungErrors[rung] !== undefined)
      .slice(-COMPARED)
      .map((trial) => trial.objectives!.with(place, trial.rungErrors[rung]!));
    const worst = worstThatPasses(objectives, place, rivals, reduction);
    return worst === undefined ? [] : [{ epoch, worst }];
  });
}

/** Those of a trial that is to have the least error: it has to be among the best by that alone. */
export function rungsOfError(
  place: number,
  ended: readonly EndedTrial[],
  epochs: readonly number[],
  reduction: number,
): Rung[] {
  const alone = ended.map((trial) => ({ ...trial, objectives: trial.objectives && [trial.objectives[place]!] }));
  return rungsOf([0], 0, alone, epochs, reduction);
}

/** Undefined: everything passes. */
function worstThatPasses(
  objectives: Objectives,
  place: number,
  rivals: readonly Objectives[],
  reduction: number,
): number | undefined {
  if (rivals.length < reduction) return undefined;
  const errors = [...new Set(rivals.map((rival) => rival[place]!))].sort((a, b) => a - b);
  // Between two errors of rivals nothing changes: one value stands for all.
  const levels = errors.map((error, i) => (i === 0 ? error / 2 : (errors[i - 1]! + error) / 2));
  const quota = (rivals.length + 1) / reduction;
  const passes = (error: number): boolean => betterThan(objectives.with(place, error), rivals) < quota;
  if (passes(errors.at(-1)! + 1)) return undefined;
  let [good, bad] = [0, levels.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (passes(levels[middle]!)) good = middle;
    else bad = middle;
  }
  return levels[good]!;
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
