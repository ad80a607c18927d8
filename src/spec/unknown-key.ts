import { isScalar } from 'yaml';
import type { Cursor, Walk } from './cursor.ts';
import { type Entry, join } from './entries.ts';
import { quote, quoteAll } from './report.ts';
import { SpecSchema } from './schema.ts';
import { isObject, type ObjectView, type SchemaView, variantsOf, viewOf } from './schema-view.ts';
import { nearest } from './suggest.ts';

/** Reports a key that the mapping does not know. @returns the key that was probably meant */
export function unknownKey(
  walk: Walk,
  schema: ObjectView,
  entry: Entry,
  entries: ReadonlyMap<string, Entry>,
  cursor: Cursor,
): string | undefined {
  const { key, keySpan } = entry;
  const free = Object.keys(schema.properties).filter((name) => !entries.has(name));
  const suggestion = nearest(key, free);
  const question = suggestion === undefined ? '' : `; did you mean \`${suggestion}\`?`;
  const message = `unknown key ${quote(key)}${placeOf(schema, entries, cursor)}${question}`;
  const hint = suggestion === undefined ? hintFor(key, schema, cursor) : undefined;
  // The text to mend stands elsewhere when an alias brought the key.
  const mended = entry.via === undefined ? suggestion : undefined;
  const path = join(cursor.path, key);
  walk.report.add({ code: 'spec/unknown-key', message, hint, suggestion: mended, path }, keySpan);
  return suggestion;
}

function placeOf(schema: ObjectView, entries: ReadonlyMap<string, Entry>, cursor: Cursor): string {
  if (cursor.name === '') return '';
  // `window` is known, but not with `source: ts`.
  const [fixed] = Object.entries(schema.properties).find(([, property]) => property.const !== undefined) ?? [];
  const node = fixed === undefined ? undefined : entries.get(fixed)?.value;
  const beside = fixed !== undefined && isScalar(node) ? ` with ${quote(`${fixed}: ${String(node.value)}`)}` : '';
  return ` in \`${cursor.name}\`${beside}`;
}

function hintFor(key: string, schema: ObjectView, cursor: Cursor): string {
  const home = homeOf(key, cursor.path);
  if (home !== undefined) return `\`${key}\` belongs ${home === '' ? 'at the outermost level' : `in \`${home}\``}.`;
  return `Known here: ${quoteAll(Object.keys(schema.properties))}.`;
}

/** The first mapping of the language that knows the key, other than the one it stands in. */
function homeOf(key: string, not: string): string | undefined {
  const open: { path: string; schema: SchemaView }[] = [{ path: '', schema: viewOf(SpecSchema) }];
  for (const { path, schema } of open) {
    const inner = schema.items ?? schema;
    const objects = [...(isObject(inner) ? [inner] : (variantsOf(inner)?.byName.values() ?? []))];
    // Known with another `source`: it belongs where it is.
    if (objects.some((object) => Object.hasOwn(object.properties, key))) return path === not ? undefined : path;
    for (const object of objects) {
      for (const [name, property] of Object.entries(object.properties))
        open.push({ path: join(path, name), schema: property });
    }
  }
  return undefined;
}
