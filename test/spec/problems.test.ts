import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/protocol/problem.ts';
import { PROBLEM_CODES } from '../../src/spec/codes.ts';
import { parseSpec } from '../../src/spec/parse.ts';
import type { Case } from './cases/case.ts';
import { QUANTITY_CASES } from './cases/quantities.ts';
import { RULE_CASES } from './cases/rules.ts';
import { VALUE_CASES } from './cases/values.ts';
import { YAML_CASES } from './cases/yaml.ts';
import { positionAt, unmark } from './files.ts';

const CASES = [...YAML_CASES, ...VALUE_CASES, ...QUANTITY_CASES, ...RULE_CASES];

const named = (cases: readonly Case[]) =>
  cases.map((one) => [`${one.code}: ${one.message.slice(0, 80)}`, one] as const);

describe('problems', () => {
  it.each(named(CASES))('%s', (_name, { text: marked, severity = 'error', ...expected }) => {
    const { text, start, end } = unmark(marked);
    const { spec, problems } = parseSpec(text);
    const range = { start: positionAt(text, start), end: positionAt(text, end) };
    expect(problems).toEqual([{ ...expected, severity, range }]);
    expect(spec === undefined).toBe(severity === 'error');
  });

  it.each(named(CASES.filter(({ suggestion }) => suggestion !== undefined)))('its fix mends %s', (_name, one) => {
    const { text } = unmark(one.text);
    const [problem] = parseSpec(text).problems;
    const after = parseSpec(mend(text, problem!)).problems;
    expect(after.filter(({ code, path }) => code === one.code && path === one.path)).toEqual([]);
    expect(after.filter(({ code }) => code.startsWith('yaml/'))).toEqual([]);
  });

  it('have a case for every code', () => {
    expect(new Set(CASES.map(({ code }) => code))).toEqual(new Set(Object.keys(PROBLEM_CODES)));
  });

  it('speak to people: short, no full stop, no jargon', () => {
    for (const { message, hint = 'Do.' } of CASES) {
      expect(message).not.toMatch(/\.$|schema|scalar|mapping|sequence|\b(undefined|null|object|array|anyOf|string)\b/i);
      expect(hint).toMatch(/^[A-Z`].*[.?]$/);
    }
  });
});

function mend(text: string, { range, suggestion = '' }: Problem): string {
  return text.slice(0, range.start.offset) + suggestion + text.slice(range.end.offset);
}
