import { type Document, isAlias, type Node } from 'yaml';
import { type Finding, quote, type Report, type Span } from './report.ts';

/** What a walk over one file shares. */
export interface Walk {
  readonly text: string;
  readonly document: Document.Parsed;
  readonly report: Report;
  /** Where each key of the spec that the file gives stands, by path. */
  readonly places: Map<string, { readonly key: Span; readonly value: Span }>;
  /** Followed so far. */
  aliases: number;
}

/** A value in the file and how it is spoken of. */
export interface Cursor {
  /** `space.hidden[2]` */
  readonly path: string;
  /** The key that the value belongs to: `hidden`. */
  readonly name: string;
  /** The value is an item of the list `name`. */
  readonly item: boolean;
  readonly node: Node | null;
  /** The value; a problem inside an alias points to the alias, since the anchor may be right where it stands. */
  readonly span: Span;
  readonly aliased: boolean;
}

/** So many that no person needs more, so few that aliases of aliases cannot blow up. */
const MOST_ALIASES = 100;

export function spanOf(node: Node | null | undefined, fallback: Span): Span {
  return node?.range ? [node.range[0], node.range[1]] : fallback;
}

/** The node that stands for `node`: itself, or what its alias names. Undefined, and reported, if there is none. */
export function follow(walk: Walk, node: Node | null, span: Span, path: string): Node | null | undefined {
  if (!isAlias(node)) return node;
  if (++walk.aliases > MOST_ALIASES) {
    const message = `more than ${MOST_ALIASES} aliases`;
    if (walk.aliases === MOST_ALIASES + 1) walk.report.add({ code: 'yaml/too-many-aliases', message, path }, span);
    return undefined;
  }
  const target = node.resolve(walk.document);
  if (target === undefined) {
    const message = `\`*${node.source}\` has no anchor \`&${node.source}\` before it`;
    walk.report.add({ code: 'yaml/unknown-alias', message, path }, span);
  }
  return target;
}

/** A cursor on the value of a key, or on an item of a list. @param via the alias inside which it stands */
export function cursorAt(
  walk: Walk,
  from: Omit<Cursor, 'span' | 'aliased'>,
  fallback: Span,
  via: Span | undefined,
): Cursor | undefined {
  const span = via ?? spanOf(from.node, fallback);
  const node = follow(walk, from.node, span, from.path);
  if (node === undefined) return undefined;
  return { ...from, node, span, aliased: via !== undefined || isAlias(from.node) };
}

/** "`hidden: 0`", or "`0` in `hidden`" for an item; the key alone when the value is long or absent. */
export function subject(walk: Walk, cursor: Cursor): string {
  const source = walk.text.slice(...cursor.span);
  if (cursor.item) return `${quote(source)} in \`${cursor.name}\``;
  return source === '' || source.length > 40 || source.includes('\n')
    ? `\`${cursor.name}\``
    : quote(`${cursor.name}: ${source}`);
}

/** Reports that "`hidden: 0` must be at least 1". */
export function blame(walk: Walk, cursor: Cursor, finding: Omit<Finding, 'path'>): void {
  const message = `${subject(walk, cursor)}${finding.message}`;
  // A mended value belongs where the value is written, which an alias is not.
  const suggestion = cursor.aliased ? undefined : finding.suggestion;
  walk.report.add({ ...finding, message, suggestion, path: cursor.path }, cursor.span);
}
