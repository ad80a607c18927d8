import * as vscode from 'vscode';
import { messageOf } from '../../base/errors.ts';
import type { EmulationState } from '../../protocol/dashboard.ts';
import { DASHBOARD_VIEW_TYPE } from '../ids.ts';
import type { Dashboards } from '../runs/dashboards.ts';
import type { Run } from '../runs/run.ts';
import { DashboardPanel, type PanelParts } from './dashboard-panel.ts';
import { messageHtml } from './html.ts';
import { savedRun } from './messages.ts';

/** All dashboards: at most one for each run. After a restart, VS Code brings those back that were open. */
export class DashboardPanels implements Dashboards, vscode.WebviewPanelSerializer {
  readonly #parts: PanelParts;
  readonly #icon: vscode.Uri;
  /** @throws UserError when there is no run in this folder */
  readonly #runAt: (folder: string) => Run;
  /** The one that was looked at last comes last. */
  readonly #panels: DashboardPanel[] = [];

  constructor(extension: vscode.Uri, log: vscode.LogOutputChannel, runAt: (folder: string) => Run) {
    this.#parts = { dist: vscode.Uri.joinPath(extension, 'dist'), log };
    this.#icon = vscode.Uri.joinPath(extension, 'media', 'icon.svg');
    this.#runAt = runAt;
  }

  get all(): readonly DashboardPanel[] {
    return this.#panels;
  }

  get current(): Dashboards['current'] {
    const panel = this.#panels.at(-1);
    return panel && { run: panel.run, trial: panel.selected };
  }

  show(run: Run, trial?: number): void {
    const known = this.#panels.find((panel) => panel.run === run);
    known?.panel.reveal();
    const shown = known ?? this.#enter(run, this.#create(run.name));
    if (trial !== undefined) shown.select(trial);
  }

  /** @returns whether the run has a dashboard that shows it */
  showEmulation(run: Run, state: EmulationState): boolean {
    const shown = this.#panels.find((panel) => panel.run === run);
    shown?.emulated(state);
    return shown?.panel.visible === true;
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const folder = savedRun(state);
    try {
      // A search that had no folder yet when the window closed left nothing.
      if (folder === undefined) panel.dispose();
      else this.#enter(this.#runAt(folder), panel);
    } catch (error) {
      panel.webview.html = messageHtml(`${messageOf(error)}: ${folder}`);
    }
    return Promise.resolve();
  }

  #create(title: string): vscode.WebviewPanel {
    return vscode.window.createWebviewPanel(DASHBOARD_VIEW_TYPE, title, vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [this.#parts.dist],
    });
  }

  #enter(run: Run, panel: vscode.WebviewPanel): DashboardPanel {
    panel.iconPath = this.#icon;
    const entry = new DashboardPanel(run, panel, this.#parts);
    this.#panels.push(entry);
    const leave = (): void =>
      void this.#panels.splice(this.#panels.indexOf(entry), this.#panels.includes(entry) ? 1 : 0);
    panel.onDidDispose(leave);
    panel.onDidChangeViewState(() => {
      if (!panel.active) return;
      leave();
      this.#panels.push(entry);
    });
    return entry;
  }
}
