import type { Span } from '../spec/report.ts';
import type { Analysis } from './analysis.ts';
import { spanOfEntry, type Located } from './located.ts';
import { indentOf } from './outline-line.ts';
import type { OutlineMap } from './outline-node.ts';

/** `text` takes the place of `span`. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** Takes a key with its value, or an item of a list, out of the text; undefined where other things would break. */
export function removal(text: string, located: Located): TextEdit | undefined {
  const [start, end] = spanOfEntry(located.entry);
  if (located.parent.flow) return flowRemoval(located, [start, end]);
  const line = text.lastIndexOf('\n', start - 1) + 1;
  // The first key of an item stands behind its dash.
  if (text.slice(line, start).trim() !== '') return undefined;
  const next = text.indexOf('\n', end);
  return { span: [line, next < 0 ? text.length : next + 1], text: '' };
}

function flowRemoval({ parent, entry }: Located, [start, end]: Span): TextEdit {
  const index = parent.entries.indexOf(entry);
  const next = parent.entries[index + 1];
  if (next !== undefined) return { span: [start, next.keySpan[0]], text: '' };
  const before = parent.entries[index - 1];
  return { span: [before === undefined ? start : spanOfEntry(before)[1], end], text: '' };
}

/** Puts `key: value` into the mapping at `path` (empty: the file). @param value one line */
export function insertion(analysis: Analysis, path: string, key: string, value: string): TextEdit | undefined {
  const { text } = analysis;
  if (path === '') {
    const break_ = text === '' || text.endsWith('\n') ? '' : '\n';
    return { span: [text.length, text.length], text: `${break_}${key}: ${value}\n` };
  }
  const located = analysis.at(path);
  if (located === undefined) return undefined;
  const { value: holder, keySpan } = located.entry;
  if (holder.kind === 'map') return intoMapping(text, holder, `${key}: ${value}`);
  if (holder.kind !== 'empty') return undefined;
  const line = text.lastIndexOf('\n', keySpan[0] - 1) + 1;
  const indent = indentOf(text, line, keySpan[0]);
  const end = endOfLine(text, keySpan[1]);
  return { span: [end, end], text: `\n${' '.repeat(indent + 2)}${key}: ${value}` };
}

function intoMapping(text: string, map: OutlineMap, line: string): TextEdit {
  const [first] = map.entries;
  if (map.flow) {
    const at = map.span[0] + 1;
    const after = first === undefined ? '' : ',';
    const blank = /\s/.test(text[at] ?? '') ? '' : first === undefined ? '' : ' ';
    return { span: [at, at], text: `${text[at] === ' ' ? ' ' : ''}${line}${after}${blank}` };
  }
  const at = first?.keySpan[0] ?? map.span[0];
  const begin = text.lastIndexOf('\n', at - 1) + 1;
  return { span: [at, at], text: `${line}\n${' '.repeat(at - begin)}` };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
