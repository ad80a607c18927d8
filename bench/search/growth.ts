import type { ObjectiveName } from '../../src/protocol/objectives.ts';
import { hypervolume } from '../../src/search/hypervolume.ts';
import { referencePoint } from '../../src/search/pareto.ts';
import { scaledObjectives } from '../../src/search/scaled-objectives.ts';
import { nonDominated } from '../../src/protocol/dominance.ts';

/** What a search did: every trial that was trained to the end, with the processor time at its end. */
export interface SearchTrace {
  readonly strategy: string;
  readonly seed: number;
  readonly objectives: readonly ObjectiveName[];
  readonly trials: readonly { readonly seconds: number; readonly vector: readonly number[] }[];
  /** Trials that ended, those that were stopped early included. */
  readonly ended: number;
}

export interface Growth {
  readonly strategy: string;
  readonly seed: number;
  /** Hypervolume after each trial, as a share of what all searches found together. */
  readonly points: readonly { readonly seconds: number; readonly volume: number }[];
}

/** The searches on one scale: the reference is a tenth beyond the worst of the fronts' objectives. */
export function growthOf(traces: readonly SearchTrace[]): Growth[] {
  const scaled = traces.map(({ objectives, trials }) =>
    trials.map(({ vector }) => scaledObjectives(objectives, vector)),
  );
  const fronts = scaled.flatMap((points) => nonDominated(points).map((index) => points[index]!));
  const reference = referencePoint(fronts);
  const best = hypervolume(fronts, reference);
  return traces.map(({ strategy, seed, trials }, search) => {
    const points = trials.map(({ seconds }, index) => {
      return { seconds, volume: hypervolume(scaled[search]!.slice(0, index + 1), reference) / best };
    });
    return { strategy, seed, points };
  });
}

export function volumeAt({ points }: Growth, seconds: number): number {
  return points.findLast((point) => point.seconds <= seconds)?.volume ?? 0;
}
