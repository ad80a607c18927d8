import * as vscode from 'vscode';
import { messageOf, UserError } from '../base/errors.ts';
import { type FailureAction, failureMessage } from './failure-actions.ts';
import { isAbort } from './progress.ts';

/** Tells people once what went wrong, with what they can do about it; the log keeps the rest. */
export class Failures {
  readonly #log: vscode.LogOutputChannel;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  /** Runs what a command does. A cancellation is not told: somebody asked for it. */
  async guard(work: () => unknown): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!isAbort(error)) this.show(error);
    }
  }

  show(error: unknown): void {
    this.keep(error);
    const { text, actions } =
      error instanceof UserError
        ? failureMessage(error)
        : { text: `A defect of TinyML NAS: ${messageOf(error)}. The log has the details.`, actions: [] };
    void this.#offer(text, actions);
  }

  /** For the log only. */
  keep(error: unknown): void {
    if (!(error instanceof UserError)) {
      this.#log.error(error instanceof Error ? error : messageOf(error));
      return;
    }
    this.#log.error(error.format());
    if (typeof error.cause === 'string') this.#log.error(error.cause);
  }

  async #offer(text: string, actions: readonly FailureAction[]): Promise<void> {
    const choice = await vscode.window.showErrorMessage(text, ...actions.map(({ title }) => title), SHOW_LOG);
    if (choice === SHOW_LOG) this.#log.show();
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

const SHOW_LOG = 'Show Log';
