import { distance } from 'fastest-levenshtein';
import { boardNamed, nearestBoards } from '../hardware/boards.ts';
import type { Problem } from '../protocol/problem.ts';
import { quote } from '../spec/report.ts';
import type { Analysis } from './analysis.ts';
import { boardSummary } from './board-text.ts';
import type { LanguageContext } from './context.ts';
import { yamlText } from './documentation.ts';
import { insertion, removal, type TextEdit } from './edits.ts';
import { placeholderFor } from './placeholder.ts';

/** A change that mends a problem. */
export interface Fix {
  /** "Change to `nucleo_l432kc`" */
  readonly title: string;
  readonly edit: TextEdit;
  /** The likeliest of the fixes of its problem. */
  readonly preferred: boolean;
}

/** Choices offered when several may have been meant. */
const CHOICES = 5;

/** What may be done about a problem, likeliest first. */
export function fixesOf(analysis: Analysis, problem: Problem, context: LanguageContext = {}): Fix[] {
  const fixes = [
    ...suggested(analysis, problem),
    ...nearestOf(analysis, problem, context),
    ...inserted(analysis, problem),
    ...removed(analysis, problem),
  ];
  const distinct = [...new Map(fixes.map((fix) => [fix.edit.text + String(fix.edit.span[0]), fix])).values()];
  // An edit that is only one of several ways out is for the person to choose.
  return distinct.map((fix, index) => ({ ...fix, preferred: index === 0 && problem.suggestion !== undefined }));
}

type Draft = Omit<Fix, 'preferred'>;

const change = (problem: Problem, text: string, note = ''): Draft => ({
  title: `Change to ${quote(text)}${note}`,
  edit: { span: [problem.range.start.offset, problem.range.end.offset], text },
});

function* suggested({ text }: Analysis, problem: Problem): Generator<Draft> {
  const { suggestion, code, range } = problem;
  if (suggestion === undefined) return;
  const fix = change(problem, suggestion);
  if (code === 'yaml/tab') yield { ...fix, title: 'Replace the tab with spaces' };
  else if (suggestion === '')
    yield { ...fix, title: `Remove ${quote(text.slice(range.start.offset, range.end.offset))}` };
  else if (code === 'spec/unknown-key') yield { ...fix, title: `Rename to \`${suggestion}\`` };
  else yield fix;
}

function* nearestOf(analysis: Analysis, problem: Problem, { data }: LanguageContext): Generator<Draft> {
  const written = analysis.at(problem.path)?.entry.value;
  if (written?.kind !== 'scalar') return;
  if (problem.code === 'board/unknown') {
    for (const { id } of nearestBoards(written.text, CHOICES))
      yield change(problem, id, ` (${boardSummary(boardNamed(id)!)})`);
  }
  if (problem.code === 'data/missing-column' && data !== undefined) {
    const names = data.columns.map(({ name }) => name).filter((name) => name !== '');
    const likely = names.sort((a, b) => distance(a, written.text) - distance(b, written.text));
    for (const name of likely.slice(0, CHOICES)) yield change(problem, yamlText(name));
  }
}

/** Problems whose path names a key that is not there. */
const MISSING = new Set([
  'spec/missing-key',
  'spec/csv-needs-target',
  'spec/recording-needs-window',
  'spec/group-needs-column',
]);

function* inserted(analysis: Analysis, problem: Problem): Generator<Draft> {
  if (problem.code === 'spec/no-value') {
    const entry = analysis.at(problem.path)?.entry;
    const value = placeholderFor(analysis, problem.path);
    if (entry?.value.kind !== 'empty' || !entry.colon || value === undefined) return;
    const [at] = entry.value.span;
    yield {
      title: `Insert \`${value}\``,
      edit: { span: [at, at], text: analysis.text[at - 1] === ':' ? ` ${value}` : value },
    };
  }
  if (!MISSING.has(problem.code)) return;
  const path = problem.code === 'spec/group-needs-column' ? 'data.validation.column' : problem.path;
  const cut = path.lastIndexOf('.');
  const parent = path.slice(0, Math.max(0, cut));
  const key = path.slice(cut + 1);
  const value = placeholderFor(analysis, path);
  const edit = value === undefined ? undefined : insertion(analysis, parent, key, value);
  if (edit !== undefined) yield { title: `Insert \`${key}: ${value}\``, edit };
}

/** Problems of a key or item that nothing needs. */
const NEEDLESS = new Set([
  'spec/unknown-key',
  'spec/unused-key',
  'spec/duplicate-item',
  'spec/column-is-input',
  'spec/target-is-input',
  'spec/test-is-train',
  'spec/loss-does-not-fit',
  'spec/maximum-needs-regression',
  'spec/reference-does-not-fit',
  'spec/reference-needs-cost',
  'search/choice-never-fits',
  'search/rate-does-not-divide',
  'search/unknown-channel',
  'search/unknown-rate',
  'search/window-too-long',
  'spec/rate-and-every',
  'search/energy-unknown',
  'search/limit-exceeds-board',
  'search/nothing-fits',
  'data/not-a-number',
]);

/** A choice or limit may go; a key that must be there may not. */
const KEPT = /^(?:target\.board|task\.(?:target|type)|data\.series|constraints|data\.validation\.column)$/;

function* removed(analysis: Analysis, problem: Problem): Generator<Draft> {
  if (!NEEDLESS.has(problem.code) || KEPT.test(problem.path)) return;
  const located = analysis.at(problem.path);
  const edit = located && removal(analysis.text, located);
  if (located === undefined || edit === undefined) return;
  const { key, value } = located.entry;
  const name = key ?? (value.kind === 'scalar' ? value.text : 'the item');
  yield { title: `Remove ${quote(name)}`, edit };
}
