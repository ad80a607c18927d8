import { longest, type SeriesSet } from '../data/dataset.ts';
import { loadDataset } from '../data/load.ts';
import type { FirmwareInput, ModelSource } from '../firmware/project.ts';
import type { TestVectors } from '../firmware/vectors.ts';
import type { Board } from '../hardware/board.ts';
import type { TrialState } from '../protocol/run-state.ts';
import { modelSource, notesOf } from './model-source.ts';
import type { ChosenRun } from './run-choice.ts';
import type { Reporter } from './reporter.ts';
import { testVectors } from './vectors.ts';

/** A trained network as C, with data to try it on. */
export interface Shipment {
  readonly model: ModelSource;
  readonly vectors: TestVectors;
  /** Samples of the longest window. */
  readonly windowSteps: number;
}

/** @param windows most test vectors: from the test set when there is one (its labels are not looked at) */
export async function shipmentOf(
  run: ChosenRun,
  trial: TrialState,
  windows: number,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<Shipment> {
  const network = run.directory.loadNetwork(trial.index);
  reporter.status('reading data');
  const data = await loadDataset(run.file.spec, { baseDirectory: run.file.directory, signal, shared: false });
  reporter.status(undefined);
  const set: SeriesSet = data.test ?? data.validation;
  return {
    model: modelSource(run, trial, network),
    vectors: testVectors(network, set, windows),
    windowSteps: longest(data.train),
  };
}

export function firmwareInput(run: ChosenRun, trial: TrialState, board: Board, shipment: Shipment): FirmwareInput {
  const { spec } = run.file;
  const { data } = run.state;
  return {
    model: shipment.model,
    title: spec.name,
    notes: notesOf(run, trial).join('\n'),
    board,
    task: spec.task.type,
    channels: data?.channels ?? [],
    mode: spec.target.mode,
    windowSteps: shipment.windowSteps,
    samplingHz: data?.samplingRate ?? undefined,
    vectors: shipment.vectors,
  };
}
