import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { type Cursor, follow, spanOf, type Walk } from './cursor.ts';
import { quote, type Span } from './report.ts';

export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Node | null;
  /** The alias that brought the entry here. */
  readonly via: Span | undefined;
}

/** The keys of a mapping with merge keys (`<<: *base`) expanded; a key written out wins over a merged one. */
export function entriesOf(walk: Walk, cursor: Cursor): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  if (!isMap(cursor.node)) return entries;
  const merged: Entry[] = [];
  for (const entry of pairsOf(walk, cursor.node, cursor)) {
    if (entry.key === '<<') merged.push(...mergedEntries(walk, entry, cursor));
    else if (entries.has(entry.key)) {
      const message = `the key ${quote(entry.key)} is given twice`;
      const hint = 'Remove one of the two.';
      walk.report.add({ code: 'yaml/duplicate-key', message, hint, path: join(cursor.path, entry.key) }, entry.keySpan);
    } else entries.set(entry.key, entry);
  }
  for (const entry of merged) if (!entries.has(entry.key)) entries.set(entry.key, entry);
  return entries;
}

export const join = (path: string, key: string) => (path === '' ? key : `${path}.${key}`);

function* pairsOf(walk: Walk, map: YAMLMap, cursor: Cursor): Generator<Entry> {
  const via = cursor.aliased ? cursor.span : undefined;
  for (const { key, value } of map.items as { key: Node | null; value: Node | null }[]) {
    const keySpan = via ?? spanOf(key, cursor.span);
    if (isScalar(key) && typeof key.value === 'string' && key.value !== '')
      yield { key: key.value, keySpan, value, via };
    else walk.report.add({ code: 'yaml/key', message: 'a key must be a plain word', path: cursor.path }, keySpan);
  }
}

/** One level: a merge inside of what is merged is not followed, so that merges cannot multiply. */
function mergedEntries(walk: Walk, { keySpan, value }: Entry, cursor: Cursor): Entry[] {
  const span = spanOf(value, keySpan);
  const source = follow(walk, value, span, cursor.path);
  const items = isSeq(source) ? (source.items as Node[]) : [];
  const maps = isSeq(source) ? items.map((item) => follow(walk, item, spanOf(item, span), cursor.path)) : [source];
  return maps.flatMap((map) => {
    if (map === undefined) return [];
    if (isMap(map)) return [...pairsOf(walk, map, { ...cursor, span, aliased: true })];
    const message = '`<<` must be followed by an alias of key: value lines, such as `<<: *base`';
    walk.report.add({ code: 'yaml/merge', message, path: cursor.path }, span);
    return [];
  });
}
