import { isAbsolute, join, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { type FirmwareProject, describeProject, requireProject } from '../../firmware/describe-project.ts';
import { TASK_TYPE } from '../ids.ts';
import type { ActionRunner } from './action-runner.ts';
import { findProjects } from './projects.ts';
import { type NasTask, type TaskAction, parseTask } from './task-definition.ts';
import { WorkTerminal } from './work-terminal.ts';

/**
 * Tasks of type `nas`. Build, flash and emulate run in a terminal of ours, which watches what is printed (a linker's overflow
 * has no place that a problem matcher could find) and ends a build together with the compilers it started. A monitor needs
 * a real terminal to type into, and is a process.
 */
export class FirmwareTasks implements vscode.TaskProvider {
  readonly #runner: ActionRunner;

  constructor(runner: ActionRunner) {
    this.#runner = runner;
  }

  async provideTasks(): Promise<vscode.Task[]> {
    const projects = await findProjects();
    return projects.flatMap((project) => actionsOf(project).map((action) => this.taskOf(project, action)));
  }

  async resolveTask(task: vscode.Task): Promise<vscode.Task | undefined> {
    const parsed = parseTask(task.definition);
    if (parsed === undefined) return undefined;
    const folder = folderOf(parsed.project, task.scope);
    const project = await describeProject(folder);
    return this.#create(task.definition, parsed, task.scope, task.name, folder, project);
  }

  /** @param options of the task, besides what follows from the project */
  taskOf(
    project: FirmwareProject,
    action: TaskAction,
    options: Partial<Pick<NasTask, 'port' | 'board' | 'selfTest'>> = {},
  ): vscode.Task {
    const workspace = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(project.folder));
    const path = workspace === undefined ? project.folder : relative(workspace.uri.fsPath, project.folder);
    const task: NasTask = { action, project: path.split(sep).join('/'), ...options };
    const name = `${action} ${options.selfTest === true ? 'self-test of ' : ''}${project.name}`;
    return this.#create({ type: TASK_TYPE, ...task }, task, workspace, name, project.folder, project);
  }

  #create(
    definition: vscode.TaskDefinition,
    parsed: NasTask,
    scope: vscode.Task['scope'],
    name: string,
    folder: string,
    project: FirmwareProject | undefined,
  ): vscode.Task {
    const execution = this.#monitor(project, parsed) ?? this.#inTerminal(folder, parsed);
    // Matchers are named, and empty: VS Code asks for one otherwise.
    const task = new vscode.Task(definition, scope ?? vscode.TaskScope.Workspace, name, TASK_TYPE, execution, []);
    if (parsed.action === 'build') task.group = vscode.TaskGroup.Build;
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true, showReuseMessage: false };
    return task;
  }

  #monitor(project: FirmwareProject | undefined, task: NasTask): vscode.ProcessExecution | undefined {
    if (project === undefined || task.action !== 'monitor') return undefined;
    try {
      const { command, args, cwd = project.folder } = this.#runner.commandOf(project, task)!;
      return new vscode.ProcessExecution(command, [...args], { cwd });
    } catch {
      return undefined; // told when the task runs
    }
  }

  #inTerminal(folder: string, task: NasTask): vscode.CustomExecution {
    return new vscode.CustomExecution(() =>
      Promise.resolve(new WorkTerminal((terminal) => this.#runner.run(() => requireProject(folder), task, terminal))),
    );
  }
}

/** What can be done with a project. */
function actionsOf({ framework, board }: FirmwareProject): readonly TaskAction[] {
  const emulated = framework === 'bare' || board.startsWith('qemu:');
  return emulated ? ['build', 'emulate'] : ['build', 'flash', 'monitor', 'emulate'];
}

function folderOf(path: string, scope: vscode.Task['scope']): string {
  if (isAbsolute(path)) return path;
  const workspace = typeof scope === 'object' ? scope : vscode.workspace.workspaceFolders?.[0];
  return workspace === undefined ? path : join(workspace.uri.fsPath, path);
}
