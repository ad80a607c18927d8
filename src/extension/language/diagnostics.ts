import * as vscode from 'vscode';
import type { Problem } from '../../protocol/problem.ts';
import { rangeOfProblem } from './convert.ts';
import type { Insights } from './insights.ts';

const SOURCE = 'nas';

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
} as const;

/** Underlines the problems of every open `.nas.yaml`. */
export function publishProblems(insights: Insights): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection(SOURCE);
  return vscode.Disposable.from(
    collection,
    insights.onDidDrop((document) => collection.delete(document.uri)),
    insights.onDidChange((document) => {
      const problems = insights.problemsOf(document);
      collection.set(
        document.uri,
        problems.map((problem) => diagnosticOf(document, problem)),
      );
    }),
  );
}

function diagnosticOf(document: vscode.TextDocument, problem: Problem): vscode.Diagnostic {
  const { message, hint, severity, code, range } = problem;
  const text = `${message.charAt(0).toUpperCase()}${message.slice(1)}${hint === undefined ? '' : `.\n${hint}`}`;
  const diagnostic = new vscode.Diagnostic(rangeOfProblem(document, range), text, SEVERITIES[severity]);
  diagnostic.source = SOURCE;
  diagnostic.code = code;
  if (code === 'spec/unused-key') diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  return diagnostic;
}

/** The diagnostic that stands for a problem, among those the editor knows. */
export function matches(document: vscode.TextDocument, problem: Problem, diagnostic: vscode.Diagnostic): boolean {
  return (
    diagnostic.source === SOURCE &&
    diagnostic.code === problem.code &&
    diagnostic.range.isEqual(rangeOfProblem(document, problem.range))
  );
}
