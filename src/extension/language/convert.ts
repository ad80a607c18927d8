import * as vscode from 'vscode';
import type { Range as SpecRange } from '../../protocol/problem.ts';
import type { Span } from '../../spec/report.ts';

/** Offsets of the language to positions of the editor. */
export function rangeOf(document: vscode.TextDocument, [start, end]: Span): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

export function rangeOfProblem(document: vscode.TextDocument, { start, end }: SpecRange): vscode.Range {
  return rangeOf(document, [start.offset, end.offset]);
}

/** Text of ours, in which nothing may run a command or load an image. */
export function markdown(text: string): vscode.MarkdownString {
  return new vscode.MarkdownString(text);
}
