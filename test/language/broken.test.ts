import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/base/random.ts';
import { Analysis } from '../../src/language/analysis.ts';
import { completionsAt } from '../../src/language/complete.ts';
import { dataSourceOf } from '../../src/language/data-source.ts';
import { diagnose } from '../../src/language/diagnose.ts';
import { fixesOf } from '../../src/language/fixes.ts';
import { hoverAt } from '../../src/language/hover.ts';
import { lensesOf } from '../../src/language/lenses.ts';
import { outlineOf } from '../../src/language/outline.ts';
import { symbolsOf } from '../../src/language/symbols.ts';
import { mutate } from '../spec/mutations.ts';
import { contextFor } from './support/context.ts';

const folder = join(import.meta.dirname, '../../examples');
const originals = readdirSync(folder)
  .filter((name) => name.endsWith('.nas.yaml'))
  .map((name) => readFileSync(join(folder, name), 'utf8'));
const context = await contextFor(originals[0]!);

/** Everything that an editor asks about a text, with the cursor at a place. What is wrong with the answers. */
function flawsOf(text: string, offset: number): string[] {
  const flaws: string[] = [];
  const inside = ([start, end]: readonly [number, number]) => 0 <= start && start <= end && end <= text.length;
  const analysis = new Analysis(text);
  for (const { replace } of completionsAt(text, offset, context)) {
    if (!inside(replace) || replace[0] > offset || replace[1] < offset)
      flaws.push(`completion replaces ${String(replace)}`);
    else if (text.slice(...replace).includes('\n')) flaws.push('completion replaces a line end');
  }
  const hover = hoverAt(analysis, offset, context);
  if (hover !== undefined && !inside(hover.span)) flaws.push('hover outside');
  const visit = (symbols: ReturnType<typeof symbolsOf>): void => {
    for (const { name, span, selection, children } of symbols) {
      if (name === '') flaws.push('a symbol has no name');
      if (!inside(span) || span[0] > selection[0] || span[1] < selection[1])
        flaws.push(`symbol ${name} at ${String(span)}`);
      visit([...children]);
    }
  };
  visit(symbolsOf(analysis));
  dataSourceOf(analysis);
  const problems = diagnose(analysis, context);
  for (const problem of problems) {
    for (const { edit } of fixesOf(analysis, problem, context)) if (!inside(edit.span)) flaws.push('fix outside');
  }
  const runs = { any: true, active: false, resumable: true };
  for (const { span } of lensesOf({ analysis, problems, estimate: context.estimate, runs })) {
    if (!inside(span)) flaws.push('lens outside');
  }
  return flaws;
}

describe('broken texts', () => {
  it('1,000 mutated examples never throw and are answered in range', { timeout: 120_000 }, () => {
    for (let i = 0; i < 1000; i++) {
      const random = new Random(`broken/${i}`);
      const text = mutate(random.pick(originals), random);
      expect(flawsOf(text, random.index(text.length + 1)), `${i}: ${JSON.stringify(text)}`).toEqual([]);
    }
  });

  it('an example typed from its beginning never throws', { timeout: 120_000 }, () => {
    const text = originals[1]!.replaceAll(/^ *#.*\n/gm, '');
    for (let end = 0; end <= text.length; end++) expect(flawsOf(text.slice(0, end), end)).toEqual([]);
  });

  it.each<[string, string]>([
    ['deep brackets', '['.repeat(50_000)],
    ['deep braces', '{a: '.repeat(20_000)],
    ['deep lists', `a:\n${'- '.repeat(20_000)}x`],
    ['deep keys', Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['one long line', `a: ${'x'.repeat(200_000)}`],
    ['many keys', 'a: 1\n'.repeat(50_000)],
    ['open quotes', `"${"'\n".repeat(50_000)}`],
    ['closing brackets', ']}'.repeat(50_000)],
    ['colons', ': '.repeat(50_000)],
  ])('%s are answered', (_what, text) => {
    expect(() => flawsOf(text, text.length)).not.toThrow();
    expect(() => flawsOf(text, text.length >> 1)).not.toThrow();
  });

  it('the outline agrees with YAML on what is right', () => {
    for (const text of originals) {
      const analysis = new Analysis(text);
      for (const { path, entry } of analysis.located) {
        const place = analysis.inspected.placeOf(path);
        if (entry.value.kind === 'scalar') expect([path, ...entry.value.span]).toEqual([path, ...place]);
      }
      expect(outlineOf(text).entries.map(({ key }) => key)).toEqual(
        Object.keys(analysis.inspected.sections)
          .filter((key) => analysis.inspected.keyOf(key))
          .sort((a, b) => analysis.inspected.keyOf(a)![0] - analysis.inspected.keyOf(b)![0]),
      );
    }
  });
});
