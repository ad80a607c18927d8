import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { jsonSchema } from '../../src/spec/json-schema.ts';
import { parseSpec } from '../../src/spec/parse.ts';
import { SpecSchema } from '../../src/spec/schema.ts';

const folder = join(import.meta.dirname, '../../examples');
const examples = readdirSync(folder).filter((name) => name.endsWith('.nas.yaml'));

describe('examples', () => {
  it('are there', () => {
    expect(examples.length).toBeGreaterThanOrEqual(5);
  });

  it.each(examples)('%s is without a problem', (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const { spec, problems } = parseSpec(text);
    expect(problems).toEqual([]);
    expect(Check(SpecSchema, spec)).toBe(true);
    expect(Check(jsonSchema(), parseDocument(text).toJS())).toBe(true);
  });

  it('show every source that needs no files, and the CSV', () => {
    const specs = examples.map((name) => parseSpec(readFileSync(join(folder, name), 'utf8')).spec?.data);
    const shown = specs.map((data) => (data?.source === 'synthetic' ? data.generator : data?.source)).sort();
    expect(shown).toEqual(['adding-problem', 'bearing-fault', 'csv', 'dead-reckoning', 'gestures']);
  });
});
