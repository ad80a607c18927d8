import { performance } from 'node:perf_hooks';
import { dirname, relative, resolve } from 'node:path';
import type { Dataset } from '../../data/dataset.ts';
import { summarise } from '../../search/data-summary.ts';
import type { Clock, Confirm } from '../../search/ports.ts';
import { runSearch } from '../../search/run.ts';
import { evaluateInteger } from '../../train/evaluate.ts';
import { loadKernels } from '../../train/assets.ts';
import { WorkerPool } from '../../train/worker-pool.ts';
import { frontTable } from '../front-table.ts';
import { JournalFile } from '../journal-file.ts';
import { assertSomethingFits, boardLimits, describeData, prepare } from '../prepare.ts';
import { showProgress } from '../progress.ts';
import { chooseRun } from '../run-choice.ts';
import { RunDirectory } from '../run-directory.ts';
import { formatProblem, readSpecFile, type SpecFile } from '../spec-file.ts';
import type { Terminal } from '../terminal.ts';
import { VERSION } from '../version.ts';
import { Interrupted } from '../interrupt.ts';
import { writeReport } from './report.ts';

const clock: Clock = {
  milliseconds: () => performance.now(),
  timestamp: () => new Date().toISOString(),
};

/** Searches a spec from the beginning. */
export async function run(path: string, workers: number, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const file = readSpecFile(path);
  for (const problem of file.warnings) terminal.say(formatProblem(path, problem));
  await search(
    file,
    () => RunDirectory.create(dirname(resolve(path)), file.spec.name, file.text),
    workers,
    terminal,
    signal,
  );
}

/** Continues a run that was stopped or killed; of a finished one, writes again what a kill at the very end may have cost. */
export async function resume(target: string, workers: number, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const { directory, file } = chooseRun(target);
  await search(file, () => directory, workers, terminal, signal);
}

/** @param open is called once the data are read and something fits, so that a failed start leaves no empty run behind */
async function search(
  file: SpecFile,
  open: () => RunDirectory,
  workers: number,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { spec } = file;
  const prepared = await prepare(file, terminal, signal);
  assertSomethingFits(prepared);
  const { board, data, space, estimator } = prepared;
  const directory = open();
  const shown = relative('.', directory.path);
  const journal = JournalFile.open(directory.journalPath);
  terminal.say(
    `${spec.name}: ${describeData(data)}; ${space.count.toLocaleString('en')} architectures for ${board.name}`,
  );
  terminal.say(`run ${shown}, ${workers} ${workers === 1 ? 'worker' : 'workers'}`);
  const runner = new WorkerPool(workers, data, await loadKernels());
  try {
    const outcome = await runSearch({
      spec,
      specHash: file.hash,
      tool: VERSION,
      data: summarise(data),
      space,
      estimator,
      board: boardLimits(board),
      runner,
      journal,
      store: directory,
      previous: journal.previous,
      clock,
      ...(data.test === undefined ? {} : { confirm: confirmOn(directory, data) }),
      signal,
      observe: showProgress(terminal),
    });
    terminal.status(undefined);
    if (outcome.kind === 'stopped') {
      terminal.say(`Stopped. Continue with: nas resume ${shown}`);
      throw new Interrupted();
    }
    directory.writeFront(outcome.front);
    const page = writeReport({ directory, file, state: outcome.state });
    if (!terminal.json) terminal.print(`\n${frontTable(outcome.state)}`);
    terminal.say(`\nReport: ${relative('.', page)}`);
  } finally {
    terminal.status(undefined);
    await runner.close();
    journal.close();
  }
}

/** The one look at the test set: the integer networks of the front, as they would be shipped. */
function confirmOn(directory: RunDirectory, data: Dataset): Confirm {
  return (members) =>
    Promise.resolve(
      members.map(({ trial }) => ({
        trial,
        test: evaluateInteger(directory.loadNetwork(trial), data.test!, data),
      })),
    );
}
