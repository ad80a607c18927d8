import { longest, type Dataset } from '../data/dataset.ts';
import { loadDataset } from '../data/load.ts';
import { viewOf } from '../data/view.ts';
import type { FirmwareInput, ModelSource } from '../firmware/project.ts';
import type { Answers, TestVectors } from '../firmware/vectors.ts';
import type { Board } from '../hardware/board.ts';
import type { Core } from '../hardware/board-core.ts';
import type { IntegerNetwork } from '../network/integer/network.ts';
import type { Metrics } from '../protocol/results.ts';
import type { TrialState } from '../protocol/run-state.ts';
import { integerMetrics } from '../train/evaluate.ts';
import { modelSource, networkIdentity, notesOf } from './model-source.ts';
import type { ChosenRun } from './run-choice.ts';
import type { Reporter } from './reporter.ts';
import { testVectors } from './vectors.ts';

/** Most windows with known answers in a project, for the self-test on the board. */
export const VECTORS = 8;

/** A trained network as C, with data to try it on. */
export interface Shipment {
  readonly modelFor: (core: Core) => ModelSource;
  /** Of the network, see `networkIdentity`. */
  readonly identity: string;
  readonly vectors: TestVectors;
  /** Samples of the longest window, as the network takes them. */
  readonly windowSteps: number;
  /** Names of the channels that the network takes, in their order. */
  readonly channels: readonly string[];
  /** Hz, of the samples that the network takes; undefined: unknown. */
  readonly samplingHz: number | undefined;
}

/** Windows whose labels may be looked at. */
export interface LabelledShipment extends Shipment {
  readonly data: 'validation' | 'test';
  /** The emulator’s, or any other, answers to `vectors` against their labels. */
  readonly score: (answers: Answers) => Metrics;
}

/** @param windows most test vectors: from the test set when there is one (its labels are not looked at) */
export async function shipmentOf(
  run: ChosenRun,
  trial: TrialState,
  windows: number,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<Shipment> {
  const data = await readData(run, trial, reporter, signal);
  const network = run.directory.loadNetwork(trial.index);
  return shipment(run, trial, network, data, testVectors(network, data.test ?? data.validation, windows).vectors);
}

/**
 * The test set is touched once: its windows are used when its labels have been, for this very network, in the confirmation
 * of the front. Before that, and for other trials, windows are those of the validation set.
 */
export async function labelledShipmentOf(
  run: ChosenRun,
  trial: TrialState,
  windows: number,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<LabelledShipment> {
  const data = await readData(run, trial, reporter, signal);
  const network = run.directory.loadNetwork(trial.index);
  const confirmed = run.state.test?.has(trial.index) === true ? data.test : undefined;
  const { vectors, targets } = testVectors(network, confirmed ?? data.validation, windows);
  return {
    ...shipment(run, trial, network, data, vectors),
    data: confirmed === undefined ? 'validation' : 'test',
    score: ({ answers, outputs }) => integerMetrics(network, targets, answers, outputs, data),
  };
}

/** The data as the network of the trial sees them. */
async function readData(
  { file }: ChosenRun,
  { architecture }: TrialState,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<Dataset> {
  reporter.status('reading data');
  const data = await loadDataset(file.spec, { baseDirectory: file.directory, signal, shared: false });
  reporter.status(undefined);
  return viewOf(data, architecture);
}

function shipment(
  run: ChosenRun,
  trial: TrialState,
  network: IntegerNetwork,
  data: Dataset,
  vectors: TestVectors,
): Shipment {
  return {
    modelFor: (core) => modelSource(run, trial, network, core),
    identity: networkIdentity(network),
    vectors,
    windowSteps: longest(data.train),
    channels: data.channels,
    samplingHz: data.samplingRate,
  };
}

export function firmwareInput(run: ChosenRun, trial: TrialState, board: Board, shipment: Shipment): FirmwareInput {
  const { spec } = run.file;
  const { modelFor, identity, channels, windowSteps, samplingHz, vectors } = shipment;
  return {
    model: modelFor(board.core),
    ...{ identity, channels, windowSteps, samplingHz, vectors },
    title: spec.name,
    notes: notesOf(run, trial).join('\n'),
    board,
    task: spec.task.type,
    mode: spec.target.mode,
    every: trial.architecture.sampling?.every ?? 1,
  };
}
