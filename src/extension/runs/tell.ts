import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { COMMANDS } from '../ids.ts';
import type { Dashboards } from './dashboards.ts';
import { endMessage, sentence } from './end-text.ts';
import type { Runs } from './run.ts';
import type { SearchEnd } from './search-queue.ts';

/** Tells people what happened, once, with what they can do about it; the log keeps the rest. */
export class Teller {
  readonly #log: vscode.LogOutputChannel;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  /** A command that tells what went wrong with it. */
  command(id: string, action: (argument: unknown) => Promise<unknown>): vscode.Disposable {
    return vscode.commands.registerCommand(id, async (argument: unknown) => {
      try {
        await action(argument);
      } catch (error) {
        if (!(error instanceof vscode.CancellationError)) void this.error(error);
      }
    });
  }

  async error(error: unknown): Promise<void> {
    this.#keep(error);
    const choice = await vscode.window.showErrorMessage(sentence(error), 'Show Log');
    if (choice !== undefined) this.#log.show();
  }

  /** How a search ended, unless the user ended it. */
  async ended(end: SearchEnd, runs: Runs, dashboards: Dashboards): Promise<void> {
    const { run, outcome } = end;
    if (outcome.kind === 'failed') this.#keep(outcome.error);
    const message = endMessage(end);
    if (message === undefined) return;
    this.#log.info(message.text);
    const show = message.severity === 'error' ? vscode.window.showErrorMessage : vscode.window.showInformationMessage;
    const choice = await show<string>(message.text, ...message.actions);
    try {
      if (choice === 'Resume') runs.resume(run);
      if (choice === 'Show Results') dashboards.show(run);
      if (choice === 'Show Log') this.#log.show();
      if (choice === 'Open File')
        await vscode.commands.executeCommand(COMMANDS.openSpec, vscode.Uri.file(run.specPath));
    } catch (error) {
      await this.error(error);
    }
  }

  #keep(error: unknown): void {
    if (error instanceof UserError) this.#log.error(error.format());
    else this.#log.error(error instanceof Error ? error : String(error));
    if (error instanceof UserError && typeof error.cause === 'string') this.#log.error(error.cause);
  }
}
