import * as vscode from 'vscode';
import { messageOf } from '../../base/errors.ts';
import { type Application, APPLICATIONS } from '../../language/templates/application.ts';
import { boardsFor, FRAMEWORK_CHOICES } from '../../language/templates/frameworks.ts';
import { firstEdit, freeName, type FrameworkName, templateText } from '../../language/templates/template.ts';
import { LANGUAGE_ID } from '../ids.ts';
import { rangeOf } from './convert.ts';

const TITLE = 'New Search';

/** Asks what is to be built for what, and leaves a file to start from. */
export async function newSearch(): Promise<void> {
  const application = await chooseApplication();
  const framework = application && (await chooseFramework());
  const board = framework && (await chooseBoard(framework));
  if (application === undefined || framework === undefined || board === undefined) return;
  const text = templateText({ application, framework, board });
  const document = await save(application.name, text);
  const editor = await vscode.window.showTextDocument(document);
  const range = rangeOf(document, firstEdit(document.getText()));
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function chooseApplication(): Promise<Application | undefined> {
  const group = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const item = (application: Application) => ({ label: application.label, detail: application.detail, application });
  const items = [
    group('runs at once'),
    ...APPLICATIONS.filter(({ simulated }) => simulated).map(item),
    group('with your data'),
    ...APPLICATIONS.filter(({ simulated }) => !simulated).map(item),
  ];
  const options = { title: `${TITLE} (1/3): what is it for?`, matchOnDetail: true };
  const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & { application?: Application }>(
    items,
    options,
  );
  return picked?.application;
}

async function chooseFramework(): Promise<FrameworkName | undefined> {
  const items = FRAMEWORK_CHOICES.map(({ id, label, detail }) => ({ label, detail, id }));
  return (await vscode.window.showQuickPick(items, { title: `${TITLE} (2/3): build with` }))?.id;
}

async function chooseBoard(framework: FrameworkName): Promise<string | undefined> {
  const items = boardsFor(framework).map(({ id, summary, board }) => ({
    label: id,
    description: board.name,
    detail: summary,
  }));
  const options = { title: `${TITLE} (3/3): board`, matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.label;
}

/** A new file in the folder of the workspace, never an old one; without a folder, or where it refuses, a file to be saved. */
async function save(name: string, text: string): Promise<vscode.TextDocument> {
  const folder = await chooseFolder();
  if (folder !== undefined) {
    try {
      const existing = new Set((await vscode.workspace.fs.readDirectory(folder.uri)).map(([entry]) => entry));
      const uri = vscode.Uri.joinPath(
        folder.uri,
        freeName(name, (file) => existing.has(file)),
      );
      const edit = new vscode.WorkspaceEdit();
      edit.createFile(uri, { contents: new TextEncoder().encode(text), overwrite: false });
      if (await vscode.workspace.applyEdit(edit)) return await vscode.workspace.openTextDocument(uri);
    } catch (error) {
      void vscode.window.showWarningMessage(`The file could not be saved in ${folder.name}: ${messageOf(error)}`);
    }
  }
  return vscode.workspace.openTextDocument({ language: LANGUAGE_ID, content: text });
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const { workspaceFolders: folders = [] } = vscode.workspace;
  return folders.length > 1 ? vscode.window.showWorkspaceFolderPick() : folders[0];
}
