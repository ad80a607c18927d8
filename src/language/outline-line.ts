import type { Span } from '../spec/report.ts';

/** Blanks at the beginning of a line, or of the rest of one. */
export function indentOf(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && (text[at] === ' ' || text[at] === '\t' || text[at] === '\r')) at++;
  return at - start;
}

/** Where a comment begins between `from` and `end`, which lie on one line; `end` without one. Quotes are respected. */
export function commentStart(text: string, from: number, end: number): number {
  const quote = text[from];
  let at = from;
  if (quote === '"' || quote === "'") at = closingQuote(text, from, end) + 1;
  for (; at < end; at++) if (text[at] === '#' && (at === from || /\s/.test(text[at - 1]!))) return at;
  return end;
}

/** The quote that ends the text which begins with one at `from`; the last character before `end` without it. */
export function closingQuote(text: string, from: number, end: number): number {
  const quote = text[from];
  for (let at = from + 1; at < end; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at++;
      else return at;
    }
  }
  return Math.max(from, end - 1);
}

/** The key that begins at `from`, when a colon follows it on the line. */
export function keyIn(
  text: string,
  from: number,
  end: number,
): { readonly name: string; readonly span: Span; readonly colon: number } | undefined {
  const quote = text[from];
  if (quote === '[' || quote === '{') return undefined;
  const quoted = quote === '"' || quote === "'";
  let at = quoted ? closingQuote(text, from, end) + 1 : from;
  for (; at < end; at++) {
    if (text[at] === '#' && at > from && /\s/.test(text[at - 1]!)) return undefined;
    if (text[at] !== ':' || (at + 1 < end && !/\s/.test(text[at + 1]!))) continue;
    const source = text.slice(from, at).trimEnd();
    const name = quoted && source.length >= 2 ? source.slice(1, -1) : source;
    return { name, span: [from, from + source.length], colon: at };
  }
  return undefined;
}

/** The text that a scalar stands for. */
export function unquoted(source: string): string {
  const quote = source[0];
  if (source.length < 2 || (quote !== '"' && quote !== "'") || !source.endsWith(quote)) return source;
  const inner = source.slice(1, -1);
  return quote === "'" ? inner.replaceAll("''", "'") : inner.replaceAll(/\\(["\\])/g, '$1');
}
