import { relative } from 'node:path';
import { chooseRun } from '../../runs/run-choice.ts';
import { resumeSearch, type SearchResult, type SearchSession, startSearch } from '../../runs/search.ts';
import { formatProblem, readSpecFile } from '../../runs/spec-file.ts';
import { frontTable } from '../front-table.ts';
import { Interrupted } from '../interrupt.ts';
import { showProgress } from '../progress.ts';
import type { Terminal } from '../terminal.ts';

/** Searches a spec from the beginning. */
export async function run(path: string, workers: number, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const file = readSpecFile(path);
  for (const problem of file.warnings) terminal.say(formatProblem(path, problem));
  await tell(terminal, () => startSearch(file, session(workers, terminal, signal)));
}

/** Continues a run that was stopped or killed. */
export async function resume(target: string, workers: number, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const { directory, file } = chooseRun(target);
  await tell(terminal, () => resumeSearch(directory, file, session(workers, terminal, signal)));
}

function session(workers: number, terminal: Terminal, signal: AbortSignal): SearchSession {
  return {
    workers,
    reporter: terminal,
    signal,
    opened: ({ path }) =>
      terminal.say(`run ${relative('.', path)}, ${workers} ${workers === 1 ? 'worker' : 'workers'}`),
    observe: showProgress(terminal),
  };
}

async function tell(terminal: Terminal, search: () => Promise<SearchResult>): Promise<void> {
  try {
    const { directory, outcome } = await search();
    terminal.status(undefined);
    if (outcome.kind === 'stopped') {
      terminal.say(`Stopped. Continue with: nas resume ${relative('.', directory.path)}`);
      throw new Interrupted();
    }
    if (!terminal.json) terminal.print(`\n${frontTable(outcome.state)}`);
    terminal.say(`\nReport: ${relative('.', directory.reportPath)}`);
  } finally {
    terminal.status(undefined);
  }
}
