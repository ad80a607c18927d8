import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';

const ID = 'tinyml-nas.tinyml-nas';

suite('activation', () => {
  test('opening a .nas.yaml activates the extension', async () => {
    const extension = vscode.extensions.getExtension(ID);
    assert.ok(extension, `${ID} is not installed`);
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const active = extension.isActive;
    const start = performance.now();
    await extension.activate();
    if (!active) console.log(`activated in ${(performance.now() - start).toFixed(0)} ms, loading included`);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder!.uri, 'tiny.nas.yaml'));
    assert.equal(document.languageId, 'nas-yaml');
    assert.ok(extension.isActive);
  });

  test('every contributed command exists', async () => {
    const { contributes } = vscode.extensions.getExtension(ID)!.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const known = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.filter(({ command }) => !known.has(command));
    assert.deepEqual(missing, []);
  });
});
