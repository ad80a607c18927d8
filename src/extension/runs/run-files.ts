import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { runLabel } from '../views/run-text.ts';
import type { Run, Runs } from './run.ts';
import type { RemoveFolder } from './workspace-runs.ts';

/** The disk is not that of the machine whose screen this is: no trash, no file manager. */
function isRemote(): boolean {
  return vscode.env.remoteName !== undefined || vscode.env.uiKind === vscode.UIKind.Web;
}

export async function openSpec(path: string): Promise<void> {
  if (!existsSync(path)) {
    throw new UserError('spec/gone', 'the file of this search is gone', {
      where: path,
      hint: 'Its text as it was is in the folder of each run.',
    });
  }
  await vscode.window.showTextDocument(vscode.Uri.file(path), { preview: false });
}

export async function revealRun(run: Run): Promise<void> {
  const uri = vscode.Uri.file(run.directory?.journalPath ?? run.specPath);
  await vscode.commands.executeCommand(isRemote() ? 'revealInExplorer' : 'revealFileInOS', uri);
}

/** In the browser; where that cannot see the disk, the file is shown in the explorer. */
export async function openReport(run: Run): Promise<void> {
  const path = run.directory?.reportPath;
  if (path === undefined || !existsSync(path)) {
    throw new UserError('run/no-report', `there is no report of '${run.name}' yet`, {
      hint: 'It is written when the search is finished.',
    });
  }
  const uri = vscode.Uri.file(path);
  if (!isRemote()) {
    await vscode.env.openExternal(uri);
    return;
  }
  await vscode.commands.executeCommand('revealInExplorer', uri);
  void vscode.window.showInformationMessage('The report is `report.html`: download it to read it in a browser.');
}

export async function deleteRun(run: Run, runs: Runs): Promise<void> {
  const { summary } = run;
  const trials = summary === undefined ? '' : ` with ${summary.done === 1 ? '1 trial' : `${summary.done} trials`}`;
  const fate = isRemote() ? 'This cannot be undone.' : 'Its folder goes to the trash.';
  const action = isRemote() ? 'Delete' : 'Move to Trash';
  const question = `Delete the run of \`${run.name}\` from ${runLabel(run)}${trials}?`;
  const choice = await vscode.window.showWarningMessage(question, { modal: true, detail: fate }, action);
  if (choice === action) await runs.delete(run);
}

/** Into the trash, or for good where there is none. */
export const removeFolder: RemoveFolder = async (path) => {
  const uri = vscode.Uri.file(path);
  if (isRemote()) {
    await vscode.workspace.fs.delete(uri, { recursive: true, useTrash: false });
    return;
  }
  try {
    await vscode.workspace.fs.delete(uri, { recursive: true, useTrash: true });
  } catch (error) {
    const action = 'Delete Permanently';
    const detail = `${error instanceof Error ? error.message : String(error)}\nThis cannot be undone.`;
    const message = 'The run could not be moved to the trash. Delete it permanently?';
    const choice = await vscode.window.showWarningMessage(message, { modal: true, detail }, action);
    if (choice !== action) throw new vscode.CancellationError();
    await vscode.workspace.fs.delete(uri, { recursive: true, useTrash: false });
  }
};
