import { nonDominated } from '../../src/protocol/dominance.ts';
import { hypervolume } from '../../src/search/hypervolume.ts';
import { referencePoint } from '../../src/search/pareto.ts';
import type { TrialStore } from '../../src/search/ports.ts';
import { runSearch } from '../../src/search/run.ts';
import { scaledObjectives } from '../../src/search/scaled-objectives.ts';
import type { Competitor } from './competitors.ts';
import { TableRunner } from './table-runner.ts';
import type { TableSpace } from './tables.ts';

/** What a search had found when. */
export interface Trace {
  readonly title: string;
  readonly seed: number;
  /** Trials that ended, those that were stopped early included. */
  readonly trials: number;
  /** Those that were trained to the end. */
  readonly found: readonly { readonly seconds: number; readonly trial: number; readonly vector: readonly number[] }[];
}

export interface Growth {
  readonly title: string;
  readonly seed: number;
  readonly trials: number;
  /** Hypervolume after each trial, as a share of that of the true front. */
  readonly points: readonly { readonly seconds: number; readonly trial: number; readonly volume: number }[];
}

const keepsNothing: TrialStore = {
  save: () => Promise.resolve(),
  ship: () => Promise.resolve(),
  retain: () => Promise.resolve(),
};

/** A search of a space whose trainings are known, as the command line would do it. */
export async function replay(
  space: TableSpace,
  { title, strategy }: Competitor,
  seed: number,
  budget: number,
): Promise<Trace> {
  const { prepared, rows } = space;
  const spec = {
    ...prepared.file.spec,
    seed,
    strategy: { ...prepared.file.spec.strategy, ...strategy },
    budget: { time: budget },
    training: { ...prepared.file.spec.training, augmentation: 'none' as const },
    confirmation: { seeds: 1, finalists: 1, refit: false, cross_validation: false },
  };
  const found: Trace['found'][number][] = [];
  const runner = new TableRunner(rows, spec.task.type);
  const { state } = await runSearch({
    ...{ spec, specHash: '', tool: 'bench', data: space.data, space: prepared.space, runner, store: keepsNothing },
    ...{ estimator: prepared.estimator, board: prepared.room, previous: [], clock: runner.clock },
    engine: { backend: 'wasm', kernels: 'exact', widened: false, runtime: 'a table' },
    journal: { append: () => undefined },
    observe: (event, { trials }) => {
      if (event.type === 'trial-finished') {
        found.push({ seconds: event.at, trial: event.trial, vector: trials[event.trial]!.result!.objectives });
      }
    },
  });
  return { title, seed, trials: state.trials.length, found };
}

/** The search on a scale of which 1 is the true front; the reference is a tenth beyond its worst objectives. */
export function growthOf({ title, seed, trials, found }: Trace, { objectives, vectors }: TableSpace): Growth {
  const scaled = (points: readonly (readonly number[])[]): number[][] =>
    points.map((point) => scaledObjectives(objectives, point));
  const all = scaled(vectors);
  const front = nonDominated(all).map((index) => all[index]!);
  const reference = referencePoint(front);
  const best = hypervolume(front, reference);
  const own = scaled(found.map(({ vector }) => vector));
  const points = found.map(({ seconds, trial }, index) => {
    return { seconds, trial, volume: hypervolume(own.slice(0, index + 1), reference) / best };
  });
  return { title, seed, trials, points };
}

export function volumeAt({ points }: Growth, seconds: number): number {
  return points.findLast((point) => point.seconds <= seconds)?.volume ?? 0;
}

/** @param trials that had been proposed, those included that were stopped early */
export function volumeOfTrials({ points }: Growth, trials: number): number {
  return points.findLast((point) => point.trial < trials)?.volume ?? 0;
}

/** Seconds after which the volume is reached; Infinity when it never is. */
export function timeTo({ points }: Growth, volume: number): number {
  return points.find((point) => point.volume >= volume)?.seconds ?? Infinity;
}
