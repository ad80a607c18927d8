import * as vscode from 'vscode';
import { type CommandId, TRUSTED_COMMANDS } from './ids.ts';

const MANAGE = 'Manage Workspace Trust';

/** Whether a command may run here; says why not. The palette knows it too, code lenses and other extensions do not. */
export function mayRun(command: CommandId): boolean {
  if (vscode.workspace.isTrusted || !TRUSTED_COMMANDS.has(command)) return true;
  const text = 'This folder is not trusted, and searches, builds and flashing run programs.';
  void vscode.window.showWarningMessage(text, MANAGE).then((choice) => {
    if (choice === MANAGE) void vscode.commands.executeCommand('workbench.trust.manage');
  });
  return false;
}
