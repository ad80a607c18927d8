import type * as vscode from 'vscode';
import type { Failures } from '../failures.ts';
import type { Handlers } from '../handlers.ts';
import { COMMANDS } from '../ids.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { ChooseSelection } from '../runs/choose.ts';
import { ActionRunner } from './action-runner.ts';
import { BuildDiagnostics } from './build-diagnostics.ts';
import { pickFramework } from './deploy-choices.ts';
import { Deployer } from './deploy.ts';
import { EmulatorCommand, type ShowEmulation } from './emulator.ts';
import { Flasher } from './flash.ts';
import { Measurer } from './measurer.ts';
import { offerNext, openProject } from './open-project.ts';
import { Ports } from './ports.ts';
import { chooseProject } from './projects.ts';
import { FirmwareTasks } from './tasks.ts';
import { wishesOf } from './wishes.ts';

export interface FirmwareParts {
  readonly context: Pick<vscode.ExtensionContext, 'subscriptions' | 'workspaceState'>;
  readonly jobs: Jobs;
  readonly failures: Failures;
  readonly chooseSelection: ChooseSelection;
  readonly showEmulation: ShowEmulation;
}

type FirmwareHandlers = Handlers<
  (typeof COMMANDS)['deploy' | 'build' | 'flash' | 'monitor' | 'emulate' | 'measureBoard']
>;

/** Commands and tasks from a network to a board. */
export function registerFirmware(parts: FirmwareParts): { tasks: FirmwareTasks; handlers: FirmwareHandlers } {
  const { context, jobs, failures, chooseSelection, showEmulation } = parts;
  const memory = context.workspaceState;
  const diagnostics = new BuildDiagnostics();
  const runner = new ActionRunner(jobs, diagnostics, failures);
  const tasks = new FirmwareTasks(runner);
  const deployer = new Deployer(jobs, memory);
  const ports = new Ports(memory);
  const flasher = new Flasher(deployer, tasks, runner, ports, memory);
  const measurer = new Measurer(jobs, flasher, ports);
  const emulator = new EmulatorCommand(jobs, showEmulation);

  context.subscriptions.push(diagnostics);
  const handlers: FirmwareHandlers = {
    [COMMANDS.deploy]: async (argument) => {
      const selection = await chooseSelection(argument);
      if (selection === undefined) return;
      const { spec, board } = deployer.originOf(selection);
      const wishes = wishesOf(argument);
      const framework = wishes.framework ?? (await pickFramework(spec.output.framework, board, false));
      if (framework === undefined) return;
      const choice = { ask: true, real: false, id: wishes.board };
      const destination = await deployer.destinationOf(selection, framework, choice);
      const report = destination === undefined ? undefined : await deployer.deploy(destination);
      if (report === undefined) return;
      await openProject(report);
      void offerNext(report);
    },
    [COMMANDS.build]: async (argument) => {
      const project = await chooseProject(argument);
      if (project !== undefined) await flasher.steps(project, ['build']);
    },
    [COMMANDS.flash]: async (argument) => {
      const selection = await chooseSelection(argument);
      if (selection !== undefined) await flasher.flash(selection, wishesOf(argument));
    },
    [COMMANDS.monitor]: async (argument) => {
      const project = await chooseProject(argument);
      if (project !== undefined) await flasher.monitor(project, { ask: true, wait: false });
    },
    [COMMANDS.emulate]: async (argument) => {
      const selection = await chooseSelection(argument);
      if (selection !== undefined) await emulator.run(selection);
    },
    [COMMANDS.measureBoard]: async (argument) => {
      const selection = await chooseSelection(argument);
      if (selection !== undefined) await measurer.measure(selection, wishesOf(argument), argument);
    },
  };
  return { tasks, handlers };
}
