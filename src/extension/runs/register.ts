import * as vscode from 'vscode';
import type { Failures } from '../failures.ts';
import { RUNS_VIEW } from '../ids.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { RunsTree } from '../views/runs-tree.ts';
import type { Chooser } from './choose.ts';
import { runHandlers, type RunHandlers } from './commands.ts';
import type { Dashboards } from './dashboards.ts';
import { ResumeOffer } from './resume-offer.ts';
import { removeFolder } from './run-files.ts';
import { RunLibrary } from './run-library.ts';
import { SearchQueue } from './search-queue.ts';
import { SearchStatus } from './status-bar.ts';
import { Teller } from './tell.ts';
import { workers } from './workers.ts';
import { WorkspaceRuns } from './workspace-runs.ts';
import { WorkspaceWatch } from './workspace-watch.ts';

/** The runs of the workspace and the queue of this window, without anything to be seen of them. */
export interface RunsCore {
  readonly runs: WorkspaceRuns;
  readonly library: RunLibrary;
  readonly queue: SearchQueue;
}

export function createRuns(context: vscode.ExtensionContext, jobs: Jobs): RunsCore {
  const library = new RunLibrary();
  const queue = new SearchQueue({ jobs, workers, opened: (run, path) => library.adopt(run, path) });
  const runs = new WorkspaceRuns(library, queue, removeFolder);
  context.subscriptions.push(library);
  return { runs, library, queue };
}

interface RunsParts extends RunsCore {
  readonly context: vscode.ExtensionContext;
  readonly jobs: Jobs;
  readonly log: vscode.LogOutputChannel;
  readonly failures: Failures;
  readonly chooser: Chooser;
  readonly dashboards: Dashboards;
}

/** Tree, status bar, commands and messages about runs. */
export function registerRuns(parts: RunsParts): RunHandlers {
  const { context, jobs, log, failures, runs, library, queue, chooser, dashboards } = parts;
  const watch = new WorkspaceWatch(library);
  const teller = new Teller(log, failures);
  const offer = new ResumeOffer(runs, context.workspaceState);
  const tree = new RunsTree(runs);
  const view = vscode.window.createTreeView(RUNS_VIEW, { treeDataProvider: tree, showCollapseAll: true });
  context.subscriptions.push(
    watch,
    offer,
    tree,
    view,
    new SearchStatus(queue),
    runs.onDidChange(() => offer.consider()),
    queue.onDidEnd((end) => {
      if (end.run.directory !== undefined) void offer.remember([end.run]);
      void teller.ended(end, runs, dashboards);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => offer.consider()),
  );
  void watch.refresh();
  return runHandlers({ runs, jobs, dashboards, chooser, refresh: () => watch.refresh() });
}
