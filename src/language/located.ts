import type { Span } from '../spec/report.ts';
import { SpecSchema } from '../spec/schema.ts';
import { isObject, type ObjectView, type SchemaView, variantsOf, viewOf } from '../spec/schema-view.ts';
import type { OutlineEntry, OutlineList, OutlineMap, OutlineValue } from './outline-node.ts';

/** An entry of the outline and what the language says about its place. */
export interface Located {
  readonly entry: OutlineEntry;
  readonly parent: OutlineMap | OutlineList;
  /** As in problems: `space.hidden[2]`. */
  readonly path: string;
  /** Of the collection it stands in; `undefined`: an unknown one. */
  readonly within: SchemaView | undefined;
  /** Of its value. */
  readonly schema: SchemaView | undefined;
}

/** Every entry of the outline, in the order of the text. */
export function locate(root: OutlineMap): Located[] {
  const result: Located[] = [];
  const visit = (parent: OutlineMap | OutlineList, within: SchemaView | undefined, path: string): void => {
    // A sibling may decide which keys there are; it may stand below.
    const resolved = within && resolveVariant(within, parent);
    let index = 0;
    for (const entry of parent.entries) {
      const inner = entry.key === undefined ? `${path}[${index++}]` : path === '' ? entry.key : `${path}.${entry.key}`;
      const schema = entry.key === undefined ? resolved?.items : propertyOf(resolved, entry.key);
      result.push({ entry, parent, path: inner, within: resolved, schema });
      if (entry.value.kind === 'map' || entry.value.kind === 'list') visit(entry.value, schema, inner);
    }
  };
  visit(root, viewOf(SpecSchema), '');
  return result;
}

/**
 * Of a union, the member that is meant: the list, or of mappings the one that its deciding key names; the union itself
 * while that has no value.
 */
function resolveVariant(schema: SchemaView, node: OutlineMap | OutlineList): SchemaView {
  if (node.kind === 'list') return schema.anyOf?.find(({ type }) => type === 'array') ?? schema;
  const variants = variantsOf(schema);
  if (variants === undefined) return schema;
  const value = node.entries.find(({ key }) => key === variants.key)?.value;
  return (value?.kind === 'scalar' ? variants.byName.get(value.text) : undefined) ?? schema;
}

function propertyOf(schema: SchemaView | undefined, key: string): SchemaView | undefined {
  if (schema === undefined) return undefined;
  const variants = variantsOf(schema);
  if (variants?.key === key) {
    return { enum: [...variants.byName.keys()], description: `Decides which keys \`${key}\` goes with.` };
  }
  return isObject(schema) && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
}

/** The mapping whose keys may stand there: the schema itself, or the items of a list of mappings. */
export function mappingOf(schema: SchemaView | undefined): ObjectView | undefined {
  if (schema === undefined) return undefined;
  if (isObject(schema)) return schema;
  return schema.items === undefined ? undefined : mappingOf(schema.items);
}

function spanOfValue(value: OutlineValue): Span {
  if (value.kind !== 'map' && value.kind !== 'list') return value.span;
  const end = value.entries.reduce((most, { keySpan, value: inner }) => {
    return Math.max(most, keySpan[1], spanOfValue(inner)[1]);
  }, value.span[1]);
  return [value.span[0], end];
}

/** From the key to the end of the value. */
export function spanOfEntry({ keySpan, value }: OutlineEntry): Span {
  return [keySpan[0], Math.max(keySpan[1], spanOfValue(value)[1])];
}

/** The text of a key's plain value, by path. */
export function scalarAt(located: readonly Located[], path: string): string | undefined {
  const value = located.find((one) => one.path === path)?.entry.value;
  return value?.kind === 'scalar' ? value.text : undefined;
}

/** The texts of the other items in the list, which need not be offered again. */
export function listedItems(parent: OutlineMap | OutlineList, path: string): Set<string> {
  const own = Number(/\[(\d+)\]$/.exec(path)?.[1]);
  const others = parent.entries.filter((_, index) => index !== own);
  return new Set(others.flatMap(({ value }) => (value.kind === 'scalar' ? [value.text] : [])));
}
