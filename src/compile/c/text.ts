import { commentText } from '../../base/identifiers.ts';

const WIDTH = 112;

/** A block comment, a line of it per item; `''` is an empty line. Indentation of a line is kept. */
export function comment(lines: readonly string[]): string {
  const body = lines.map((line) => {
    const indent = /^ */.exec(line)![0];
    return ` * ${indent}${commentText(line)}`.trimEnd();
  });
  return ['/*', ...body, ' */'].join('\n');
}

/** Lines indented by one level. */
export function indent(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' || line.startsWith('#') ? line : `    ${line}`));
}

/**
 * The items of an initialiser in lines of equally wide columns. A line holds whole groups of `group` items where one fits.
 * @param narrowest characters per item at least, so that the lines of several calls line up
 */
export function textRows(texts: readonly string[], group: number, narrowest = 1): string[] {
  const width = texts.reduce((widest, text) => Math.max(widest, text.length), narrowest);
  const fit = Math.max(1, Math.floor(WIDTH / (width + 2)));
  const perLine = group > fit ? fit : group * Math.floor(fit / group);
  const lines: string[] = [];
  for (let start = 0; start < texts.length; start += perLine) {
    const line = texts.slice(start, start + perLine);
    lines.push(`${line.map((text) => text.padStart(width)).join(', ')},`);
  }
  return lines;
}

/** `textRows` of integers. */
export function numberRows(values: ArrayLike<number>, group: number, narrowest = 1): string[] {
  return textRows(Array.from(values, String), group, narrowest);
}

/** The beginning of an assembly statement: its instructions, three a line. */
export function assembly(instructions: readonly string[]): string[] {
  const lines: string[] = [];
  for (let at = 0; at < instructions.length; at += 3) lines.push(instructions.slice(at, at + 3).join('\\n\\t'));
  return lines.map((line, index) => {
    const begin = index === 0 ? '__asm__ volatile("' : '                 "';
    return `${begin}${line}${index === lines.length - 1 ? '"' : '\\n\\t"'}`;
  });
}
