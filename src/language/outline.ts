import { FlowReader } from './outline-flow.ts';
import { commentStart, indentOf, keyIn, unquoted } from './outline-line.ts';
import type { OutlineEntry, OutlineList, OutlineMap, OutlineValue } from './outline-node.ts';

/**
 * The structure of a `.nas.yaml` as far as its lines show it, whatever is wrong with them. The library's tree (`readYaml`)
 * says what a text means and refuses it when it is broken; this says where in it somebody is typing, which mostly is in
 * a broken text. Linear in the text; never throws.
 */
export function outlineOf(text: string): OutlineMap {
  return new OutlineReader(text).read();
}

/** A mapping or list whose lines are still being read. */
interface Open {
  readonly node: OutlineMap | OutlineList;
  /** Column of its keys or dashes. */
  readonly indent: number;
}

/** Far more than the language nests; keeps a hostile file from making later walks recurse too deep. */
const DEEPEST = 64;

class OutlineReader {
  readonly #text: string;
  readonly #root: OutlineMap;
  #open: Open[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#root = { kind: 'map', flow: false, span: [0, text.length], entries: [] };
    this.#open = [{ node: this.#root, indent: 0 }];
  }

  read(): OutlineMap {
    // A mark of the byte order is no part of the first key.
    if (this.#text.startsWith('\uFEFF')) this.#at = 1;
    while (this.#at < this.#text.length) this.#line();
    return this.#root;
  }

  #line(): void {
    const start = this.#at;
    const end = this.#endOfLine(start);
    const indent = indentOf(this.#text, start, end);
    const first = start + indent;
    this.#at = end + 1;
    if (first >= end || this.#text[first] === '#') return;
    if (indent === 0 && /^(?:---|\.\.\.)/.test(this.#text.slice(first, first + 4))) return;
    this.#content(first, end, indent);
  }

  /** What stands at `from` of a line: an item of a list, a key, or the rest of something. @param column of `from` */
  #content(from: number, end: number, column: number): void {
    if (this.#text[from] === '-' && /[\s]/.test(this.#text[from + 1] ?? '\n')) this.#item(from, end, column);
    else this.#key(from, end, column);
  }

  #item(dash: number, end: number, column: number): void {
    const list = this.#listAt(dash, column);
    if (list === undefined) return;
    const content = dash + 1 + indentOf(this.#text, dash + 1, end);
    const value: OutlineValue = { kind: 'empty', span: [Math.min(content, end), Math.min(content, end)] };
    const entry: OutlineEntry = { key: undefined, keySpan: [dash, dash + 1], colon: true, value };
    list.entries.push(entry);
    this.#open.push({ node: itemHolder(entry), indent: column + 1 });
    if (content >= end || this.#text[content] === '#') return;
    if (keyIn(this.#text, content, end) !== undefined || this.#startsItem(content)) {
      this.#content(content, end, column + content - dash);
    } else this.#value(entry, content, end, column);
  }

  #startsItem(at: number): boolean {
    return this.#text[at] === '-' && this.#text[at + 1] === ' ';
  }

  #key(from: number, end: number, column: number): void {
    const map = this.#mapAt(from, column);
    if (map === undefined) return;
    const key = keyIn(this.#text, from, end);
    if (key === undefined) {
      const stop = commentStart(this.#text, from, end);
      const word = this.#text.slice(from, stop).trimEnd();
      const span = [from, from + word.length] as const;
      map.entries.push({ key: word, keySpan: span, colon: false, value: { kind: 'empty', span: [span[1], span[1]] } });
      return;
    }
    const after = key.colon + 1;
    const entry: OutlineEntry = {
      key: key.name,
      keySpan: key.span,
      colon: true,
      value: { kind: 'empty', span: [after, after] },
    };
    map.entries.push(entry);
    this.#open.push({ node: itemHolder(entry), indent: column + 1 });
    const content = after + indentOf(this.#text, after, end);
    if (content < end && this.#text[content] !== '#') this.#value(entry, content, end, column);
  }

  /** A scalar or a flow collection that begins at `from`. @param column of the key or dash that it belongs to */
  #value(entry: OutlineEntry, from: number, end: number, column: number): void {
    const character = this.#text[from];
    if (character === '[' || character === '{') {
      const reader = new FlowReader(this.#text, column, DEEPEST - this.#open.length);
      entry.value = reader.read(from);
      this.#at = Math.max(this.#at, this.#endOfLine(reader.at) + 1);
    } else if (character === '|' || character === '>') {
      entry.value = { kind: 'scalar', text: '', span: [from, end] };
      while (this.#at < this.#text.length) {
        const stop = this.#endOfLine(this.#at);
        const indent = indentOf(this.#text, this.#at, stop);
        if (this.#at + indent < stop && indent <= column) break;
        this.#at = stop + 1;
      }
    } else if (character === '&' || character === '!') {
      // An anchor or a tag stands before the value that it is about.
      const word = /^\S+\s*/.exec(this.#text.slice(from, end))![0];
      const rest = from + word.length;
      if (rest < end && this.#text[rest] !== '#') this.#value(entry, rest, end, column);
    } else {
      const stop = commentStart(this.#text, from, end);
      const source = this.#text.slice(from, stop).trimEnd();
      entry.value = { kind: 'scalar', text: unquoted(source), span: [from, from + source.length] };
    }
  }

  /** The mapping that a key at this column belongs to; its lines may have just begun. */
  #mapAt(offset: number, column: number): OutlineMap | undefined {
    while (this.#open.length > 1 && this.#open.at(-1)!.indent > column) this.#open.pop();
    const { node, indent } = this.#open.at(-1)!;
    if (node.kind === 'map' && isHolder(node)) return this.#begin(node, 'map', offset, column);
    if (node.kind === 'map') return node;
    // Below the items of a list that is not indented, the keys go on.
    if (indent === column) {
      this.#open.pop();
      return this.#mapAt(offset, column);
    }
    return undefined;
  }

  #listAt(offset: number, column: number): OutlineList | undefined {
    while (this.#open.length > 1 && this.#open.at(-1)!.indent > column) {
      // The items of a list may stand right below its key.
      const { node, indent } = this.#open.at(-1)!;
      if (indent === column + 1 && node.kind === 'map' && isHolder(node) && node.holder.key !== undefined) break;
      this.#open.pop();
    }
    const { node } = this.#open.at(-1)!;
    if (node.kind === 'list') return node;
    return isHolder(node) ? this.#begin(node, 'list', offset, column) : undefined;
  }

  #begin(holder: Holder, kind: 'map', offset: number, column: number): OutlineMap | undefined;
  #begin(holder: Holder, kind: 'list', offset: number, column: number): OutlineList | undefined;
  #begin(
    { holder }: Holder,
    kind: 'map' | 'list',
    offset: number,
    column: number,
  ): OutlineMap | OutlineList | undefined {
    if (holder.value.kind !== 'empty' || this.#open.length > DEEPEST) return undefined;
    const node = { kind, flow: false, span: [offset, offset] as const, entries: [] };
    holder.value = node;
    this.#open[this.#open.length - 1] = { node, indent: column };
    return node;
  }

  #endOfLine(from: number): number {
    const end = this.#text.indexOf('\n', from);
    return end < 0 ? this.#text.length : end;
  }
}

/** Stands on the stack for a key whose value has not begun: its first line decides between mapping and list. */
type Holder = OutlineMap & { readonly holder: OutlineEntry };

function itemHolder(entry: OutlineEntry): Holder {
  return { kind: 'map', flow: false, span: [0, 0], entries: [], holder: entry };
}

function isHolder(node: OutlineMap | OutlineList): node is Holder {
  return 'holder' in node;
}
