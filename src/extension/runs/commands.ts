import type { Handler, Handlers } from '../handlers.ts';
import { COMMANDS } from '../ids.ts';
import type { Chooser, RunQuestion } from './choose.ts';
import type { Dashboards } from './dashboards.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { deleteRun, openReport, openSpec, revealRun } from './run-files.ts';
import type { Run, Runs } from './run.ts';
import { isActive, isResumable } from './run-status.ts';
import { measureSpread } from './spread.ts';
import { startSearch } from './start-search.ts';
import { targetOf } from './targets.ts';

interface CommandParts {
  readonly runs: Runs;
  readonly jobs: Jobs;
  readonly dashboards: Dashboards;
  readonly chooser: Chooser;
  /** Looks at the disk again. */
  readonly refresh: () => Promise<void>;
}

const ANY: RunQuestion = {
  fits: () => true,
  title: 'Run',
  none: 'There is no run yet. Run a search first.',
};

const ACTIVE: RunQuestion = {
  fits: ({ status }) => isActive(status) && status !== 'stopping',
  title: 'Search to stop',
  none: 'No search is going on in this window.',
};

const RESUMABLE: RunQuestion = {
  fits: ({ status }) => isResumable(status),
  title: 'Search to resume',
  none: 'There is no search to resume: they are finished or going on.',
};

const FINISHED: RunQuestion = {
  fits: ({ status }) => status === 'finished',
  title: 'Run to report',
  none: 'A report is written when a search is finished.',
};

export type RunHandlers = Handlers<
  (typeof COMMANDS)[
    | 'runSearch'
    | 'showResults'
    | 'measureSpread'
    | 'openSpec'
    | 'stopSearch'
    | 'resumeSearch'
    | 'revealRun'
    | 'deleteRun'
    | 'openReport'
    | 'refreshRuns']
>;

/** The commands about searches and runs; each takes a node of the tree, a `Uri` of a spec, `{ run, trial? }`, or nothing. */
export function runHandlers({ runs, jobs, dashboards, chooser, refresh }: CommandParts): RunHandlers {
  const aboutRun =
    (question: RunQuestion, action: (run: Run) => unknown): Handler =>
    async (argument) => {
      const run = await chooser.chooseRun(argument, question);
      if (run !== undefined) await action(run);
    };
  return {
    [COMMANDS.runSearch]: async (argument) => {
      const path = await chooser.chooseSpec(argument);
      if (path !== undefined) await startSearch(path, runs, dashboards);
    },
    [COMMANDS.showResults]: async (argument) => {
      const target = targetOf(argument, runs);
      if (target?.kind === 'trial') {
        dashboards.show(target.run, target.trial);
        return;
      }
      const run = await chooser.chooseRun(argument, ANY);
      if (run !== undefined) dashboards.show(run);
    },
    [COMMANDS.measureSpread]: async (argument) => {
      const selection = await chooser.chooseSelection(argument);
      if (selection !== undefined) await measureSpread(jobs, selection);
    },
    [COMMANDS.openSpec]: async (argument) => {
      const path = await chooser.chooseSpec(argument);
      if (path !== undefined) await openSpec(path);
    },
    [COMMANDS.stopSearch]: aboutRun(ACTIVE, (run) => runs.stop(run)),
    [COMMANDS.resumeSearch]: aboutRun(RESUMABLE, (run) => runs.resume(run)),
    [COMMANDS.revealRun]: aboutRun(ANY, revealRun),
    [COMMANDS.deleteRun]: aboutRun(ANY, (run) => deleteRun(run, runs)),
    [COMMANDS.openReport]: aboutRun(FINISHED, openReport),
    [COMMANDS.refreshRuns]: refresh,
  };
}
