import type { Span } from '../spec/report.ts';
import type { SchemaView } from '../spec/schema-view.ts';
import { locate, type Located } from './located.ts';
import type { OutlineList, OutlineMap } from './outline-node.ts';
import { outlineOf } from './outline.ts';

/** Where somebody is typing. */
export interface CursorPlace {
  /** A key, or a value: of a key, or an item of a list. */
  readonly role: 'key' | 'value' | 'item';
  /** What the cursor's word is, or will become. */
  readonly path: string;
  /** Of the collection around the cursor; for a value, of what holds its key. */
  readonly within: SchemaView | undefined;
  /** Of the value; undefined for a key. */
  readonly schema: SchemaView | undefined;
  readonly parent: OutlineMap | OutlineList;
  /** All that is in the file, the word at the cursor included. */
  readonly located: readonly Located[];
  /** The word under the cursor, to be replaced. */
  readonly word: Span;
  /** The part of it that stands before the cursor. */
  readonly before: string;
  /** The key has its colon already. */
  readonly colon: boolean;
  /** A blank is missing between the colon and the value. */
  readonly needsBlank: boolean;
}

/** A character that no file holds, put where the cursor is: what the outline makes of it is where the cursor is. */
const MARK = '\uE0A1';

/** Undefined where nothing can be typed that the language knows: in a comment, in text. */
export function placeAt(text: string, offset: number): CursorPlace | undefined {
  const place = placeOfMark(text, offset, MARK);
  // Right behind the colon of a key: a value begins here, once there is a blank.
  return place?.role === 'key' && place.before.endsWith(':') ? placeOfMark(text, offset, ` ${MARK}`) : place;
}

function placeOfMark(text: string, offset: number, mark: string): CursorPlace | undefined {
  const marked = text.slice(0, offset) + mark + text.slice(offset);
  const at = offset + mark.length - 1;
  const located = locate(outlineOf(marked));
  const holds = (span: Span) => span[0] <= at && at < span[1];
  for (const { entry, parent, path, within, schema } of located) {
    const { key, keySpan, value } = entry;
    const shared = { parent, located, within, needsBlank: mark !== MARK };
    if (key !== undefined && holds(keySpan)) {
      const [start, end] = keySpan;
      return {
        ...shared,
        role: 'key',
        path: path.replace(MARK, ''),
        schema: undefined,
        word: [start, end - mark.length],
        before: marked.slice(start, at),
        colon: entry.colon,
      };
    }
    if (value.kind === 'scalar' && holds(value.span)) {
      const [start, end] = value.span;
      const from = Math.min(start, offset);
      return {
        ...shared,
        role: key === undefined ? 'item' : 'value',
        path,
        schema,
        word: [from, Math.max(from, end - mark.length)],
        before: marked.slice(start, at),
        colon: true,
      };
    }
  }
  return undefined;
}
