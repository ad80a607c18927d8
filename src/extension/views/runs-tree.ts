import * as vscode from 'vscode';
import { COMMANDS } from '../ids.ts';
import type { Run, Runs } from '../runs/run.ts';
import { RunTarget, SpecTarget, type Target, TrialTarget } from '../runs/targets.ts';
import { type Icon, runContext, runIcon } from './nodes.ts';
import {
  memberDescription,
  memberTooltip,
  runDescription,
  runLabel,
  runTooltip,
  shortArchitecture,
} from './run-text.ts';

/** Milliseconds between two refreshes. */
const PACE = 500;

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** Specs → runs, newest first → front, best first. */
export class RunsTree implements vscode.TreeDataProvider<Target> {
  readonly #runs: Runs;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #listeners = new Map<Run, { dispose(): void }>();
  readonly #subscription: { dispose(): void };
  #timer: NodeJS.Timeout | undefined;

  constructor(runs: Runs) {
    this.#runs = runs;
    this.#subscription = runs.onDidChange(() => this.refresh());
  }

  /** Soon. */
  refresh(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed.fire(undefined);
    }, PACE);
  }

  getChildren(target?: Target): Promise<Target[]> | Target[] {
    switch (target?.kind) {
      case undefined:
        return this.#specs();
      case 'spec':
        return this.#runs.of(target.path).map((run) => new RunTarget(run));
      case 'run':
        return this.#members(target.run);
      case 'trial':
        return [];
    }
  }

  getTreeItem(target: Target): vscode.TreeItem {
    switch (target.kind) {
      case 'spec':
        return this.#specItem(target);
      case 'run':
        return this.#runItem(target.run);
      case 'trial':
        return this.#memberItem(target);
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
    for (const listener of this.#listeners.values()) listener.dispose();
    this.#changed.dispose();
  }

  /** Those of the workspace, and those of which only runs are left. */
  #specs(): SpecTarget[] {
    this.#forgetGone();
    const paths = new Set(
      [...this.#runs.specs, ...this.#runs.all.map(({ specPath: path }) => ({ path }))].map(({ path }) => path),
    );
    return [...paths].toSorted((a, b) => a.localeCompare(b)).map((path) => new SpecTarget(path));
  }

  async #members(run: Run): Promise<Target[]> {
    await run.summarise();
    return (run.summary?.members ?? []).map(({ trial }) => new TrialTarget(run, trial));
  }

  #specItem({ path }: SpecTarget): vscode.TreeItem {
    const runs = this.#runs.of(path);
    const spec = this.#runs.specs.find((candidate) => candidate.path === path);
    const name = spec?.name ?? runs[0]?.name ?? path;
    const item = new vscode.TreeItem(name, runs.length === 0 ? None : Expanded);
    item.id = path;
    item.contextValue = 'spec';
    item.iconPath = new vscode.ThemeIcon('circuit-board');
    item.description = spec === undefined ? 'file is gone' : vscode.workspace.asRelativePath(path);
    item.tooltip = path;
    if (runs.length === 0)
      item.command = { command: COMMANDS.openSpec, title: 'Open', arguments: [new SpecTarget(path)] };
    return item;
  }

  #runItem(run: Run): vscode.TreeItem {
    const { summary } = run;
    // A row that is shown is read, once; and again whenever something became of it.
    if (summary === undefined) void run.summarise().then(() => this.refresh());
    this.#listen(run);
    const empty = run.directory === undefined || summary?.members.length === 0;
    const item = new vscode.TreeItem(runLabel(run), empty ? None : Collapsed);
    item.id = run.key;
    item.contextValue = runContext(run);
    item.iconPath = themeIcon(runIcon(run));
    item.description = runDescription(run);
    item.tooltip = new vscode.MarkdownString(runTooltip(run));
    item.command = { command: COMMANDS.showResults, title: 'Show Results', arguments: [new RunTarget(run)] };
    item.accessibilityInformation = { label: `run of ${run.name}, ${runLabel(run)}, ${runDescription(run)}` };
    return item;
  }

  #memberItem(target: TrialTarget): vscode.TreeItem {
    const { run, trial } = target;
    const member = run.summary?.members.find((candidate) => candidate.trial === trial);
    const item = new vscode.TreeItem(
      member === undefined ? `trial ${trial}` : shortArchitecture(member.architecture),
      None,
    );
    item.id = `${run.key}#${trial}`;
    item.contextValue = 'member';
    item.iconPath = new vscode.ThemeIcon('circle-filled', new vscode.ThemeColor('charts.blue'));
    item.command = { command: COMMANDS.showResults, title: 'Show Results', arguments: [target] };
    if (member !== undefined) {
      item.description = memberDescription(member);
      item.tooltip = new vscode.MarkdownString(memberTooltip(member));
    }
    return item;
  }

  #forgetGone(): void {
    const present = new Set(this.#runs.all);
    for (const [run, listener] of this.#listeners) {
      if (present.has(run)) continue;
      listener.dispose();
      this.#listeners.delete(run);
    }
  }

  #listen(run: Run): void {
    if (!this.#listeners.has(run))
      this.#listeners.set(
        run,
        run.onDidChange(() => this.refresh()),
      );
  }
}

function themeIcon({ id, color }: Icon): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
}
