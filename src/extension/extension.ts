import * as vscode from 'vscode';
import { COMMANDS } from './ids.ts';

/** Builds everything the editor sees; the one place that knows all parts. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('TinyML NAS', { log: true });
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand(COMMANDS.showLog, () => log.show()),
  );
}
