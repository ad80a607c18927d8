import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as vscode from 'vscode';
import { theRuns } from '../support/runs.ts';

const CSV = ['id,ax,ay,label', ...Array.from({ length: 24 }, (_, i) => `${i >> 3},${i},${-i},${'xy'[(i >> 3) % 2]!}`)];

const TEXT = `name: language
data:
  source: csv
  train: language.csv
  series: id
task:
  type: classification
  target: lable
space:
  cell: [gru]
  hid
target:
  board: nucleo_l432
constraints:
  flash: 64 KiB
`;

const RIGHT = TEXT.replace('lable', 'label').replace('  hid\n', '  hidden: [4, 8]\n').replace('l432', 'l432kc');

/** Waits for something that will be so; a minute is for a machine that does much else. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (await holds()) return;
    await sleep(50);
  }
  throw new Error(`it never was so: ${holds.toString()}`);
}

const codeOf = ({ code }: vscode.Diagnostic) => (typeof code === 'string' ? code : '');

suite('language', () => {
  const folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
  const csv = join(folder, 'language.csv');
  const path = join(folder, 'language.nas.yaml');
  const uri = vscode.Uri.file(path);
  let document: vscode.TextDocument;

  suiteSetup(async () => {
    writeFileSync(csv, `${CSV.join('\n')}\n`);
    writeFileSync(path, TEXT);
    document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    assert.equal(document.languageId, 'nas-yaml');
  });
  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    rmSync(path, { force: true });
    rmSync(csv, { force: true });
  });

  const codes = () => vscode.languages.getDiagnostics(uri).map(codeOf);
  /** The position behind the first `after`. */
  const behind = (after: string) => document.positionAt(document.getText().indexOf(after) + after.length);
  async function replace(text: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    assert.ok(await vscode.workspace.applyEdit(edit));
  }
  async function completions(position: vscode.Position, character?: string): Promise<vscode.CompletionItem[]> {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      position,
      character,
      3,
    );
    return list.items;
  }
  /** Of ours: snippets and words of the file are offered by the editor itself. */
  const labels = (items: readonly vscode.CompletionItem[]) =>
    items
      .filter(({ kind }) => kind !== vscode.CompletionItemKind.Snippet && kind !== vscode.CompletionItemKind.Text)
      .map(({ label }) => (typeof label === 'string' ? label : label.label));
  async function lenses(): Promise<vscode.CodeLens[]> {
    return vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
  }
  async function fixes(at: string): Promise<vscode.CodeAction[]> {
    const position = behind(at);
    return vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      new vscode.Range(position, position),
      vscode.CodeActionKind.QuickFix.value,
    );
  }

  test('problems of text, board and data are shown as one types', async () => {
    await replace(TEXT.replace('  hid\n', '  hiden: [4, 8]\n'));
    await until(() =>
      ['board/unknown', 'data/missing-column', 'spec/unknown-key'].every((code) => codes().includes(code)),
    );
    assert.equal(codes().length, 3);
    const [lens] = await lenses();
    assert.equal(lens?.command?.title, '$(error) 3 errors keep this from running');
  });

  test('quick fixes mend them one after the other', async () => {
    for (const [at, title] of [
      ['target: lable', 'Change to `label`'],
      ['hiden', 'Rename to `hidden`'],
      ['nucleo_l432', 'Change to `nucleo_l432kc`'],
    ] as const) {
      const before = codes().length;
      const fix = (await fixes(at)).find((action) => action.title.startsWith(title));
      assert.ok(fix?.edit, `no fix ${title}`);
      assert.equal(fix.isPreferred, true);
      assert.ok(await vscode.workspace.applyEdit(fix.edit));
      await until(() => codes().length === before - 1);
    }
    assert.equal(document.getText(), RIGHT);
  });

  test('the lens says how large the search is and how much of it fits', async () => {
    await replace(RIGHT);
    await until(async () => (await lenses())[0]?.command?.title === '$(play) Run search · 2 architectures · 100 % fit');
    const [lens] = await lenses();
    assert.equal(lens?.command?.command, 'nas.runSearch');
    assert.equal(String(lens.command.arguments?.[0]), uri.toString());
  });

  test('estimates can be turned off', async () => {
    const settings = vscode.workspace.getConfiguration('nas');
    await settings.update('language.estimates', false, vscode.ConfigurationTarget.Global);
    await until(async () => (await lenses())[0]?.command?.title === '$(play) Run search');
    await settings.update('language.estimates', undefined, vscode.ConfigurationTarget.Global);
    await until(async () => (await lenses())[0]?.command?.title !== '$(play) Run search');
  });

  test('keys are completed in an unfinished line', async () => {
    await replace(TEXT);
    const items = await completions(behind('  hid'));
    assert.ok(labels(items).includes('hidden'));
    assert.ok(!labels(items).includes('cell'));
    const hidden = items.find(({ label }) => label === 'hidden');
    assert.ok(hidden?.insertText instanceof vscode.SnippetString);
  });

  test('boards, columns and units are completed', async () => {
    await replace(TEXT);
    await until(() => codes().includes('data/missing-column'));
    const boards = await completions(behind('board: nucleo'));
    const board = boards.find(({ label }) => label === 'nucleo_l432kc');
    assert.equal(board?.detail, 'cortex-m4 · 80 MHz · 256 KiB flash · 64 KiB RAM');
    assert.ok(boards.length > 800);
    assert.deepEqual(labels(await completions(behind('target: '))), ['ax', 'ay', 'label']);
    assert.deepEqual(labels(await completions(behind('flash: 64 '))).slice(0, 2), ['64 KiB', '64 B']);
    assert.deepEqual(labels(await completions(behind('cell: ['))).sort(), ['fastgrnn', 'gru', 'lstm', 'mgu', 'rnn']);
  });

  test('hovers explain keys, boards and costs', async () => {
    await replace(RIGHT);
    const hover = async (at: string) => {
      const shown = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        uri,
        behind(at),
      );
      return shown
        .flatMap(({ contents }) => contents.map((one) => (one instanceof vscode.MarkdownString ? one.value : '')))
        .join('\n');
    };
    assert.match(await hover('hidd'), /Hidden sizes to choose from/);
    assert.match(await hover('nucleo'), /ST Nucleo L432KC/);
    await until(async () => (await hover('spac')).includes('2 architectures · 100 % fit'));
    assert.match(await hover('label'), /Column `label`/);
  });

  test('the outline shows the keys', async () => {
    await replace(RIGHT);
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    );
    const names = ['name', 'data', 'task', 'space', 'target', 'constraints'];
    assert.deepEqual(
      symbols.map(({ name }) => name),
      names,
    );
    assert.deepEqual(
      symbols[3]?.children.map(({ name, detail }) => `${name}: ${detail}`),
      ['cell: gru', 'hidden: 4, 8'],
    );
  });

  test('a CSV file that changes is looked at again', async () => {
    await replace(RIGHT);
    await until(() => codes().length === 0);
    writeFileSync(csv, CSV.join('\n').replace('label', 'klass'));
    await until(() => codes().includes('data/missing-column'));
    writeFileSync(csv, CSV.join('\n'));
    await until(() => codes().length === 0);
  });

  test('a file that has not been saved has everything but its data', async () => {
    const untitled = await vscode.workspace.openTextDocument({ language: 'nas-yaml', content: TEXT });
    const own = () => vscode.languages.getDiagnostics(untitled.uri).map(codeOf);
    await until(() => own().length > 0);
    assert.ok(!own().some((code) => code.startsWith('data/')));
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      untitled.uri,
      untitled.positionAt(TEXT.indexOf('  hid') + 5),
    );
    assert.ok(labels(list.items).includes('hidden'));
  });

  test('a file on no disk has everything but its data, and cannot be run', async () => {
    const memory: vscode.FileSystemProvider = {
      onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
      watch: () => new vscode.Disposable(() => undefined),
      stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: TEXT.length }),
      readFile: () => new TextEncoder().encode(TEXT),
      readDirectory: () => [],
      createDirectory: () => undefined,
      writeFile: () => undefined,
      delete: () => undefined,
      rename: () => undefined,
    };
    const registration = vscode.workspace.registerFileSystemProvider('memory', memory);
    try {
      const virtual = await vscode.workspace.openTextDocument(vscode.Uri.parse('memory:/virtual.nas.yaml'));
      assert.equal(virtual.languageId, 'nas-yaml');
      const own = () => vscode.languages.getDiagnostics(virtual.uri).map(codeOf);
      await until(() => own().length > 0);
      assert.ok(!own().some((code) => code.startsWith('data/')));
      const before = (await theRuns()).all.length;
      await vscode.commands.executeCommand('nas.runSearch', virtual.uri);
      assert.equal((await theRuns()).all.length, before);
    } finally {
      registration.dispose();
    }
  });

  test('a new line in a list goes on with the list', async () => {
    const untitled = await vscode.workspace.openTextDocument({ language: 'nas-yaml', content: '' });
    const editor = await vscode.window.showTextDocument(untitled);
    const type = async (before: string) => {
      const all = new vscode.Range(0, 0, untitled.lineCount, 0);
      assert.ok(await editor.edit((edit) => edit.replace(all, before)));
      const end = untitled.positionAt(before.length);
      editor.selection = new vscode.Selection(end, end);
      await vscode.commands.executeCommand('type', { text: '\n' });
      return untitled.getText();
    };
    // The editor applies its rules only once it has coloured the line.
    const becomes = async (before: string, after: string) => {
      let seen = '';
      await until(async () => (seen = await type(before)) === after).catch(() => assert.equal(seen, after));
    };
    await becomes('space:\n  cell:\n    - gru', 'space:\n  cell:\n    - gru\n    - ');
    await becomes('references:\n  - name: A', 'references:\n  - name: A\n    ');
    await becomes('space:', 'space:\n  ');
    await becomes('space:\n  frontend:', 'space:\n  frontend:\n    ');
    await becomes('seed: 1', 'seed: 1\n');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('a new search is asked for, written, and opened at its first edit', async () => {
    const done = vscode.commands.executeCommand('nas.newSearch');
    let finished = false;
    void done.then(() => (finished = true));
    // The first of every list: gestures, Zephyr, the commonest board.
    await until(async () => {
      if (!finished) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return finished;
    });
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    // gestures.nas.yaml was there, and is as it was.
    assert.equal(editor.document.uri.fsPath, join(folder, 'gestures-2.nas.yaml'));
    assert.equal(editor.document.getText(editor.selection), 'gestures');
    assert.match(editor.document.getText(), /board: nucleo_l432kc\n[^]*framework: zephyr\n/);
    await until(async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        editor.document.uri,
        1,
      );
      return found[0]?.command?.title.includes('% fit') === true;
    });
    assert.deepEqual(vscode.languages.getDiagnostics(editor.document.uri), []);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    rmSync(editor.document.uri.fsPath);
  });

  test('the problems of a file that is none of ours any more go', async () => {
    await replace(TEXT);
    await until(() => codes().length > 0);
    document = await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await until(() => codes().length === 0);
    document = await vscode.languages.setTextDocumentLanguage(document, 'nas-yaml');
    await until(() => codes().length > 0);
  });
});
