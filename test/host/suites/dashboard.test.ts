import assert from 'node:assert/strict';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { DashboardPanel } from '../../../src/extension/dashboard/dashboard-panel.ts';
import type { DashboardPanels } from '../../../src/extension/dashboard/dashboard-panels.ts';
import type { Run, Runs } from '../../../src/extension/runs/run.ts';
import { folder, newest, theParts, until, writeSpec } from '../support/runs.ts';

const VIEW_TYPE = 'nas.dashboard';

let dashboards: DashboardPanels;

const panels = (): readonly DashboardPanel[] => dashboards.all;

const panelOf = (run: Run): DashboardPanel | undefined => panels().find((panel) => panel.run === run);

/** The dashboards that VS Code has open as tabs. */
const tabs = (): vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(VIEW_TYPE));

/** Until the page itself has said which trial it shows: its script runs, and the conversation works both ways. */
const shows = (run: Run, trial?: number): Promise<unknown> =>
  until('the page', () => {
    const selected = panelOf(run)?.shown;
    return selected !== undefined && (trial === undefined || selected === trial);
  });

suite('dashboard', () => {
  let runs: Runs;
  let run: Run;
  const closeAll = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.action.closeAllEditors');

  suiteSetup(async () => {
    ({ runs, dashboards } = await theParts());
    await closeAll();
    const spec = writeSpec('dashboard', { trials: 5 });
    // By default a search opens its dashboard.
    await vscode.commands.executeCommand('nas.runSearch', spec);
    run = await until('a run', () => newest(runs, spec));
    await until('its end', () => run.status === 'finished');
  });
  suiteTeardown(closeAll);

  test('opens with the search, and shows the best network when there is one', async () => {
    await shows(run, run.state.best);
    assert.equal(tabs().length, 1);
    // The tab learns of a new title a moment later.
    await until('the title of a search that is over', () => tabs()[0]!.label === 'dashboard');
    assert.deepEqual(panelOf(run)!.selected, run.state.best);
  });

  test('is brought to the front instead of opened twice, with the trial that was asked for', async () => {
    const other = run.state.trials.find(({ index, result }) => result !== undefined && index !== run.state.best)!;
    await vscode.commands.executeCommand('nas.showResults', { run: run.directory!.path, trial: other.index });
    await shows(run, other.index);
    assert.equal(tabs().length, 1);
  });

  test('a page that was hidden comes back with what was selected', async () => {
    const chosen = panelOf(run)!.selected;
    const document = await vscode.workspace.openTextDocument({ content: 'something else' });
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Active });
    await until('the page to go', () => panelOf(run)?.panel.visible === false);
    assert.equal(panelOf(run)!.shown, undefined);
    await vscode.commands.executeCommand('nas.showResults', { run: run.directory!.path });
    await shows(run, chosen);
  });

  test('every run has its own', async () => {
    const copy = join(dirname(run.directory!.path), '2026-01-01T00-00-00');
    cpSync(run.directory!.path, copy, { recursive: true });
    await vscode.commands.executeCommand('nas.refreshRuns');
    const second = await until('the copy', () => runs.all.find(({ directory }) => directory?.path === copy));
    await vscode.commands.executeCommand('nas.showResults', { run: copy });
    await shows(second);
    assert.equal(panels().length, 2);
    panelOf(second)!.panel.dispose();
    await until('one tab', () => tabs().length === 1);
    assert.equal(panels().length, 1);
  });

  test('a restored tab finds its run by what the page has saved', async () => {
    panelOf(run)!.panel.dispose();
    const restored = vscode.window.createWebviewPanel(VIEW_TYPE, 'restored', vscode.ViewColumn.Active, {});
    await dashboards.deserializeWebviewPanel(restored, { run: run.directory!.path, view: {} });
    await shows(run, run.state.best);
    assert.equal(panelOf(run)!.panel, restored);

    const lost = vscode.window.createWebviewPanel(VIEW_TYPE, 'lost', vscode.ViewColumn.Active, {});
    await dashboards.deserializeWebviewPanel(lost, { run: join(folder, '.nas/gone/1'), view: {} });
    assert.match(lost.webview.html, /there is no run in this folder/);
    lost.dispose();
  });

  test('what it exports is written where the user says', async function () {
    if (process.env['NAS_UNDER_TEST'] !== 'folder') this.skip();
    const target = join(folder, 'trials.csv');
    const window = vscode.window as unknown as Record<string, unknown>;
    const original = window['showSaveDialog'];
    window['showSaveDialog'] = () => Promise.resolve(vscode.Uri.file(target));
    try {
      panelOf(run)!.receive({ type: 'save', format: 'csv', text: 'a,b\r\n1,2\r\n' });
      await until('the file', () => existsSync(target));
      await until('its content', () => readFileSync(target, 'utf8') === 'a,b\r\n1,2\r\n');
    } finally {
      window['showSaveDialog'] = original;
    }
  });
});
