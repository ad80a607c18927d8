import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { COMMANDS, DASHBOARD_VIEW_TYPE, TASK_TYPE, WALKTHROUGH } from './ids.ts';
import type { Parts } from './parts.ts';

/** What other extensions, and our own tests, may look at. */
export interface Api {
  readonly parts: Promise<Parts>;
}

/**
 * Says what there is, and no more: everything that works is in the parts, a far larger file, which is loaded after VS Code
 * has got its answer.
 */
export function activate(context: vscode.ExtensionContext): Api {
  const log = vscode.window.createOutputChannel('TinyML NAS', { log: true });
  const parts = load(context, log);
  const { showLog, openWalkthrough, ...others } = COMMANDS;
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand(showLog, () => log.show()),
    vscode.commands.registerCommand(openWalkthrough, () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#${WALKTHROUGH}`),
    ),
    ...Object.values(others).map((id) =>
      vscode.commands.registerCommand(id, async (argument: unknown) => (await parts).perform(id, argument)),
    ),
    vscode.tasks.registerTaskProvider(TASK_TYPE, {
      provideTasks: async () => (await parts).tasks.provideTasks(),
      resolveTask: async (task) => (await parts).tasks.resolveTask(task),
    }),
    vscode.window.registerWebviewPanelSerializer(DASHBOARD_VIEW_TYPE, {
      deserializeWebviewPanel: async (panel, state) => (await parts).dashboards.deserializeWebviewPanel(panel, state),
    }),
  );
  return { parts };
}

async function load(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Promise<Parts> {
  try {
    // Node compiles a module where it is asked for it: not here, where VS Code waits.
    await setImmediate();
    const { createParts } = await import('./parts.ts');
    return createParts(context, log);
  } catch (error) {
    log.error(error instanceof Error ? error : String(error));
    void vscode.window.showErrorMessage('TinyML NAS could not start; its log has the reason. Try to install it anew.');
    throw error;
  }
}
