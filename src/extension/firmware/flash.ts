import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { type FirmwareProject, describeProject, isStale, requireProject } from '../../firmware/describe-project.ts';
import { assertFlashable } from '../../firmware/framework-commands.ts';
import { type Framework, isFramework } from '../../firmware/project-facts.ts';
import type { Selection } from '../runs/run.ts';
import type { ActionRunner } from './action-runner.ts';
import { pickFramework } from './deploy-choices.ts';
import type { Deployer } from './deploy.ts';
import type { Ports } from './ports.ts';
import { withProgress } from '../progress.ts';
import { endTasks, runTask } from './run-task.ts';
import type { NasTask, TaskAction } from './task-definition.ts';
import type { FirmwareTasks } from './tasks.ts';
import type { Wishes } from './wishes.ts';
import { zephyrBoardName } from './zephyr-board.ts';

type Step = Exclude<TaskAction, 'monitor' | 'emulate'>;

const DOING: Readonly<Record<Step, string>> = { build: 'building', flash: 'flashing' };

/** From a chosen network to a board that says what it sees: deploy if stale, build, flash, monitor. */
export class Flasher {
  readonly #deployer: Deployer;
  readonly #tasks: FirmwareTasks;
  readonly #runner: ActionRunner;
  readonly #ports: Ports;
  readonly #memory: vscode.Memento;
  /** Folders of projects that steps are running for. */
  readonly #busy = new Set<string>();

  constructor(deployer: Deployer, tasks: FirmwareTasks, runner: ActionRunner, ports: Ports, memory: vscode.Memento) {
    this.#deployer = deployer;
    this.#tasks = tasks;
    this.#runner = runner;
    this.#ports = ports;
    this.#memory = memory;
  }

  /**
   * @param wishes what the argument of the command says besides the network
   * @throws UserError at the first step that cannot begin; a step that fails is told here
   */
  async flash(selection: Selection, wishes: Wishes = {}): Promise<void> {
    const project = await this.#upToDate(selection, wishes);
    if (project === undefined || !(await this.steps(project, ['build', 'flash']))) return;
    await this.monitor(project, { ask: false, wait: true });
  }

  /**
   * Puts the firmware that measures a network onto its board.
   * @returns its project; undefined: the user gave up, or a step failed and was told
   */
  async flashSelfTest(selection: Selection, wishes: Wishes): Promise<FirmwareProject | undefined> {
    const project = await this.#upToDate(selection, wishes, ({ model }) => model !== undefined);
    if (project === undefined) return undefined;
    return (await this.steps(project, ['build', 'flash'], { selfTest: true })) ? project : undefined;
  }

  /**
   * Runs steps one after the other, and stops at the first that fails.
   * @param kind of the firmware; absent: the application
   * @returns whether all succeeded
   */
  async steps(
    project: FirmwareProject,
    steps: readonly Step[],
    kind: Pick<NasTask, 'selfTest'> = {},
  ): Promise<boolean> {
    const board = await zephyrBoardName(project, this.#memory);
    if (board === null) return false;
    const options = { ...kind, ...(board === undefined ? {} : { board }) };
    // A missing tool is told before anything has begun.
    for (const action of steps) this.#runner.commandOf(project, { action, project: project.folder, ...options });
    if (this.#busy.has(project.folder)) {
      throw new UserError('firmware/busy', `${project.name} is being built already.`, {
        hint: 'Wait, or cancel that.',
      });
    }
    this.#busy.add(project.folder);
    return await withProgress(project.name, async (signal, status) => {
      for (const action of steps) {
        status(DOING[action]);
        // A monitor holds the port that many boards are flashed through.
        if (action === 'flash') await this.#endMonitor(project);
        const task = this.#tasks.taskOf(project, action, options);
        const code = await runTask(task, signal);
        if (code !== 0) {
          this.#tellFailure(project, action, task, code);
          return false;
        }
      }
      return true;
    }).finally(() => this.#busy.delete(project.folder));
  }

  /** Opens the monitor; it stays open when this returns. */
  async monitor(project: FirmwareProject, how: { readonly ask: boolean; readonly wait: boolean }): Promise<void> {
    assertFlashable(project);
    const port = await this.#ports.choose(project, how);
    if (port === null) return;
    const options = port === undefined ? {} : { port };
    this.#runner.commandOf(project, { action: 'monitor', project: project.folder, ...options });
    await this.#endMonitor(project);
    await vscode.tasks.executeTask(this.#tasks.taskOf(project, 'monitor', options));
  }

  async #endMonitor(project: FirmwareProject): Promise<void> {
    const { name, definition } = this.#tasks.taskOf(project, 'monitor');
    await endTasks((task) => task.definition.type === definition.type && task.name === name);
  }

  /**
   * The project of a selection, generated again where it is of something else; undefined: the user gave up.
   * @param serves whether a project that is there has what is needed: one of an earlier version may not
   */
  async #upToDate(
    selection: Selection,
    wishes: Wishes,
    serves: (project: FirmwareProject) => boolean = () => true,
  ): Promise<FirmwareProject | undefined> {
    const framework = wishes.framework ?? (await this.#framework(selection));
    if (framework === undefined) return undefined;
    const choice = { ask: false, real: true, id: wishes.board };
    const destination = await this.#deployer.destinationOf(selection, framework, choice);
    if (destination === undefined) return undefined;
    const project = await describeProject(destination.folder);
    if (project !== undefined && !isStale(project, destination) && serves(project)) return project;
    const report = await this.#deployer.deploy(destination);
    return report === undefined ? undefined : requireProject(report.folder);
  }

  /** That of the spec; for a search that is for the emulator, the one that the user picks, once. */
  async #framework(selection: Selection): Promise<Framework | undefined> {
    const { spec, board, directory } = this.#deployer.originOf(selection);
    if (spec.output.framework !== 'bare') return spec.output.framework;
    const key = `nas.framework:${directory}:${spec.name}`;
    const known = this.#memory.get<string>(key);
    if (isFramework(known)) return known;
    const chosen = await pickFramework('bare', board, true);
    if (chosen !== undefined) await this.#memory.update(key, chosen);
    return chosen;
  }

  #tellFailure(project: FirmwareProject, action: Step, task: vscode.Task, code: number | undefined): void {
    const misfit = action === 'build' ? this.#runner.misfitOf(project) : undefined;
    const how = code === undefined ? 'was ended' : `failed with exit code ${code}`;
    const text = `${action === 'build' ? 'Building' : 'Flashing'} ${project.name} ${how}.`;
    const message = misfit === undefined ? text : `${text} ${misfit}`;
    void vscode.window.showErrorMessage(message, 'Show Output').then((choice) => {
      if (choice === undefined) return;
      vscode.window.terminals.find(({ name }) => name.endsWith(task.name))?.show();
    });
  }
}
