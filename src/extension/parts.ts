import type * as vscode from 'vscode';
import { DashboardPanels } from './dashboard/dashboard-panels.ts';
import { Failures } from './failures.ts';
import { registerFirmware } from './firmware/register.ts';
import type { FirmwareTasks } from './firmware/tasks.ts';
import type { Handlers } from './handlers.ts';
import type { COMMANDS, CommandId } from './ids.ts';
import { ChildJobs } from './jobs/child-jobs.ts';
import { languageHandlers, registerLanguage } from './language/register.ts';
import { Chooser } from './runs/choose.ts';
import { createRuns, registerRuns } from './runs/register.ts';
import type { Runs } from './runs/run.ts';
import { mayRun } from './trust.ts';

/** Commands that the parts perform; the others need none. */
type PartCommand = Exclude<CommandId, (typeof COMMANDS)['showLog' | 'openWalkthrough']>;

/** What is behind the names that `activate` registers. */
export interface Parts {
  readonly runs: Runs;
  readonly dashboards: DashboardPanels;
  readonly tasks: FirmwareTasks;
  /** Runs a command. What goes wrong with it is told, not thrown. */
  perform(command: PartCommand, argument: unknown): Promise<void>;
}

/** Builds everything the editor sees; the one place that knows all parts. */
export function createParts(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Parts {
  const failures = new Failures(log);
  const jobs = new ChildJobs({ entry: context.asAbsolutePath('dist/nas.js'), log });
  const core = createRuns(context, jobs);
  const { runs } = core;
  const dashboards = new DashboardPanels(context.extensionUri, log, (folder) => runs.open(folder));
  const chooser = new Chooser(runs, dashboards);
  context.subscriptions.push(jobs, registerLanguage({ runs, log }));
  const runHandlers = registerRuns({ ...core, context, jobs, log, failures, chooser, dashboards });
  const firmware = registerFirmware({
    context,
    jobs,
    failures,
    chooseSelection: chooser.chooseSelection,
    showEmulation: (run, state) => dashboards.showEmulation(run, state),
  });
  const handlers: Handlers<PartCommand> = { ...languageHandlers, ...runHandlers, ...firmware.handlers };
  const perform: Parts['perform'] = (command, argument) =>
    failures.guard(() => (mayRun(command) ? handlers[command](argument) : undefined));
  return { runs, dashboards, tasks: firmware.tasks, perform };
}
