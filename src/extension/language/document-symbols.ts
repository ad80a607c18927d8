import * as vscode from 'vscode';
import { analyse } from '../../language/analysis.ts';
import { type DocumentSymbol, symbolsOf } from '../../language/symbols.ts';
import { rangeOf } from './convert.ts';

const KINDS: Readonly<Record<DocumentSymbol['kind'], vscode.SymbolKind>> = {
  section: vscode.SymbolKind.Module,
  list: vscode.SymbolKind.Array,
  value: vscode.SymbolKind.Property,
  item: vscode.SymbolKind.Object,
};

/** The outline of the file. */
export const documentSymbols: vscode.DocumentSymbolProvider = {
  provideDocumentSymbols(document) {
    const convert = ({ name, detail, kind, span, selection, children }: DocumentSymbol): vscode.DocumentSymbol => {
      const [range, selected] = [rangeOf(document, span), rangeOf(document, selection)];
      const symbol = new vscode.DocumentSymbol(name, detail, KINDS[kind], range, selected);
      symbol.children = children.map(convert);
      return symbol;
    };
    return symbolsOf(analyse(document.getText())).map(convert);
  },
};
