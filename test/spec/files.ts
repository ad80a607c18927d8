/** A small right file; `sections` replaces or adds the text after `key:`. Starts with the name, in the given order. */
export function file(sections: Readonly<Record<string, string>> = {}): string {
  const all = {
    name: 'test',
    data: '{source: synthetic, generator: gestures}',
    task: '{type: classification}',
    target: '{board: some_board}',
    ...sections,
  };
  return Object.entries(all)
    .map(([key, text]) => `${key}: ${text}\n`)
    .join('');
}

/** The text without its marks « and », and the place they marked. */
export function unmark(marked: string): { text: string; start: number; end: number } {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  if (start < 0 || end < start) throw new Error(`no marks in ${marked}`);
  return { text: marked.replace('«', '').replace('»', ''), start, end };
}

/** Line and column, from 1, by the plainest means. */
export function positionAt(text: string, offset: number): { line: number; column: number; offset: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n'), offset };
}
