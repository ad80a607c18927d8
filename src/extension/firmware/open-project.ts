import { join } from 'node:path';
import * as vscode from 'vscode';
import type { DeployReport } from '../../protocol/jobs.ts';
import { COMMANDS } from '../ids.ts';

/** Opens what there is to edit or to read, and shows the project in the explorer. */
export async function openProject({ folder, framework }: DeployReport): Promise<void> {
  // The place where the sensor goes; in an emulator there is none.
  const names = framework === 'bare' ? ['README.md'] : ['src/main.c', 'src/main.cpp', 'README.md'];
  for (const name of names) {
    const uri = vscode.Uri.file(join(folder, name));
    if (!(await exists(uri))) continue;
    await vscode.window.showTextDocument(uri, { preview: false });
    if (isOpen(uri)) await vscode.commands.executeCommand('revealInExplorer', uri);
    return;
  }
}

/** Says what was written, and offers what people do next. */
export async function offerNext(report: DeployReport): Promise<void> {
  const { trial, framework, board, folder, kept } = report;
  const uri = vscode.Uri.file(folder);
  const yours = kept.length === 0 ? '' : ` Left as you edited it: ${kept.join(', ')}.`;
  const text = `Trial ${trial} is a ${framework} project for ${board} in ${vscode.workspace.asRelativePath(folder)}.${yours}`;
  const [build, add] = ['Build', 'Add to Workspace'];
  const choice = await vscode.window.showInformationMessage(text, ...(isOpen(uri) ? [build] : [add, build]));
  if (choice === build) await vscode.commands.executeCommand(COMMANDS.build, uri);
  if (choice === add) {
    vscode.workspace.updateWorkspaceFolders(vscode.workspace.workspaceFolders?.length ?? 0, 0, { uri });
  }
}

function isOpen(uri: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
