import { type Dataset, longest } from '../data/dataset.ts';
import { loadDataset } from '../data/load.ts';
import type { Board } from '../hardware/board.ts';
import { boardRoom, type BoardRoom } from '../hardware/image-overhead.ts';
import { costEstimator } from '../hardware/cost.ts';
import { type CostEstimator, effectiveLimits } from '../search/constraints.ts';
import type { Calibration } from '../protocol/measurement.ts';
import { FeasibleSpace } from '../search/feasible-space.ts';
import { Space } from '../search/space.ts';
import { boardOf } from './board-of.ts';
import type { SpecFile } from './spec-file.ts';
import type { Reporter } from './reporter.ts';

/** A spec with its data in memory, ready to be searched. */
export interface Prepared {
  readonly file: SpecFile;
  readonly board: Board;
  /** What the model may use of the board, beside the framework of the project. */
  readonly room: BoardRoom;
  readonly data: Dataset;
  readonly space: Space;
  readonly estimator: CostEstimator;
}

/** @param calibration of the board, from measurements on it */
export async function prepare(
  file: SpecFile,
  reporter: Reporter,
  signal: AbortSignal,
  calibration?: Calibration,
): Promise<Prepared> {
  const { spec } = file;
  const board = boardOf(spec.target.board, file.path);
  const data = await loadDataset(spec, {
    baseDirectory: file.directory,
    signal,
    onProgress: ({ bytes, totalBytes }) => {
      reporter.status(`reading data: ${Math.floor((100 * bytes) / totalBytes)} %`);
    },
  });
  reporter.status(undefined);
  const samples = Math.max(longest(data.train), longest(data.validation));
  const space = Space.of(spec.space, {
    inputs: data.channels.length,
    channels: data.channels,
    samplingRate: data.samplingRate,
    outputs: data.task === 'classification' ? data.classes.length : 1,
    task: data.task,
    shortest: shortest(data),
    longest: samples,
  });
  const estimator = costEstimator({ board, mode: spec.target.mode, samples, latencyFactor: calibration?.factor });
  return { file, board, room: boardRoom(spec.output.framework, board), data, space, estimator };
}

/** Samples of the shortest series: a front end must give it at least one step. */
function shortest({ train, validation }: Dataset): number {
  return [train, validation].reduce((least, { lengths }) => lengths.reduce((a, b) => Math.min(a, b), least), Infinity);
}

/** @throws UserError that says which limit excludes everything */
export function assertSomethingFits({ file, room, space, estimator }: Prepared): void {
  new FeasibleSpace(space, estimator, effectiveLimits(file.spec.constraints, room)).assertNotEmpty();
}

/** `7 classes, 9 channels, 5932 + 1483 + 2996 series (train, validation, test)` */
export function describeData({ task, classes, channels, train, validation, test, leftOut }: Dataset): string {
  const target = task === 'classification' ? `${classes.length} classes` : 'regression';
  const sets = [train, validation, ...(test === undefined ? [] : [test])].map(({ lengths }) => lengths.length);
  const names = test === undefined ? 'train, validation; no test set' : 'train, validation, test';
  const short = leftOut === 0 ? '' : `; ${leftOut} recordings shorter than a window left out`;
  return `${target}, ${channels.length} channels, ${sets.join(' + ')} series (${names})${short}`;
}
