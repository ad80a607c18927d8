import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { parseBuildLine } from '../../firmware/build-problems.ts';
import type { FirmwareProject } from '../../firmware/describe-project.ts';
import { type CommandOptions, buildCommand, emulateCommand, flashCommand } from '../../firmware/framework-commands.ts';
import { surroundingsOf } from '../../firmware/framework-tools.ts';
import { monitorCommand } from '../../firmware/monitor-command.ts';
import { type Command, commandLine } from '../../firmware/process.ts';
import { startProcessTree } from '../../firmware/process-tree.ts';
import { emulationLines } from '../../runs/emulation-text.ts';
import { CONFIGURATION } from '../ids.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { BuildDiagnostics } from './build-diagnostics.ts';
import { isAbort } from '../progress.ts';
import type { Failures } from '../failures.ts';
import { OutputLines } from './output-lines.ts';
import type { NasTask } from './task-definition.ts';
import type { TerminalWork } from './work-terminal.ts';

/** Exit code of work that was cancelled, as shells count SIGINT. */
const CANCELLED = 130;

/** Does what a task says, in its terminal. */
export class ActionRunner {
  readonly #jobs: Jobs;
  readonly #diagnostics: BuildDiagnostics;
  readonly #failures: Failures;
  /** Why the last build of a project did not fit, by folder. */
  readonly #misfits = new Map<string, string>();

  constructor(jobs: Jobs, diagnostics: BuildDiagnostics, failures: Failures) {
    this.#jobs = jobs;
    this.#diagnostics = diagnostics;
    this.#failures = failures;
  }

  /** The process of an action; undefined: it is a job of ours. @throws UserError when tools are missing */
  commandOf(project: FirmwareProject, task: NasTask): Command | undefined {
    const options = commandOptions(project, task);
    switch (task.action) {
      case 'build':
        return buildCommand(project, options);
      case 'flash':
        return flashCommand(project, options);
      case 'monitor':
        return monitorCommand(project, options);
      case 'emulate':
        return project.framework === 'bare' ? emulateCommand(project, options) : undefined;
    }
  }

  /** @returns the exit code; errors are told */
  async run(project: () => Promise<FirmwareProject>, task: NasTask, terminal: TerminalWork): Promise<number> {
    try {
      const known = await project();
      const command = this.commandOf(known, task);
      return command === undefined
        ? await this.#emulate(known, terminal)
        : await this.#process(known, task, command, terminal);
    } catch (error) {
      if (isAbort(error)) return CANCELLED;
      terminal.write(`\u001b[31m${error instanceof UserError ? error.format() : String(error)}\u001b[0m\n`);
      this.#failures.show(error);
      return 1;
    }
  }

  /** Why the last build of a project did not fit its board; undefined: it did. */
  misfitOf({ folder }: FirmwareProject): string | undefined {
    return this.#misfits.get(folder);
  }

  async #process(project: FirmwareProject, task: NasTask, command: Command, terminal: TerminalWork): Promise<number> {
    const folders = [project.folder, ...buildFolders(command), ...(command.cwd === undefined ? [] : [command.cwd])];
    this.#diagnostics.begin(project);
    this.#misfits.delete(project.folder);
    const lines = new OutputLines((line) => {
      const problem = parseBuildLine(line);
      if (problem === undefined) return;
      this.#diagnostics.add(project, problem, folders);
      if (problem.tooLarge !== undefined) this.#misfits.set(project.folder, problem.message);
    });
    const place = command.cwd === undefined ? '' : ` (in ${command.cwd})`;
    terminal.write(`\u001b[2m${commandLine(command)}${place}\u001b[0m\n\n`);
    const tree = startProcessTree(command, {
      signal: terminal.signal,
      onOutput: (text) => {
        terminal.write(text);
        lines.add(text);
      },
    });
    terminal.onInput = tree.write;
    const code = await tree.ended;
    lines.end();
    terminal.write(`\n\u001b[2m${task.action} ${code === 0 ? 'succeeded' : `ended with code ${code}`}\u001b[0m\n`);
    return code;
  }

  async #emulate(project: FirmwareProject, terminal: TerminalWork): Promise<number> {
    const windows = vscode.workspace.getConfiguration(CONFIGURATION).get('emulator.windows', 200);
    const { run, trial, board } = project;
    const emulation = await this.#jobs.run<'emulate'>(
      { kind: 'emulate', run, trial, board, windows },
      {
        signal: terminal.signal,
        onMessage: (message) => {
          if (message.type === 'status' && message.text !== undefined) terminal.write(`${message.text}\n`);
          if (message.type === 'say') terminal.write(`${message.text}\n`);
        },
      },
    );
    terminal.write(`${emulationLines(emulation).join('\n')}\n`);
    return emulation.different === 0 ? 0 : 1;
  }
}

function commandOptions({ folder }: FirmwareProject, { port, board, selfTest }: NasTask): CommandOptions {
  const settings = vscode.workspace.getConfiguration(CONFIGURATION);
  const open = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  return {
    where: surroundingsOf([folder, ...open]),
    settings: { west: settings.get('tools.west', ''), pio: settings.get('tools.pio', '') },
    port,
    zephyrBoard: board,
    selfTest,
  };
}

/** Paths in the output of ninja are relative to the folder that is built in. */
function buildFolders({ args }: Command): string[] {
  const flag = args.indexOf('-d');
  return flag < 0 ? [] : args.slice(flag + 1, flag + 2);
}
