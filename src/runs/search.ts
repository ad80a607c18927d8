import { dirname, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Dataset } from '../data/dataset.ts';
import { viewOf } from '../data/view.ts';
import { describeCalibration } from '../protocol/describe.ts';
import { describeEngine } from '../protocol/engine.ts';
import type { Calibration } from '../protocol/measurement.ts';
import type { Metrics } from '../protocol/results.ts';
import { foldEvents } from '../protocol/run-state.ts';
import { summarise } from '../search/data-summary.ts';
import type { Clock, Confirm } from '../search/ports.ts';
import type { Observer } from '../search/recorder.ts';
import { type RunOutcome, runSearch } from '../search/run.ts';
import { evaluateInteger } from '../train/evaluate.ts';
import { chooseEngine } from '../train/training-engine.ts';
import { WorkerPool } from '../train/worker-pool.ts';
import { readCalibration } from './board-calibration-file.ts';
import { JournalFile, readJournal } from './journal-file.ts';
import { assertSomethingFits, describeData, prepare } from './prepare.ts';
import type { Reporter } from './reporter.ts';
import { writeReport } from './report.ts';
import { RunDirectory } from './run-directory.ts';
import type { SpecFile } from './spec-file.ts';
import { VERSION } from './version.ts';

const clock: Clock = {
  milliseconds: () => performance.now(),
  timestamp: () => new Date().toISOString(),
};

export interface SearchSession {
  /** Trials trained at a time. */
  readonly workers: number;
  readonly reporter: Reporter;
  /** Aborted: the search stops and can be resumed. */
  readonly signal: AbortSignal;
  /** Called once, when the run's folder is there. */
  readonly opened?: (directory: RunDirectory) => void;
  /** Called after every event of the journal. */
  readonly observe?: Observer;
}

export interface SearchResult {
  readonly directory: RunDirectory;
  readonly outcome: RunOutcome;
}

/** Searches a spec from the beginning, in a run of its own beside it. */
export function startSearch(file: SpecFile, session: SearchSession): Promise<SearchResult> {
  const workspace = dirname(resolve(file.path));
  const calibration = readCalibration(workspace, file.spec.target.board);
  return search(file, () => RunDirectory.create(workspace, file.spec.name, file.text), session, calibration);
}

/** Continues a run that was stopped or killed; of a finished one, writes again what a kill at the very end may have cost. */
export function resumeSearch(directory: RunDirectory, file: SpecFile, session: SearchSession): Promise<SearchResult> {
  const { header } = foldEvents(readJournal(directory.journalPath).events);
  return search(file, () => directory, session, header?.calibration);
}

/**
 * @param open is called once the data are read and something fits, so that a failed start leaves no empty run behind
 * @param calibration of the board when the run began; it stays, whatever is measured afterwards
 */
async function search(
  file: SpecFile,
  open: () => RunDirectory,
  session: SearchSession,
  calibration: Calibration | undefined,
): Promise<SearchResult> {
  const { spec } = file;
  const { workers, reporter, signal, opened, observe } = session;
  const prepared = await prepare(file, reporter, signal, calibration);
  assertSomethingFits(prepared);
  const { board, room, data, space, estimator } = prepared;
  const { engine, setup, threads } = await chooseEngine(spec.training, file.directory);
  const directory = open();
  const journal = JournalFile.open(directory.journalPath);
  const runner = new WorkerPool(Math.min(workers, threads), data, setup);
  try {
    reporter.say(
      `${spec.name}: ${describeData(data)}; ${space.count.toLocaleString('en')} architectures for ${board.name}`,
    );
    reporter.say(`Training: ${describeEngine(engine)}, ${Math.min(workers, threads)} at a time`);
    if (calibration !== undefined) reporter.say(`Latency: ${describeCalibration(calibration)}`);
    opened?.(directory);
    const outcome = await runSearch({
      spec,
      specHash: file.hash,
      tool: VERSION,
      data: summarise(data),
      folds: 1 + data.otherSplits.length,
      space,
      estimator,
      board: { flash: room.flash, ram: room.ram },
      ...(calibration === undefined ? {} : { calibration }),
      runner,
      engine,
      journal,
      store: directory,
      previous: journal.previous,
      clock,
      ...(data.test === undefined ? {} : { confirm: confirmOn(directory, data) }),
      signal,
      ...(observe === undefined ? {} : { observe }),
    });
    if (outcome.kind === 'finished') {
      directory.writeFront(outcome.front);
      writeReport({ directory, file, state: outcome.state });
    }
    return { directory, outcome };
  } finally {
    await runner.close();
    journal.close();
  }
}

/** The one look at the test set: the integer networks of the front, as they are shipped. */
function confirmOn(directory: RunDirectory, data: Dataset): Confirm {
  return (members) => {
    const test = (trial: number): Metrics => {
      const network = directory.loadNetwork(trial);
      const seen = viewOf(data, network.architecture);
      return evaluateInteger(network, seen.test!, seen);
    };
    return Promise.resolve(new Map(members.map((trial) => [trial, test(trial)])));
  };
}
