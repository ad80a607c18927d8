import * as vscode from 'vscode';
import { analyse } from '../../language/analysis.ts';
import { type Lens, lensesOf } from '../../language/lenses.ts';
import { COMMANDS } from '../ids.ts';
import type { Runs } from '../runs/run.ts';
import { isActive, isResumable } from '../runs/run-status.ts';
import { rangeOf } from './convert.ts';
import type { Insights } from './insights.ts';

/** What the lenses ask about runs. */
export type SpecRuns = Pick<Runs, 'of' | 'onDidChange'>;

const ACTIONS: Readonly<Record<Lens['action'], string>> = {
  run: COMMANDS.runSearch,
  resume: COMMANDS.resumeSearch,
  results: COMMANDS.showResults,
  problems: 'workbench.panel.markers.view.focus',
};

/** Run, resume and show results, above the name of the search. */
export class CodeLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #insights: Insights;
  readonly #runs: SpecRuns;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: readonly { dispose(): unknown }[];
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(insights: Insights, runs: SpecRuns) {
    this.#insights = insights;
    this.#runs = runs;
    const tell = () => this.#changed.fire();
    this.#subscriptions = [this.#changed, insights.onDidChange(tell), runs.onDidChange(tell)];
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const { uri } = document;
    const all = uri.scheme === 'file' ? this.#runs.of(uri.fsPath) : [];
    const lenses = lensesOf({
      analysis: analyse(document.getText()),
      problems: this.#insights.problemsOf(document),
      estimate: this.#insights.contextOf(document).estimate,
      runs: {
        any: all.length > 0,
        active: all.some(({ status }) => isActive(status)),
        resumable: all[0] !== undefined && isResumable(all[0].status),
      },
    });
    return lenses.map(({ action, title, span }) => {
      const argument = action === 'resume' ? { run: all[0] } : uri;
      const command = { command: ACTIONS[action], title, arguments: action === 'problems' ? [] : [argument] };
      return new vscode.CodeLens(rangeOf(document, span), command);
    });
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
