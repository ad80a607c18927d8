import * as vscode from 'vscode';
import { LANGUAGE_ID } from '../ids.ts';
import { memberDescription, runDescription, runLabel, shortArchitecture } from '../views/run-text.ts';
import type { Run, SpecFound } from './run.ts';

/** The `.nas.yaml` that is being edited. */
export function activeSpec(): string | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === LANGUAGE_ID && document.uri.scheme === 'file' ? document.uri.fsPath : undefined;
}

/** One of the workspace's specs; the only one is taken without asking. */
export async function pickSpec(specs: readonly SpecFound[]): Promise<string | undefined> {
  if (specs.length === 0) {
    await offer('There is no `.nas.yaml` in this folder.', 'New Search…', 'nas.newSearch');
    return undefined;
  }
  if (specs.length === 1) return specs[0]!.path;
  const items = specs.map(({ path, name }) => ({
    label: name,
    description: vscode.workspace.asRelativePath(path),
    path,
  }));
  return (await vscode.window.showQuickPick(items, { title: 'Search', matchOnDescription: true }))?.path;
}

/** One of several runs; the only one is taken without asking. */
export async function pickRun(runs: readonly Run[], title: string): Promise<Run | undefined> {
  if (runs.length <= 1) return runs[0];
  const items = runs.map((run) => ({
    label: run.name,
    description: runLabel(run),
    detail: runDescription(run),
    run,
  }));
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.run;
}

/** A network of the front of a run. */
export async function pickTrial(run: Run): Promise<number | undefined> {
  const members = run.summary?.members ?? [];
  const items = members.map((member) => ({
    label: shortArchitecture(member.architecture),
    description: memberDescription(member),
    trial: member.trial,
  }));
  const title = `Network of ${run.name}, ${runLabel(run)}`;
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.trial;
}

async function offer(message: string, action: string, command: string): Promise<void> {
  const choice = await vscode.window.showInformationMessage(message, action);
  if (choice !== undefined) await vscode.commands.executeCommand(command);
}
