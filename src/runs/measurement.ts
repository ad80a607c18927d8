import { createReadStream } from 'node:fs';
import { relative } from 'node:path';
import { UserError } from '../base/errors.ts';
import { listen, readLog } from '../firmware/measure/listen.ts';
import { measuringConsole } from '../firmware/measure/emulate.ts';
import type { Reading } from '../firmware/measure/reading.ts';
import { differingFrom } from '../firmware/measure/verify.ts';
import { boardNamed } from '../hardware/boards.ts';
import type { MeasureReport, MeasureSource } from '../protocol/jobs.ts';
import type { JournalEvent } from '../protocol/journal.ts';
import type { Calibration, Measurement } from '../protocol/measurement.ts';
import { foldEvents, reduce, type RunState, type TrialState } from '../protocol/run-state.ts';
import { addMeasurement } from './board-calibration-file.ts';
import { emulatorFor } from './emulation.ts';
import { firmwareInput, shipmentOf, type Shipment, VECTORS } from './firmware-input.ts';
import { JournalFile } from './journal-file.ts';
import { timingOf } from './measured-timing.ts';
import { networkIdentity } from './model-source.ts';
import type { Reporter } from './reporter.ts';
import { type ChosenRun, chooseTrial } from './run-choice.ts';

export interface MeasureSession {
  /** Absent: the network that the firmware holds; in the emulator, the member of the front with the least error. */
  readonly trial?: number | undefined;
  readonly source: MeasureSource;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  /** Called after the event of the journal. */
  readonly observe?: (event: JournalEvent, state: RunState) => void;
}

/**
 * Reads what the self-test build of a network measured, compares its answers with the integer network, and journals it. What a
 * real board measured corrects the estimates of its latency from then on.
 * @throws UserError when nothing can be read, the firmware holds another network, or another process writes the journal
 */
export async function measureTrial(run: ChosenRun, session: MeasureSession): Promise<MeasureReport> {
  const { source, reporter, observe } = session;
  const journal = JournalFile.open(run.directory.journalPath);
  try {
    const { trial, shipment, reading } = await readFrom(run, session);
    const different = differingFrom(shipment.vectors, reading);
    const { start, end, windows } = reading;
    const measurement: Measurement = {
      trial: trial.index,
      time: new Date().toISOString(),
      source: source.kind,
      ...{ board: start.board, model: start.model, compiler: start.compiler },
      ...{ windows: windows.length, passed: windows.length - different.length },
      ...{ context: start.context, stack: end.stack },
      timing: timingOf(run, trial.architecture, reading, shipment.windowSteps),
    };
    const state = foldEvents(journal.previous);
    const event: JournalEvent = { type: 'trial-measured', at: state.elapsed, ...measurement };
    journal.append(event);
    observe?.(event, reduce(state, event));
    const calibration = different.length > 0 ? undefined : calibrate(run, measurement);
    return { measurement, ...(calibration === undefined ? {} : { calibration }) };
  } finally {
    reporter.status(undefined);
    journal.close();
  }
}

interface TrialReading {
  readonly trial: TrialState;
  readonly shipment: Shipment;
  readonly reading: Reading;
}

async function readFrom(run: ChosenRun, session: MeasureSession): Promise<TrialReading> {
  const { source, reporter, signal } = session;
  const shipmentFor = (trial: TrialState): Promise<Shipment> => shipmentOf(run, trial, VECTORS, reporter, signal);
  if (source.kind === 'emulator') {
    const trial = chooseTrial(run, session.trial);
    const board = emulatorFor(source.board ?? run.file.spec.target.board, run.file.path);
    const shipment = await shipmentFor(trial);
    reporter.status(`building and running on ${board.id}`);
    const console = await measuringConsole(firmwareInput(run, trial, board, shipment), board, signal);
    return { trial, shipment, reading: await readLog([console], board.id) };
  }
  const reading = await readOutside(source, reporter, signal);
  const trial = trialInside(run, session.trial, reading);
  return { trial, shipment: await shipmentFor(trial), reading };
}

async function readOutside(
  source: Exclude<MeasureSource, { kind: 'emulator' }>,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<Reading> {
  if (source.kind === 'serial') return await listen(source, (text) => reporter.status(text), signal);
  const { path } = source;
  if (path === '-') return await readLog(process.stdin as AsyncIterable<Uint8Array>, 'standard input');
  try {
    return await readLog(createReadStream(path, { signal }) as AsyncIterable<Uint8Array>, path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EACCES' && code !== 'EISDIR') throw cause;
    throw new UserError('measure/no-file', `this is no file that can be read (${code})`, {
      where: path,
      hint: 'Name a file with what the board said, or - for the standard input.',
      cause,
    });
  }
}

/** The trial whose network the firmware holds. @throws UserError when it is not the one that was asked for, or of no trial */
function trialInside(run: ChosenRun, wanted: number | undefined, { start: { model } }: Reading): TrialState {
  const holds = (index: number): boolean => networkIdentity(run.directory.loadNetwork(index)) === model;
  if (wanted !== undefined) {
    const trial = chooseTrial(run, wanted);
    if (holds(trial.index)) return trial;
  }
  const inside = run.state.front.find(holds);
  if (wanted === undefined && inside !== undefined) return run.state.trials[inside]!;
  const where = run.directory.path;
  if (inside !== undefined) {
    throw new UserError('measure/other-network', `the board runs trial ${inside}, not trial ${wanted}`, {
      where,
      hint: `Measure with --trial ${inside}, or flash the self-test build of trial ${wanted}.`,
    });
  }
  const asked = wanted === undefined ? 'those of the front' : `trial ${wanted}`;
  throw new UserError('measure/other-network', `the board runs another network (${model}) than ${asked}`, {
    where,
    hint: 'Deploy the network, flash its self-test build, and measure again.',
  });
}

/** Emulators count instructions, which the model is fitted to; what a computer says of itself is about no board. */
function calibrate({ directory }: ChosenRun, measurement: Measurement): Calibration | undefined {
  const { board, timing, source, model, compiler, time, trial } = measurement;
  if (source === 'emulator' || timing === null || timing.counts === 'instructions') return undefined;
  if (timing.ratio === null || boardNamed(board) === undefined) return undefined;
  const run = relative(directory.workspace, directory.path);
  return addMeasurement(directory.workspace, board, { model, compiler, ratio: timing.ratio, time, run, trial });
}
