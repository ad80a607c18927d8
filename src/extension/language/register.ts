import * as vscode from 'vscode';
import type { Handlers } from '../handlers.ts';
import { COMMANDS, LANGUAGE_ID } from '../ids.ts';
import { CodeActions } from './code-actions.ts';
import { CodeLenses, type SpecRuns } from './code-lenses.ts';
import { Completions } from './completions.ts';
import { publishProblems } from './diagnostics.ts';
import { documentSymbols } from './document-symbols.ts';
import { Hovers } from './hovers.ts';
import { Insights } from './insights.ts';
import { newSearch } from './new-search.ts';

export interface LanguageParts {
  readonly runs: SpecRuns;
  readonly log: vscode.LogOutputChannel;
}

/** Everything that concerns the text of a `.nas.yaml`; works in untrusted and virtual workspaces too. */
export function registerLanguage({ runs, log }: LanguageParts): vscode.Disposable {
  const selector: vscode.DocumentSelector = { language: LANGUAGE_ID };
  const { languages } = vscode;
  const insights = new Insights((error) => log.error(error instanceof Error ? error : String(error)));
  const lenses = new CodeLenses(insights, runs);
  return vscode.Disposable.from(
    insights,
    lenses,
    publishProblems(insights),
    languages.registerCompletionItemProvider(selector, new Completions(insights), ...Completions.triggers),
    languages.registerHoverProvider(selector, new Hovers(insights)),
    languages.registerDocumentSymbolProvider(selector, documentSymbols, { label: 'TinyML NAS' }),
    languages.registerCodeActionsProvider(selector, new CodeActions(insights), {
      providedCodeActionKinds: CodeActions.kinds,
    }),
    languages.registerCodeLensProvider(selector, lenses),
  );
}

export const languageHandlers: Handlers<(typeof COMMANDS)['newSearch']> = { [COMMANDS.newSearch]: newSearch };
