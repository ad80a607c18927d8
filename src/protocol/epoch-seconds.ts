import type { TrialState } from './run-state.ts';

/** How long the first epochs of a training took, those of a trial that is under way included. */
interface Pace {
  readonly macs: number;
  readonly epochs: number;
  readonly seconds: number;
}

/**
 * Seconds that an epoch of a network with so many MACs takes: a line through the means of the smaller and of the larger half
 * of those that were trained. What an epoch has besides MACs, activations and the shuffling of the data, makes it flat.
 * @returns 0 for any size, before the first epoch
 */
export function secondsPerEpoch(trials: readonly TrialState[]): (macs: number) => number {
  const paces = trials.flatMap((trial) => paceOf(trial) ?? []).sort((a, b) => a.macs - b.macs);
  if (paces.length === 0) return () => 0;
  const half = paces.length >> 1;
  const all = together(paces);
  const [small, large] = [together(paces.slice(0, half)), together(paces.slice(half))];
  const slope = (large.seconds - small.seconds) / (large.macs - small.macs);
  const offset = all.seconds - slope * all.macs;
  if (!Number.isFinite(slope) || slope < 0) return () => all.seconds;
  // Nothing but MACs explains the seconds.
  if (offset < 0) return (macs) => (macs * all.seconds) / all.macs;
  return (macs) => offset + slope * macs;
}

/** From the first epoch, before which the data are made ready, to the last; where these say nothing, all of a training. */
function paceOf({ cost: { macs }, curve, result, stopped }: TrialState): Pace | undefined {
  const [first, last] = [curve[0], curve.at(-1)];
  if (first !== undefined && last !== undefined && last.at > first.at) {
    return { macs, epochs: curve.length - 1, seconds: last.at - first.at };
  }
  const ended = result ?? stopped;
  return ended && { macs, epochs: ended.epochs, seconds: ended.seconds };
}

/** Mean MACs and mean seconds of an epoch, over all epochs. */
function together(paces: readonly Pace[]): { macs: number; seconds: number } {
  const total = (of: (pace: Pace) => number): number => paces.reduce((sum, pace) => sum + of(pace), 0);
  const epochs = total((pace) => pace.epochs);
  return { macs: total((pace) => pace.epochs * pace.macs) / epochs, seconds: total((pace) => pace.seconds) / epochs };
}
