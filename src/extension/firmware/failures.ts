import * as vscode from 'vscode';
import { messageOf, UserError } from '../../base/errors.ts';
import { isAbort } from '../progress.ts';
import { type FailureAction, failureMessage } from './failure-actions.ts';

/** Tells people once what went wrong, with what they can do about it; defects go to the log. */
export class Failures {
  readonly #log: vscode.LogOutputChannel;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  /** Runs what a command does. A cancellation is not told: somebody asked for it. */
  async guard(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isAbort(error)) this.show(error);
    }
  }

  show(error: unknown): void {
    if (error instanceof UserError) {
      this.#log.warn(error.format());
      const { text, actions } = failureMessage(error);
      void this.#offer(text, actions);
      return;
    }
    this.#log.error(error instanceof Error ? error : messageOf(error));
    void vscode.window.showErrorMessage(`A defect of TinyML NAS: ${messageOf(error)}`, 'Show Log').then((choice) => {
      if (choice !== undefined) this.#log.show();
    });
  }

  async #offer(text: string, actions: readonly FailureAction[]): Promise<void> {
    const choice = await vscode.window.showErrorMessage(text, ...actions.map(({ title }) => title));
    const action = actions.find(({ title }) => title === choice);
    switch (action?.kind) {
      case undefined:
        return;
      case 'copy':
        await vscode.env.clipboard.writeText(action.text);
        return;
      case 'open':
        await vscode.env.openExternal(vscode.Uri.parse(action.url));
        return;
      case 'settings':
        await vscode.commands.executeCommand('workbench.action.openSettings', action.id);
        return;
    }
  }
}
