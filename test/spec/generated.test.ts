import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from '../../scripts/generate-schema.ts';
import { jsonSchema } from '../../src/spec/json-schema.ts';

const files = await generatedFiles();

describe('generated files', () => {
  it.each([...files.keys()])('%s is current (npx tsx scripts/generate-schema.ts)', (path) => {
    expect(readFileSync(join(import.meta.dirname, '../..', path), 'utf8')).toBe(files.get(path));
  });
});

const minimal = {
  name: 'test',
  data: { source: 'synthetic', generator: 'gestures' },
  task: { type: 'classification' },
  target: { board: 'b' },
};

describe('the JSON Schema', () => {
  it.each<[string, object]>([
    ['only the required keys', {}],
    ['a bare value for a list', { space: { hidden: 8, cell: 'gru', rank: 0.5 } }],
    ['an input', { space: { input: { window: ['all', 64, '1.28 s'], every: 2, channels: ['all', ['ax']] } } }],
    ['an empty section', { space: null, training: null }],
    ['quantities', { constraints: { flash: '64 KiB', ram: 20480, latency: '3.1 μs' } }],
  ])('takes %s', (_what, more) => {
    expect(Check(jsonSchema(), { ...minimal, ...more })).toBe(true);
  });

  it.each<[string, object]>([
    ['an unknown key', { spaces: {} }],
    ['a missing key', { target: {} }],
    ['an unknown unit', { constraints: { flash: '64 KiBs' } }],
    ['a channel without brackets', { space: { input: { channels: ['ax'] } } }],
    ['a number out of bounds', { space: { hidden: [0] } }],
    ['the key of another source', { data: { source: 'ts', train: 'a', window: { length: 2, stride: 1 } } }],
  ])('refuses %s', (_what, more) => {
    expect(Check(jsonSchema(), { ...minimal, ...more })).toBe(false);
  });

  it('describes every key', () => {
    const without: string[] = [];
    const visit = (schema: Record<string, unknown>, path: string): void => {
      for (const [name, property] of Object.entries(
        (schema['properties'] ?? {}) as Record<string, Record<string, unknown>>,
      )) {
        if (typeof property['description'] !== 'string') without.push(`${path}.${name}`);
        visit(property, `${path}.${name}`);
      }
      for (const member of (schema['anyOf'] ?? []) as Record<string, unknown>[]) visit(member, path);
    };
    visit(jsonSchema(), '');
    expect(without).toEqual([]);
  });
});
