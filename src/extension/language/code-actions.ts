import * as vscode from 'vscode';
import { analyse } from '../../language/analysis.ts';
import { fixesOf } from '../../language/fixes.ts';
import { rangeOf, rangeOfProblem } from './convert.ts';
import { matches } from './diagnostics.ts';
import type { Insights } from './insights.ts';

/** Quick fixes. */
export class CodeActions implements vscode.CodeActionProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix];
  readonly #insights: Insights;

  constructor(insights: Insights) {
    this.#insights = insights;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const analysis = analyse(document.getText());
    const context = this.#insights.contextOf(document);
    const near = this.#insights
      .problemsOf(document)
      .filter((problem) => rangeOfProblem(document, problem.range).intersection(range) !== undefined);
    return near.flatMap((problem) =>
      fixesOf(analysis, problem, context).map(({ title, edit, preferred }) => {
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.edit = new vscode.WorkspaceEdit();
        action.edit.replace(document.uri, rangeOf(document, edit.span), edit.text);
        action.diagnostics = diagnostics.filter((diagnostic) => matches(document, problem, diagnostic));
        action.isPreferred = preferred;
        return action;
      }),
    );
  }
}
