import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectSpec } from '../../src/spec/parse.ts';
import { CELL_NAMES } from '../../src/protocol/architecture.ts';
import { UNITS } from '../../src/spec/quantity.ts';
import { canTokenise, tokenise } from './support/tokenise.ts';

const root = join(import.meta.dirname, '../..');
const json = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

interface Pattern {
  readonly match: string;
}
const { repository } = json('syntaxes/nas-yaml.tmLanguage.json') as {
  repository: Record<'quantity' | 'cell', Pattern>;
};
const { quantity, cell } = repository;

describe('the grammar', () => {
  it('colours every unit', () => {
    const pattern = new RegExp(quantity.match);
    for (const unit of Object.values(UNITS).flatMap((units) => Object.keys(units))) {
      for (const text of [
        `a: 64 ${unit}`,
        `a: 1.5${unit} # c`,
        `[3 ${unit}, 4]`,
        `- .5 ${unit}`,
        `{a: 1, b: 2 ${unit}}`,
      ]) {
        expect(pattern.exec(text)?.[2], text).toBe(unit);
      }
    }
    for (const text of ['a: 64 KiBs', 'a: x64 KiB', 'a: 64', 'name: 3 s more']) expect(text).not.toMatch(pattern);
  });

  it('colours every cell where it is a value', () => {
    const pattern = new RegExp(cell.match);
    for (const name of CELL_NAMES) {
      for (const text of [`cell: ${name}`, `[${name}]`, `[a, ${name}, b]`, `- ${name} # c`]) {
        expect(pattern.exec(text)?.[1], text).toBe(name);
      }
    }
    for (const text of ['gru: 1', 'cell: grus', '- my-gru']) expect(text).not.toMatch(pattern);
  });
});

describe.skipIf(!canTokenise)('in VS Code the colours', () => {
  it('tell keys, quantities, cells, numbers, texts and comments apart', async () => {
    const text =
      'name: "A b" # one\nspace: { cell: [gru, lstm, rnn], hidden: 8 }\nconstraints:\n  flash: 64 KiB\n  none: true\nreferences:\n  - { accuracy: 93.4 % }\n  - mgu';
    expect(await tokenise(text)).toMatchObject({
      name: 'entity.name.tag.yaml',
      'A b': 'string.quoted.double.yaml',
      one: 'comment.line.number-sign.yaml',
      cell: 'entity.name.tag.yaml',
      gru: 'support.type.cell.nas-yaml',
      lstm: 'support.type.cell.nas-yaml',
      rnn: 'support.type.cell.nas-yaml',
      mgu: 'support.type.cell.nas-yaml',
      '8': 'constant.numeric.integer.decimal.yaml',
      flash: 'entity.name.tag.yaml',
      '64': 'constant.numeric.quantity.nas-yaml',
      KiB: 'keyword.other.unit.nas-yaml',
      true: 'constant.language.boolean.yaml',
      accuracy: 'entity.name.tag.yaml',
      '93.4': 'constant.numeric.quantity.nas-yaml',
      '%': 'keyword.other.unit.nas-yaml',
    });
  });

  it.each(['cell: [gru, mgu, fastgrnn]', 'a: [8 KiB, 9 KiB, 10 KiB]', 'a: { b: gru, c: 3 %, d: mgu }'])(
    'call nothing in %j invalid',
    async (text) => {
      const invalid = Object.entries(await tokenise(text)).filter(([, scope]) => scope?.startsWith('invalid'));
      expect(invalid).toEqual([]);
    },
  );
});

describe('the language configuration', () => {
  const { onEnterRules } = json('language-configuration.json') as {
    onEnterRules: { beforeText: string; action: object }[];
  };
  const after = (line: string) => onEnterRules.find(({ beforeText }) => new RegExp(beforeText).test(line))?.action;

  it.each<[string, string, string?]>([
    ['    - gru', 'none', '- '],
    ['- 64 KiB', 'none', '- '],
    ['  - name: A', 'none', '  '],
    ['  - board: qemu:mps2-an386', 'none', '  '],
    ['  - window:', 'indent', '  '],
    ['space:', 'indent'],
    ['  frontend: # none', 'indent'],
  ])('after %j: %s %j', (line, indent, appendText) => {
    expect(after(line)).toEqual({ indent, ...(appendText !== undefined && { appendText }) });
  });

  it.each(['  -', '  - ', '  - { name: A }', '  cell: gru', '  # - gru', '# note:', 'seed: 1'])(
    'after %j: nothing',
    (line) => {
      expect(after(line)).toBeUndefined();
    },
  );
});

describe('snippets', () => {
  it('are contributed, and the whole search among them is right', () => {
    const { contributes } = json('package.json') as {
      contributes: { snippets: { path: string; language: string }[] };
    };
    const { path, language } = contributes.snippets[0]!;
    expect(language).toBe('nas-yaml');
    expect(existsSync(join(root, path))).toBe(true);
    const { body } = (json(path) as Record<string, { body: string[] }>)['A whole search']!;
    const text = body
      .join('\n')
      .replaceAll(
        /\$\{\d+\|([^,|]+)[^}]*\}|\$\{\d+:([^}]*)\}|\$0/g,
        (_, first?: string, value?: string) => first ?? value ?? '',
      );
    expect(inspectSpec(text).problems).toEqual([]);
  });
});
