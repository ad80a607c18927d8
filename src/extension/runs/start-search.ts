import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import { parseSpec } from '../../spec/parse.ts';
import { CONFIGURATION } from '../ids.ts';
import type { Dashboards } from './dashboards.ts';
import type { Run, Runs } from './run.ts';
import { isActive } from './run-status.ts';

/** Saves a spec and begins its search; one with errors is shown with them instead. */
export async function startSearch(path: string, runs: Runs, dashboards: Dashboards): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
  // What is searched is what is on the disk, and that is what the user sees.
  await save(document);
  const errors = parseSpec(document.getText()).problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    await showProblems(document, errors[0]!.range.start, errors.length);
    return;
  }
  const going = runs.of(path).find(({ status }) => isActive(status));
  if (going !== undefined && !(await wantsAnother(going, dashboards))) return;
  const run = runs.start(path);
  if (vscode.workspace.getConfiguration(CONFIGURATION).get<boolean>('search.openDashboard', true)) dashboards.show(run);
}

/** More than one try: a save in the middle of an automatic one fails. */
async function save(document: vscode.TextDocument): Promise<void> {
  for (let attempt = 0; document.isDirty; attempt++) {
    if (attempt > 0) await setTimeout(200);
    if (attempt < 5) await document.save();
    else {
      const hint = 'Save it, then search.';
      throw new UserError('spec/unsaved', 'the file could not be saved', { where: document.fileName, hint });
    }
  }
}

async function showProblems(
  document: vscode.TextDocument,
  { line, column }: { readonly line: number; readonly column: number },
  count: number,
): Promise<void> {
  const position = new vscode.Position(line - 1, column - 1);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
  const name = vscode.workspace.asRelativePath(document.uri);
  const text = `\`${name}\` has ${count === 1 ? 'an error' : `${count} errors`}: mend ${count === 1 ? 'it' : 'them'}, then search.`;
  // Not awaited: the command is done, the message may stand for as long as it likes.
  void vscode.window.showErrorMessage(text, 'Show Problems').then(async (choice) => {
    if (choice !== undefined) await vscode.commands.executeCommand('workbench.actions.view.problems');
  });
}

async function wantsAnother(run: Run, dashboards: Dashboards): Promise<boolean> {
  const again = 'Search Again Afterwards';
  const show = 'Show Results';
  const choice = await vscode.window.showInformationMessage(`\`${run.name}\` is being searched already.`, show, again);
  if (choice === show) dashboards.show(run);
  return choice === again;
}
