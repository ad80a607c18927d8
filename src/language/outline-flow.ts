import type { OutlineEntry, OutlineList, OutlineMap, OutlineValue } from './outline-node.ts';
import { closingQuote, indentOf, keyIn, unquoted } from './outline-line.ts';

/** Reads `[…]` and `{…}`, closed or not. */
export class FlowReader {
  readonly #text: string;
  readonly #column: number;
  readonly #deepest: number;
  /** Where the collection ended. */
  at = 0;

  /** @param column of the key whose value it is: a line that is not indented deeper ends an unclosed collection */
  constructor(text: string, column: number, deepest: number) {
    this.#text = text;
    this.#column = column;
    this.#deepest = deepest;
  }

  read(from: number): OutlineMap | OutlineList {
    this.at = from;
    return this.#collection(0);
  }

  #collection(depth: number): OutlineMap | OutlineList {
    const start = this.at;
    const kind = this.#text[this.at++] === '{' ? 'map' : 'list';
    const entries: OutlineEntry[] = [];
    let closed = false;
    while (this.#skipBlanks()) {
      const character = this.#text[this.at];
      if (character === ']' || character === '}') {
        this.at++;
        closed = true;
        break;
      }
      if (character === ',') this.at++;
      else entries.push(this.#entry(kind, depth));
    }
    // An unclosed one takes the blanks behind it, so that the cursor there is inside.
    const end = closed ? this.at : this.#endOfLine(this.at);
    return { kind, flow: true, span: [start, end], entries };
  }

  #entry(kind: 'map' | 'list', depth: number): OutlineEntry {
    const from = this.at;
    const key = kind === 'map' ? this.#key() : undefined;
    if (key !== undefined) {
      this.at = key.colon + 1;
      const entry = { key: key.name, keySpan: key.span, colon: true };
      const after = this.at;
      const more = this.#skipBlanks() && !/[,\]}]/.test(this.#text[this.at]!);
      return { ...entry, value: more ? this.#value(depth) : { kind: 'empty', span: [after, after] } };
    }
    const value = this.#value(depth);
    if (kind === 'list') return { key: undefined, keySpan: [from, from], colon: true, value };
    const word = value.kind === 'scalar' ? value.text : '';
    return { key: word, keySpan: value.span, colon: false, value: { kind: 'empty', span: [this.at, this.at] } };
  }

  #key() {
    const end = this.#endOfScalar();
    // A colon may stand right before a comma or bracket: `{a:, b: 1}`.
    return keyIn(this.#text, this.at, end);
  }

  #value(depth: number): OutlineValue {
    const character = this.#text[this.at];
    if ((character === '[' || character === '{') && depth < this.#deepest) return this.#collection(depth + 1);
    const from = this.at;
    this.at = Math.max(from + 1, this.#endOfScalar());
    const source = this.#text.slice(from, this.at).trimEnd();
    return { kind: 'scalar', text: unquoted(source), span: [from, from + source.length] };
  }

  /** Where the word that begins here ends: at a comma, a bracket, a comment, or the end of the line. */
  #endOfScalar(): number {
    const { at } = this;
    const line = this.#endOfLine(at);
    const quote = this.#text[at];
    let end = quote === '"' || quote === "'" ? closingQuote(this.#text, at, line) + 1 : at;
    for (; end < line; end++) {
      const character = this.#text[end]!;
      if (character === ',' || character === ']' || character === '}') break;
      if (character === '#' && /\s/.test(this.#text[end - 1] ?? ' ')) break;
    }
    return end;
  }

  /** To the next character that means something. @returns false where the collection has to end */
  #skipBlanks(): boolean {
    for (;;) {
      const line = this.#endOfLine(this.at);
      this.at += indentOf(this.#text, this.at, line);
      if (this.at < line && this.#text[this.at] !== '#') return true;
      if (line >= this.#text.length) {
        this.at = line;
        return false;
      }
      const next = this.#endOfLine(line + 1);
      const indent = indentOf(this.#text, line + 1, next);
      const first = line + 1 + indent;
      const outside = first < next && indent <= this.#column && !/[\]}#]/.test(this.#text[first]!);
      if (outside) {
        this.at = line;
        return false;
      }
      this.at = line + 1;
    }
  }

  #endOfLine(from: number): number {
    const end = this.#text.indexOf('\n', from);
    return end < 0 ? this.#text.length : end;
  }
}
