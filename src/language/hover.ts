import { formatCount } from '../base/format.ts';
import { boardNamed } from '../hardware/boards.ts';
import { CONSTRAINT_NAMES, type ConstraintName } from '../search/constraints.ts';
import { type Dimension, DIMENSIONS, parseQuantity } from '../spec/quantity.ts';
import type { Span } from '../spec/report.ts';
import type { Analysis } from './analysis.ts';
import { boardFacts } from './board-text.ts';
import { columnPathOf, describeColumn } from './columns.ts';
import type { LanguageContext } from './context.ts';
import { keyDocumentation } from './documentation.ts';
import { describePeriod, estimateTable } from './estimate-text.ts';
import { inputNote } from './input.ts';
import type { Located } from './located.ts';
import { noteOn } from './value-notes.ts';

/** What is shown when the mouse rests on a part of the text. */
export interface Hover {
  readonly span: Span;
  readonly markdown: string;
}

export function hoverAt(analysis: Analysis, offset: number, context: LanguageContext = {}): Hover | undefined {
  const on = (span: Span) => span[0] <= offset && offset <= span[1];
  for (const located of analysis.located) {
    const { key, keySpan, value } = located.entry;
    if (key !== undefined && on(keySpan)) return hover(keySpan, keyText(located, key, context));
    if (value.kind === 'scalar' && on(value.span)) {
      const note = inputNote(located, value.text, analysis.located, context);
      return hover(value.span, note === undefined ? valueText(located, value.text, context) : [note]);
    }
  }
  return undefined;
}

function hover(span: Span, parts: readonly (string | undefined)[]): Hover | undefined {
  const shown = parts.filter((part) => part !== undefined && part !== '');
  return shown.length === 0 ? undefined : { span, markdown: shown.join('\n\n---\n\n') };
}

function keyText({ path, schema, within }: Located, key: string, context: LanguageContext): (string | undefined)[] {
  if (schema === undefined) return [];
  return [keyDocumentation(key, schema, within), estimateOf(path, context)];
}

function valueText({ path, schema }: Located, text: string, context: LanguageContext): (string | undefined)[] {
  if (path === 'target.board') {
    const board = boardNamed(text);
    return board === undefined ? [] : [boardFacts(board), estimateOf(path, context)];
  }
  const column = context.data?.columns.find(({ name }) => name === text);
  if (columnPathOf(path) !== undefined && column !== undefined && context.data !== undefined) {
    const words = column.texts !== undefined && !column.numeric ? `: ${column.texts.slice(0, 12).join(', ')}` : '';
    return [`Column \`${text}\` · ${describeColumn(column, context.data)}${words}`];
  }
  if (schema?.dimension !== undefined) return [quantityText(text, schema.dimension), estimateOf(path, context)];
  const note = noteOn(path, text);
  return [note === undefined ? undefined : `**${text}** · ${note}`, estimateOf(path, context)];
}

/** The value in base units, which is how it is compared. */
function quantityText(text: string, dimension: Dimension): string | undefined {
  const parsed = parseQuantity(text, dimension);
  if (!parsed.ok) return undefined;
  switch (dimension) {
    case 'bytes':
      return `${formatCount(parsed.value)} bytes`;
    case 'hertz':
      return describePeriod(parsed.value);
    default:
      return `${parsed.value} (${DIMENSIONS[dimension].noun} in base units)`;
  }
}

/** Live figures where they answer a question: at the space, the board and the limits. */
function estimateOf(path: string, { estimate }: LanguageContext): string | undefined {
  if (estimate === undefined) return undefined;
  if (path === 'space' || path === 'target' || path === 'target.board' || path === 'constraints') {
    return estimateTable(estimate);
  }
  const constraint = path.startsWith('constraints.') ? path.slice('constraints.'.length) : undefined;
  const known = CONSTRAINT_NAMES.find((name): name is ConstraintName => name === constraint);
  return known === undefined ? undefined : estimateTable(estimate, [known]);
}
