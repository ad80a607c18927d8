import * as vscode from 'vscode';
import { DashboardPanels } from './dashboard/dashboard-panels.ts';
import { registerFirmware } from './firmware/register.ts';
import { COMMANDS, DASHBOARD_VIEW_TYPE, WALKTHROUGH } from './ids.ts';
import { ChildJobs } from './jobs/child-jobs.ts';
import { registerLanguage } from './language/register.ts';
import { Chooser } from './runs/choose.ts';
import { createRuns, registerRuns } from './runs/register.ts';
import type { Runs } from './runs/run.ts';

/** What other extensions, and our own tests, may look at. */
export interface Api {
  readonly runs: Runs;
  readonly dashboards: DashboardPanels;
}

/** Builds everything the editor sees; the one place that knows all parts. */
export function activate(context: vscode.ExtensionContext): Api {
  const log = vscode.window.createOutputChannel('TinyML NAS', { log: true });
  const jobs = new ChildJobs({ entry: context.asAbsolutePath('dist/nas.js'), log });
  const core = createRuns(context, jobs);
  const { runs } = core;
  const dashboards = new DashboardPanels(context.extensionUri, log, (folder) => runs.open(folder));
  const chooser = new Chooser(runs, dashboards);
  context.subscriptions.push(
    log,
    jobs,
    vscode.commands.registerCommand(COMMANDS.showLog, () => log.show()),
    vscode.commands.registerCommand(COMMANDS.openWalkthrough, () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#${WALKTHROUGH}`),
    ),
    registerLanguage({ runs, log }),
    vscode.window.registerWebviewPanelSerializer(DASHBOARD_VIEW_TYPE, dashboards),
  );
  registerRuns({ ...core, context, jobs, log, chooser, dashboards });
  registerFirmware({
    context,
    log,
    jobs,
    chooseSelection: chooser.chooseSelection,
    showEmulation: (run, state) => dashboards.showEmulation(run, state),
  });
  return { runs, dashboards };
}
