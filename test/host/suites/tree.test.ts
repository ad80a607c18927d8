import assert from 'node:assert/strict';
import { appendFileSync, cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as vscode from 'vscode';
import { RunsTree } from '../../../src/extension/views/runs-tree.ts';
import type { Target } from '../../../src/extension/runs/targets.ts';
import type { Run, Runs } from '../../../src/extension/runs/run.ts';
import { newest, theRuns, until, writeSpec } from '../support/runs.ts';

/** A row of the tree, as VS Code asks for it. */
interface Row {
  readonly target: Target;
  readonly item: vscode.TreeItem;
}

suite('tree', () => {
  let runs: Runs;
  let tree: RunsTree;
  let run: Run;
  const spec = writeSpec('in-tree', { trials: 3 });

  suiteSetup(async () => {
    runs = await theRuns();
    // As the extension makes it; VS Code has no way to look at the rows of a view.
    tree = new RunsTree(runs);
    await vscode.workspace
      .getConfiguration('nas')
      .update('search.openDashboard', false, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('nas.refreshRuns');
  });
  suiteTeardown(() => tree.dispose());
  suiteTeardown(() =>
    vscode.workspace
      .getConfiguration('nas')
      .update('search.openDashboard', undefined, vscode.ConfigurationTarget.Global),
  );

  async function rows(target?: Target): Promise<Row[]> {
    const children = await tree.getChildren(target);
    return children.map((child) => ({ target: child, item: tree.getTreeItem(child) }));
  }

  async function rowOfSpec(): Promise<Row> {
    const row = (await rows()).find(({ item }) => item.id === spec.fsPath);
    assert.ok(row, 'the spec is not in the tree');
    return row;
  }

  async function rowOfRun(): Promise<Row> {
    const [row] = await rows((await rowOfSpec()).target);
    assert.ok(row, 'the run is not in the tree');
    return row;
  }

  test('a spec without runs is a leaf that opens the file', async () => {
    const { item } = await rowOfSpec();
    assert.equal(item.label, 'in-tree');
    assert.equal(item.contextValue, 'spec');
    assert.equal(item.collapsibleState, vscode.TreeItemCollapsibleState.None);
    assert.equal(item.command?.command, 'nas.openSpec');
  });

  test('a search that goes on can be stopped, one that is finished has its front', async () => {
    await vscode.commands.executeCommand('nas.runSearch', spec);
    run = await until('a run', () => newest(runs, spec));
    const active = (await rowOfRun()).item;
    assert.equal(active.contextValue, 'runActive');
    await until('the end', () => run.status === 'finished');

    const { item, target } = await rowOfRun();
    assert.equal(item.id, active.id);
    assert.equal(item.contextValue, 'runFinished');
    assert.match(String(item.description), /^finished · 3 trials · \d+\.\d %$/);
    assert.equal((item.iconPath as vscode.ThemeIcon).id, 'pass');
    const members = await rows(target);
    assert.equal(members.length, run.state.front.length);
    for (const { item: member } of members) {
      assert.equal(member.contextValue, 'member');
      assert.match(String(member.description), /^\d+\.\d % · [\d.]+ KiB · [\d.]+ (B|KiB)$/);
      assert.match(member.label as string, /^(gru|fastgrnn) \d+/);
      assert.equal(member.command?.command, 'nas.showResults');
    }
    assert.equal(new Set(members.map(({ item: member }) => member.id)).size, members.length);
  });

  test('runs that others made are found, whatever became of them', async () => {
    const parent = dirname(run.directory!.path);
    const interrupted = join(parent, '2001-01-01T00-00-00');
    cpSync(run.directory!.path, interrupted, {
      recursive: true,
      filter: (path) => !path.endsWith('.lock') && !path.endsWith('journal.jsonl'),
    });
    const started = run.events.slice(0, 2).map((event) => `${JSON.stringify(event)}\n`);
    appendFileSync(join(interrupted, 'journal.jsonl'), started.join(''));
    const damaged = join(parent, '2002-01-01T00-00-00');
    cpSync(interrupted, damaged, { recursive: true });
    appendFileSync(join(damaged, 'journal.jsonl'), 'nonsense\n');

    await vscode.commands.executeCommand('nas.refreshRuns');
    assert.deepEqual(
      runs.of(spec.fsPath).map(({ directory }) => directory!.path),
      [run.directory!.path, damaged, interrupted],
    );
    for (const each of runs.of(spec.fsPath)) await each.summarise();
    const found = (await rows((await rowOfSpec()).target)).map(({ item }) => [item.contextValue, item.description]);
    assert.deepEqual(found.slice(1), [
      ['runDamaged', 'journal damaged'],
      ['runResumable', 'interrupted · 0/3 trials'],
    ]);
    assert.equal(runs.open(interrupted).activity.kind, 'idle');
    assert.match(JSON.stringify(runs.open(damaged).activity), /journal\/damaged.*journal\.jsonl:3/);
    await vscode.commands.executeCommand('nas.resumeSearch', { run: interrupted });
    await until('the end', () => runs.open(interrupted).status === 'finished');
  });
});
