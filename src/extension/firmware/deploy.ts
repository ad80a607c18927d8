import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import type { Wanted } from '../../firmware/describe-project.ts';
import type { Framework } from '../../firmware/project-facts.ts';
import type { Board } from '../../hardware/board.ts';
import type { DeployReport } from '../../protocol/jobs.ts';
import { boardOf } from '../../runs/board-of.ts';
import { specOf } from '../../runs/spec-file.ts';
import type { Spec } from '../../spec/schema.ts';
import { CONFIGURATION } from '../ids.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { folderOf } from '../runs/folder-of.ts';
import type { Selection } from '../runs/run.ts';
import { isDeployable, pickBoard } from './deploy-choices.ts';
import { deployFolder } from './deploy-folder.ts';
import { withProgress } from '../progress.ts';

/** Where a network goes. */
export interface Destination extends Wanted {
  /** Of the project, absolute. */
  readonly folder: string;
}

/** How the board of a project is found: that of the spec where it will do, else one that the user picks, once. */
export interface BoardChoice {
  /** Ask also where a board was picked before. */
  readonly ask: boolean;
  /** It must not be an emulated one. */
  readonly real: boolean;
  /** Already decided. */
  readonly id?: string | undefined;
}

/** What a selection is of: its run's folder and spec. */
interface Origin {
  readonly run: string;
  readonly directory: string;
  readonly spec: Spec;
  readonly board: Board;
}

/** Writes networks into the workspace as firmware projects, in a child process. */
export class Deployer {
  readonly #jobs: Jobs;
  readonly #memory: vscode.Memento;

  constructor(jobs: Jobs, memory: vscode.Memento) {
    this.#jobs = jobs;
    this.#memory = memory;
  }

  /** @throws UserError when the run has no folder yet */
  originOf({ run }: Selection): Origin {
    const directory = folderOf(run);
    const { spec } = specOf(directory.specText(), run.specPath, directory.workspace);
    const board = boardOf(spec.target.board, run.specPath);
    return { run: directory.path, directory: directory.workspace, spec, board };
  }

  /** Where a selection goes; undefined: the user gave up choosing a board. */
  async destinationOf(
    selection: Selection,
    framework: Framework,
    choice: BoardChoice,
  ): Promise<Destination | undefined> {
    const origin = this.originOf(selection);
    const board = await this.#boardFor(origin, framework, choice);
    if (board === undefined) return undefined;
    const setting = vscode.workspace
      .getConfiguration(CONFIGURATION, vscode.Uri.file(selection.run.specPath))
      .get('deploy.folder', '');
    const folder = deployFolder(setting, { name: origin.spec.name, framework, board: board.id }, origin.directory);
    return { folder, framework, board: board.id, run: origin.run, trial: selection.trial };
  }

  /** @returns undefined: the user kept the files that are in the way */
  async deploy(destination: Destination, force = false): Promise<DeployReport | undefined> {
    const { folder, framework, board, run, trial } = destination;
    try {
      return await withProgress(`Deploying trial ${trial}`, (signal, status) =>
        this.#jobs.run<'deploy'>(
          { kind: 'deploy', run, trial, framework, board, output: folder, force },
          {
            signal,
            onMessage: (message) => {
              if (message.type === 'status' && message.text !== undefined) status(message.text);
            },
          },
        ),
      );
    } catch (error) {
      if (!(error instanceof UserError) || error.code !== 'firmware/conflict') throw error;
      return this.#resolveConflict(destination, error);
    }
  }

  async #resolveConflict(destination: Destination, { message }: UserError): Promise<DeployReport | undefined> {
    const place = vscode.workspace.asRelativePath(destination.folder);
    const [overwrite, elsewhere] = ['Overwrite', 'Choose Another Folder'];
    const detail = message.replace(/^.*\n/, ''); // the files, one per line
    const choice = await vscode.window.showWarningMessage(
      `Nothing was written: these files in ${place} were changed, or are not ours.`,
      { modal: true, detail },
      overwrite,
      elsewhere,
    );
    if (choice === overwrite) return this.deploy(destination, true);
    if (choice !== elsewhere) return undefined;
    const [folder] =
      (await vscode.window.showOpenDialog({
        title: 'Folder of the project',
        canSelectFiles: false,
        canSelectFolders: true,
        defaultUri: vscode.Uri.file(dirname(destination.folder)),
        openLabel: 'Deploy Here',
      })) ?? [];
    return folder === undefined ? undefined : this.deploy({ ...destination, folder: folder.fsPath });
  }

  async #boardFor(
    { run, board }: Origin,
    framework: Framework,
    { ask, real, id }: BoardChoice,
  ): Promise<Board | undefined> {
    if (id !== undefined) return boardOf(id, run);
    if (isDeployable(framework, board) && !(real && board.emulator !== undefined)) return board;
    // Of the search, not of the run: the next run of it is for the same desk.
    const key = `nas.board:${dirname(run)}:${framework}`;
    const known = this.#memory.get<string>(key);
    if (known !== undefined && !ask) return boardOf(known, run);
    const chosen = await pickBoard(framework, board, known);
    if (chosen !== undefined) await this.#memory.update(key, chosen.id);
    return chosen;
  }
}
