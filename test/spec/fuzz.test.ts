import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { Random } from '../../src/base/random.ts';
import type { Position, Problem } from '../../src/protocol/problem.ts';
import { PROBLEM_CODES } from '../../src/spec/codes.ts';
import { freezeSpec } from '../../src/spec/freeze.ts';
import { jsonSchema } from '../../src/spec/json-schema.ts';
import { parseSpec } from '../../src/spec/parse.ts';
import { SpecSchema } from '../../src/spec/schema.ts';
import { positionAt } from './files.ts';
import { mutate } from './mutations.ts';

const FILES = 10_000;

const folder = join(import.meta.dirname, '../../examples');
const originals = readdirSync(folder)
  .filter((name) => name.endsWith('.nas.yaml'))
  // Without the comments, most of which are prose, more mutations hit something.
  .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll(/^ *#.*\n/gm, ''));

const resolved = Compile(SpecSchema);
const written = Compile(jsonSchema());

function isInside(text: string, position: Position): boolean {
  const { line, column } = positionAt(text, position.offset);
  return position.offset >= 0 && position.offset <= text.length && position.line === line && position.column === column;
}

/** What is wrong with a problem, or undefined. Plain conditions: 10,000 files would make `expect` the slowest part. */
function flawOf(text: string, { code, message, hint = '', range: { start, end } }: Problem): string | undefined {
  if (!isInside(text, start) || !isInside(text, end)) return 'its range is outside of the text';
  if (end.offset < start.offset) return 'its range ends before it starts';
  if (!Object.hasOwn(PROBLEM_CODES, code)) return 'its code is not listed';
  // It will be printed to a terminal.
  return /\p{Cc}/u.test(message + hint) ? 'it contains control characters' : undefined;
}

describe('parseSpec', () => {
  it(`reads ${FILES} mutated files`, { timeout: 180_000 }, () => {
    const codes = new Set<string>();
    let right = 0;
    for (let i = 0; i < FILES; i++) {
      const random = new Random(`fuzz/${i}`);
      const text = mutate(random.pick(originals), random);
      const flaws = [];
      try {
        const { spec, problems } = parseSpec(text);
        if ((spec === undefined) !== problems.some(({ severity }) => severity === 'error'))
          flaws.push('spec and error');
        for (const problem of problems) {
          flaws.push(flawOf(text, problem));
          codes.add(problem.code);
        }
        if (spec) {
          right++;
          // What is accepted fits the types, and the JSON Schema that other editors use accepts it too.
          if (!resolved.Check(spec)) flaws.push('the spec does not fit its schema');
          if (!written.Check(parseDocument(text, { merge: true }).toJS())) flaws.push('the JSON Schema refuses it');
          if (!isDeepStrictEqual(parseSpec(freezeSpec(spec)).spec, spec)) flaws.push('freezing loses something');
        }
      } catch (error) {
        flaws.push(error);
      }
      expect(flaws.filter(Boolean), `file ${i}: ${JSON.stringify(text)}`).toEqual([]);
    }
    // The mutations are neither too tame nor too wild to mean something.
    expect(right).toBeGreaterThan(FILES / 20);
    expect(right).toBeLessThan(FILES / 2);
    expect(codes.size).toBeGreaterThan(25);
  });
});
