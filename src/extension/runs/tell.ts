import * as vscode from 'vscode';
import type { Failures } from '../failures.ts';
import { COMMANDS } from '../ids.ts';
import type { Dashboards } from './dashboards.ts';
import { endMessage } from './end-text.ts';
import type { Runs } from './run.ts';
import type { SearchEnd } from './search-queue.ts';

/** Tells people how a search ended, with what they can do next. */
export class Teller {
  readonly #log: vscode.LogOutputChannel;
  readonly #failures: Failures;

  constructor(log: vscode.LogOutputChannel, failures: Failures) {
    this.#log = log;
    this.#failures = failures;
  }

  /** How a search ended, unless the user ended it. */
  async ended(end: SearchEnd, runs: Runs, dashboards: Dashboards): Promise<void> {
    const { run, outcome } = end;
    if (outcome.kind === 'failed') this.#failures.keep(outcome.error);
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
      this.#failures.show(error);
    }
  }
}
