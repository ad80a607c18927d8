import * as vscode from 'vscode';
import { analyse } from '../../language/analysis.ts';
import { hoverAt } from '../../language/hover.ts';
import { markdown, rangeOf } from './convert.ts';
import type { Insights } from './insights.ts';

export class Hovers implements vscode.HoverProvider {
  readonly #insights: Insights;

  constructor(insights: Insights) {
    this.#insights = insights;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const analysis = analyse(document.getText());
    const hover = hoverAt(analysis, document.offsetAt(position), this.#insights.contextOf(document));
    return hover && new vscode.Hover(markdown(hover.markdown), rangeOf(document, hover.span));
  }
}
