import { formatCount } from '../base/format.ts';
import type { ColumnPeek, DataPeek } from '../data/data-peek.ts';
import type { Choice } from './completion.ts';
import type { LanguageContext } from './context.ts';
import { yamlText } from './documentation.ts';
import { listedItems, type Located } from './located.ts';
import type { CursorPlace } from './place.ts';

/** Paths whose value is the name of a column; `data.channels` lists them. */
const COLUMN_PATHS = ['task.target', 'data.series', 'data.channels', 'data.validation.column'] as const;
export type ColumnPath = (typeof COLUMN_PATHS)[number];

export function columnPathOf(path: string): ColumnPath | undefined {
  const key = path.replace(/\[\d+\]$/, '');
  return COLUMN_PATHS.find((candidate) => candidate === key);
}

/** The columns of the CSV file; undefined where no column belongs, or while they are not known. */
export function columnChoices(place: CursorPlace, { data }: LanguageContext): Choice[] | undefined {
  const path = columnPathOf(place.path);
  if (path === undefined || data === undefined || data.columns.length === 0) return undefined;
  const taken = usedColumns(place.located, path);
  const columns = data.columns.filter(({ name, numeric }) => {
    return name !== '' && !taken.has(name) && (path !== 'data.channels' || numeric);
  });
  return columns.map((column) => ({
    label: column.name,
    kind: 'column',
    detail: describeColumn(column, data),
    insert: yamlText(column.name),
  }));
}

/** Columns that have another part already: the target cannot be an input. */
export function usedColumns(located: readonly Located[], path: ColumnPath): Set<string> {
  const used = new Set<string>();
  for (const { path: other, entry, parent } of located) {
    const owner = columnPathOf(other);
    if (owner === undefined || owner === path) continue;
    if (entry.value.kind === 'scalar') used.add(entry.value.text);
    if (entry.key === undefined) for (const text of listedItems(parent, '')) used.add(text);
  }
  return used;
}

/** "text · 6 different in 14,466 rows" */
export function describeColumn({ numeric, texts }: ColumnPeek, { rows, complete }: DataPeek): string {
  const kind = numeric ? 'number' : 'text';
  const within = `${complete ? '' : 'the first '}${formatCount(rows)} rows`;
  return texts === undefined
    ? `${kind} · many different`
    : `${kind} · ${formatCount(texts.length)} different in ${within}`;
}
