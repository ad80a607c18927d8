import type { DeployReport, FromChild, Job, JobOf, JobResults, SearchReport } from '../../protocol/jobs.ts';
import type { JournalEvent } from '../../protocol/journal.ts';
import { deploy } from '../../runs/deploy.ts';
import { emulateTrial } from '../../runs/emulation.ts';
import { measureTrial } from '../../runs/measurement.ts';
import type { Reporter } from '../../runs/reporter.ts';
import { chooseRun } from '../../runs/run-choice.ts';
import { resumeSearch, type SearchResult, type SearchSession, startSearch } from '../../runs/search.ts';
import { formatProblem, readSpecFile } from '../../runs/spec-file.ts';
import { measureSpread } from '../../runs/spread.ts';
import { logLines } from '../progress.ts';

/** Tells the editor something; of no interest to the job whether it arrives. */
export type Tell = (message: FromChild) => void;

/** Does what the editor asked for, with the use cases of the command line. */
export async function perform(job: Job, tell: Tell, signal: AbortSignal): Promise<JobResults[Job['kind']]> {
  const reporter: Reporter = {
    say: (text) => tell({ type: 'say', text }),
    status: (text) => tell({ type: 'status', text }),
  };
  const observe = (event: JournalEvent): void => tell({ type: 'event', event });
  switch (job.kind) {
    case 'search': {
      const file = readSpecFile(job.spec);
      for (const problem of file.warnings) reporter.say(formatProblem(job.spec, problem));
      return reportOfSearch(await startSearch(file, session(job.workers, tell, reporter, signal)));
    }
    case 'resume': {
      const { directory, file } = chooseRun(job.run);
      return reportOfSearch(await resumeSearch(directory, file, session(job.workers, tell, reporter, signal)));
    }
    case 'deploy':
      return await deployTrial(job, reporter, signal);
    case 'emulate': {
      const { run, trial, board, windows } = job;
      return await emulateTrial(chooseRun(run), { trial, board, windows }, reporter, signal);
    }
    case 'measure': {
      const { run, trial, source } = job;
      return await measureTrial(chooseRun(run), { trial, source, reporter, signal, observe });
    }
    case 'spread': {
      const { run, trial, seeds, workers } = job;
      return await measureSpread(chooseRun(run), { trial, seeds, workers, reporter, signal, observe });
    }
  }
}

function session(workers: number, tell: Tell, reporter: Reporter, signal: AbortSignal): SearchSession {
  return {
    workers,
    reporter,
    signal,
    opened: ({ path }) => {
      reporter.say(`run ${path}, ${workers} ${workers === 1 ? 'worker' : 'workers'}`);
      tell({ type: 'opened', run: path });
    },
    observe: (event, state) => {
      for (const line of logLines(event, state)) reporter.say(line);
      tell({ type: 'event', event });
    },
  };
}

function reportOfSearch({ directory, outcome }: SearchResult): SearchReport {
  return { run: directory.path, ended: outcome.kind };
}

async function deployTrial(job: JobOf<'deploy'>, reporter: Reporter, signal: AbortSignal): Promise<DeployReport> {
  const { run, trial, framework, board, output, force } = job;
  const deployment = await deploy(chooseRun(run), { trial, framework, board, output, force }, reporter, signal);
  const { written, unchanged, kept, removed } = deployment;
  return {
    trial: deployment.trial,
    framework: deployment.framework,
    board: deployment.board.id,
    folder: deployment.folder,
    written,
    unchanged,
    kept,
    removed,
  };
}
