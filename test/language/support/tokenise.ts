import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
/** VS Code's own tokeniser and YAML grammar, where the tests inside VS Code are installed. */
const code = join(root, 'test/host/node_modules/code-server/lib/vscode');

export const canTokenise = existsSync(join(code, 'node_modules/vscode-textmate'));

interface Oniguruma {
  loadWASM(bytes: ArrayBuffer): Promise<void>;
  OnigScanner: new (patterns: string[]) => unknown;
  OnigString: new (text: string) => unknown;
}

interface Token {
  readonly startIndex: number;
  readonly endIndex: number;
  readonly scopes: readonly string[];
}

interface Grammar {
  tokenizeLine(line: string, state: unknown): { readonly tokens: readonly Token[]; readonly ruleStack: unknown };
}

interface TextMate {
  readonly INITIAL: unknown;
  parseRawGrammar(text: string, file: string): unknown;
  Registry: new (options: object) => { loadGrammar(scope: string): Promise<Grammar> };
}

/** The innermost scope of every token, by its text. */
export async function tokenise(text: string): Promise<Record<string, string | undefined>> {
  const require = createRequire(import.meta.url);
  const oniguruma = require(join(code, 'node_modules/vscode-oniguruma')) as Oniguruma;
  const { Registry, parseRawGrammar, INITIAL } = require(join(code, 'node_modules/vscode-textmate')) as TextMate;
  const wasm = readFileSync(join(code, 'node_modules/vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(new Uint8Array(wasm).buffer);
  const folder = join(code, 'extensions/yaml/syntaxes');
  const files = readdirSync(folder).map((name) => join(folder, name));
  const byScope = new Map(
    [...files, join(root, 'syntaxes/nas-yaml.tmLanguage.json')].map((file) => {
      const { scopeName } = JSON.parse(readFileSync(file, 'utf8')) as { scopeName: string };
      return [scopeName, file];
    }),
  );
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new oniguruma.OnigScanner(patterns),
      createOnigString: (string: string) => new oniguruma.OnigString(string),
    }),
    loadGrammar: (scope: string) => {
      const file = byScope.get(scope);
      return Promise.resolve(file === undefined ? null : parseRawGrammar(readFileSync(file, 'utf8'), file));
    },
  });
  const grammar = await registry.loadGrammar('source.nas-yaml');
  const scopes: Record<string, string | undefined> = {};
  let state = INITIAL;
  for (const line of text.split('\n')) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    for (const token of tokens) scopes[line.slice(token.startIndex, token.endIndex).trim()] = token.scopes.at(-1);
  }
  return scopes;
}
