import type { Span } from '../spec/report.ts';
import type { Analysis } from './analysis.ts';
import { spanOfEntry } from './located.ts';
import type { OutlineEntry, OutlineList, OutlineMap } from './outline-node.ts';

/** A key in the outline of the file. */
export interface DocumentSymbol {
  readonly name: string;
  /** Its value, where that is short. */
  readonly detail: string;
  readonly kind: 'section' | 'list' | 'value' | 'item';
  readonly span: Span;
  readonly selection: Span;
  readonly children: readonly DocumentSymbol[];
}

export function symbolsOf({ outline }: Analysis): DocumentSymbol[] {
  return children(outline);
}

function children(node: OutlineMap | OutlineList): DocumentSymbol[] {
  return node.entries.flatMap((entry) => {
    if (!entry.colon) return [];
    if (entry.key !== undefined) return [symbol(entry, entry.key === '' ? '(no name)' : entry.key)];
    // Of lists, only those of mappings have parts to go to.
    return entry.value.kind === 'map' ? [symbol(entry, nameOf(entry.value))] : [];
  });
}

function symbol(entry: OutlineEntry, name: string): DocumentSymbol {
  const { value, keySpan, key } = entry;
  const kinds = { map: 'section', list: 'list', scalar: 'value', empty: 'value' } as const;
  return {
    name,
    detail: detailOf(value),
    kind: key === undefined ? 'item' : kinds[value.kind],
    span: spanOfEntry(entry),
    selection: keySpan,
    children: value.kind === 'map' || value.kind === 'list' ? children(value) : [],
  };
}

function nameOf(map: OutlineMap): string {
  const value = map.entries.find(({ key }) => key === 'name')?.value;
  return value?.kind === 'scalar' ? value.text : '(no name)';
}

function detailOf(value: OutlineEntry['value']): string {
  if (value.kind === 'scalar') return short(value.text);
  if (value.kind !== 'list') return '';
  return short(value.entries.flatMap((item) => (item.value.kind === 'scalar' ? [item.value.text] : [])).join(', '));
}

const short = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
