import * as vscode from 'vscode';
import { completionsAt } from '../../language/complete.ts';
import type { Completion } from '../../language/completion.ts';
import { markdown, rangeOf } from './convert.ts';
import type { Insights } from './insights.ts';

const KINDS: Readonly<Record<Completion['kind'], vscode.CompletionItemKind>> = {
  key: vscode.CompletionItemKind.Property,
  section: vscode.CompletionItemKind.Module,
  value: vscode.CompletionItemKind.Value,
  unit: vscode.CompletionItemKind.Unit,
  board: vscode.CompletionItemKind.Constant,
  column: vscode.CompletionItemKind.Field,
};

/** The list of 812 boards is long; what is only read of the chosen one is made when it is chosen. */
class Item extends vscode.CompletionItem {
  readonly markdown: string | undefined;

  constructor({ label, kind, documentation }: Completion) {
    super(label, KINDS[kind]);
    this.markdown = documentation;
  }
}

export class Completions implements vscode.CompletionItemProvider<Item> {
  /** Characters after which something new may begin. */
  static readonly triggers = [':', ' ', '[', ',', '{', '-'];
  readonly #insights: Insights;

  constructor(insights: Insights) {
    this.#insights = insights;
  }

  provideCompletionItems(document: vscode.TextDocument, position: vscode.Position): Item[] {
    const offset = document.offsetAt(position);
    const completions = completionsAt(document.getText(), offset, { data: this.#insights.dataOf(document) });
    return completions.map((completion) => itemOf(document, completion));
  }

  resolveCompletionItem(item: Item): Item {
    if (item.markdown !== undefined) item.documentation = markdown(item.markdown);
    return item;
  }
}

function itemOf(document: vscode.TextDocument, completion: Completion): Item {
  const { detail, insert, snippet, replace, order, again } = completion;
  const item = new Item(completion);
  if (detail !== undefined) item.detail = detail;
  item.insertText = snippet ? new vscode.SnippetString(insert) : insert;
  item.range = rangeOf(document, replace);
  item.sortText = order;
  if (again) item.command = { command: 'editor.action.triggerSuggest', title: 'Suggest' };
  return item;
}
